"""The account: one per person, for all councils. What a person may do comes from dated rows, never from here."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES


def normal_email(email: str) -> str:
    """Return the address as it is kept and compared: NFC, trimmed, lower case."""
    return unicodedata.normalize("NFC", email).strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> User:
        """Create an account. Without a password nobody can sign in with one until it is reset."""
        user = self.model(email=normal_email(email) if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=normal_email(username or ""))


class User(AbstractBaseUser):
    """A person: with an account, or on a roll without one (no address, no password)."""

    #: NULL is a person on the roll who has given none: nobody can sign in to such an account. Read as text, because
    #: whoever signs in has one; who may meet people of the roll asks ``if user.email``.
    email: models.EmailField[str | None, str] = models.EmailField(  # type: ignore[misc]
        _("전자우편"), unique=True, null=True, blank=True
    )
    name = models.CharField(_("이름"), max_length=30)
    phone = models.CharField(
        _("전화"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[0-9+\- ]*$", _("숫자와 - 로 써 주십시오. 예: 010-1234-5678"))],
    )
    joined_at = models.DateTimeField(_("가입한 때"), default=timezone.now)
    last_seen_on = models.DateField(_("마지막으로 온 날"), null=True, blank=True)
    closed_at = models.DateTimeField(_("탈퇴한 때"), null=True, blank=True)
    is_active = models.BooleanField(_("쓸 수 있음"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("계정")
        verbose_name_plural = _("계정")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="user_email_lower_case"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_active=False), name="user_closed_is_inactive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    #: Set when the actor of a request is worked out: the person holds a staff role there, today.
    holds_staff_role: bool = False

    @property
    def is_staff(self) -> bool:
        """Whether the admin site lets the person in: asked of the roles held today, never stored."""
        return self.holds_staff_role

    @property
    def is_superuser(self) -> bool:
        """Nobody is: even the operator's rights are listed."""
        return False

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return False: rights are asked of the Actor (council.common.access); the admin site does so too."""
        return False

    def has_perms(self, perms: Any, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False

    def seen(self, on: dt.date) -> bool:
        """Note that the person came that day; return whether it was news (one write a day)."""
        if self.last_seen_on == on:
            return False
        self.last_seen_on = on
        User.objects.filter(pk=self.pk).update(last_seen_on=on)
        return True


CONSTRAINT_MESSAGES.update(
    {
        "members_user_email_key": _(
            "이 전자우편으로 만든 계정이 이미 있습니다. 로그인하거나 비밀번호를 다시 정하십시오."
        ),
        "user_email_lower_case": _("전자우편은 소문자로 적습니다."),
    }
)
