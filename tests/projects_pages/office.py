"""What the tests of the office pages share: proposals and projects of 마장동, and reading a form off a page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from council.common.scope import council_scope
from projects.choices import AffairsClass, Status
from projects.models import Project, Proposal
from projects.services import answers, moves, plans, proposals
from tests.cast import Cast

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


def hidden_of(html: str) -> dict[str, str]:
    """Return the hidden fields of the page's forms: what a browser sends back unseen."""
    return {name: unescape(value) for name, value in HIDDEN.findall(html) if name != "csrfmiddlewaretoken"}


@dataclass
class Office:
    """마장동 at work; every method opens the council's scope itself."""

    cast: Cast

    def scope(self) -> Any:
        return council_scope(self.cast.council.pk)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"projects:{name}", args=[self.cast.council.slug, *args])

    def client(self, who: str) -> Client:
        return self.cast.client(who)

    def at(self, days: int = 0) -> dt.datetime:
        return timezone.now() + dt.timedelta(days=days)

    def proposal(
        self, title: str = "밤길이 어두운 골목에 등을 달아 주세요", *, days: int = 0, who: str = "resident"
    ) -> Proposal:
        """Return a sent proposal, sent so many days ago (negative)."""
        with council_scope(self.cast.council.pk):
            by, at = self.cast.actor(who), self.at(days)
            draft = proposals.save_draft(by=by, at=at, title=title, body="밤 9시가 지나면 어두워 돌아서 다닙니다.")
            return proposals.submit(draft, by=by, at=at, consent=True, consent_version="2026-09", show_name=False)

    def assigned(self, **kwargs: Any) -> Proposal:
        sent = self.proposal(**kwargs)
        with council_scope(self.cast.council.pk):
            by = self.cast.actor("secretary")
            return answers.assign(sent, by=by, at=self.at(), committee_id=self.cast.committee.pk)

    def adopted(self, **kwargs: Any) -> Proposal:
        assigned = self.assigned(**kwargs)
        with council_scope(self.cast.council.pk):
            return answers.adopt(
                assigned,
                by=self.cast.actor("committee_head"),
                at=self.at(),
                answer="여러 골목에서 같은 불편이 있습니다.",
            )

    def project(
        self, affairs_class: str = AffairsClass.ENTRUSTED, title: str = "마을탐방 안내", *, days: int = 0, **fields: Any
    ) -> Project:
        """Return a project with its plan written."""
        with council_scope(self.cast.council.pk):
            by = self.cast.actor("secretary")
            made = plans.start_project(
                by=by,
                at=self.at(days),
                affairs_class=affairs_class,
                class_reason="행정에서 하던 일을 주민이 맡습니다.",
                title=title,
                committee_id=self.cast.committee.pk,
                **fields,
            )
            return plans.edit_plan(
                made,
                by=by,
                at=self.at(days),
                background="찾아오는 분이 많습니다.",
                target="마장동을 찾는 분",
                content="주말마다 두 번 안내합니다.",
                schedule="3월부터 11월까지",
                planned_cost=3_000_000,
            )

    def go(
        self, project: Project, code: str, who: str, *, comment: str = "", reason_code: str = "", **inputs: Any
    ) -> Project:
        with council_scope(self.cast.council.pk):
            return moves.advance(
                project,
                code,
                by=self.cast.actor(who),
                at=self.at(),
                inputs=inputs,
                comment=comment,
                reason_code=reason_code,
                expected_status=project.status,
                expected_version=project.version,
            )

    def at_approval(self, title: str = "마을탐방 안내") -> Project:
        """Return an entrusted project that waits for the 마장동장."""
        today = timezone.localdate()
        basis: dict[str, Any] = {"basis_on": today, "basis_reference": "제9차 정기회의"}
        votes: dict[str, Any] = {"seated": 36, "present": 27, "yes": 24, "no": 1, "abstain": 2, "recused": 0}
        start = today + dt.timedelta(days=30)
        project = self.go(self.project(title=title), "accept", "secretary")
        project = self.go(project, "committee_pass", "committee_head", **basis)
        project = self.go(project, "vote_pass", "secretary", **basis, **votes)
        project = self.go(
            project,
            "apply",
            "secretary",
            starts_on=start,
            ends_on=start + dt.timedelta(days=200),
            planned_cost=3_000_000,
            application=True,
            plan=True,
            budget=True,
        )
        project = self.go(
            project,
            "suitable",
            "official",
            opinion="FIT",
            rights_untouched=True,
            capacity=True,
            insured=True,
            budgeted=True,
            comment="맡길 만합니다.",
        )
        project = self.go(project, "exempt", "official", exemption="SHORT_TERM", comment="기간이 1년보다 짧습니다.")
        assert project.status == Status.APPROVAL
        return project

    def reload(self, thing: Any) -> Any:
        with council_scope(self.cast.council.pk):
            return type(thing).objects.select_related("council", "committee").get(pk=thing.pk)

    def post(self, who: str, url: str, **data: Any) -> Any:
        """Open the page, send its form back with the data, and return the answer."""
        client = self.client(who)
        page = client.get(url)
        assert page.status_code == 200, (url, page.status_code)
        return client.post(url, hidden_of(page.content.decode()) | data)
