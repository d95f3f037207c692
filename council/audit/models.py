"""The history of every record: entries that only grow, linked by hash in the order of their commit.

``Entry`` is written by ``record()``. A deferred trigger writes ``Link`` at commit, one after the other per
council, so that no two transactions wait for each other before; ``Stamp`` holds the head of each chain.
A stamp therefore rises with every committed change of a council: the page cache keys on it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.models import Council


class Entry(models.Model):
    """One act: who, when, what, on which record, and why. Personal data is referred to, not copied in."""

    # PROTECT: history outlives everything it tells of. NULL is the platform itself (accounts, regions).
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("때"))
    # PROTECT: a closed account keeps its row without its name.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(_("한 사람"), max_length=30)
    action = models.CharField(_("한 일"), max_length=80)
    target_type = models.CharField(_("기록의 갈래"), max_length=60)
    target_id = models.BigIntegerField(_("기록 번호"))
    why = models.TextField(_("까닭"), blank=True)
    data = models.JSONField(_("내용"), default=dict)

    class Meta:
        verbose_name = _("이력")
        verbose_name_plural = _("이력")
        indexes = [
            models.Index(fields=["council", "target_type", "target_id", "at"], name="audit_entry_target"),
            models.Index(fields=["council", "-at"], name="audit_entry_latest"),
            models.Index(fields=["actor", "-at"], name="audit_entry_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type}:{self.target_id}"


class Link(models.Model):
    """The place of an entry in its chain; written by the database at commit, never by the portal."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="link")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, related_name="+")
    seq = models.BigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "seq"], name="audit_link_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class Stamp(models.Model):
    """The head of a chain: how many entries a council's history has, and the last hash."""

    chain = models.CharField(max_length=24, primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


CONSTRAINT_MESSAGES["audit_entry_append_only"] = CONSTRAINT_MESSAGES["append_only"]
CONSTRAINT_MESSAGES["audit_link_append_only"] = CONSTRAINT_MESSAGES["append_only"]
