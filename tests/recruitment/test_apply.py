"""Applying: online, on paper, with proof; taken back."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.scope import council_scope
from council.notices.models import Notice
from members import services
from members.models import Application, User
from members.services.recruitment import applications, proofs
from members.services.recruitment.steps import RecruitmentRefused
from tests.cast import Cast
from tests.recruitment.people import DAY, NOW, TODAY, announced, applied, person, rules, statement

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n%%EOF\n"


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), (200, 200, 220)).save(file, "PNG")
    return SimpleUploadedFile("등본.png", file.getvalue(), "image/png")


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("재직증명서.pdf", content, "application/pdf")


class TestOnline:
    def test_it_works(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        sent = applied(here, made, here.resident)
        assert (sent.status, sent.number) == ("SUBMITTED", "A00001")
        assert applied(here, made, here.stranger).number == "A00002"
        told = Notice.objects.filter(kind="members.application.received", recipient=here.resident)
        assert told.count() == 1
        assert Notice.objects.filter(kind="members.application.arrived", recipient=here.secretary).count() == 2

    def test_a_draft_is_kept_and_taken_up_again(self, here: Cast) -> None:
        rules(here.council)
        made, by = announced(here), here.actor("resident")
        first = applications.save_draft(made, here.resident, statement(made, motive="거리"), by=by, at=NOW)
        again = applications.save_draft(made, here.resident, statement(made, motive="거리 청소"), by=by, at=NOW)
        assert (again.pk, again.motive, again.number) == (first.pk, "거리 청소", "")

    @pytest.mark.parametrize("field", ["name", "born_on", "phone", "address", "eligibility", "track"])
    def test_what_is_missing_is_named(self, here: Cast, field: str) -> None:
        rules(here.council)
        made, by = announced(here), here.actor("resident")
        gone: dict[str, Any] = {field: None if field in ("born_on", "track") else ""}
        empty = replace(statement(made), **gone)
        draft = applications.save_draft(made, here.resident, empty, by=by, at=NOW)
        with pytest.raises(RecruitmentRefused) as refused:
            applications.submit(draft, consent=True, by=by, at=NOW)
        assert refused.value.field == field

    def test_not_without_consent(self, here: Cast) -> None:
        rules(here.council)
        made, by = announced(here), here.actor("resident")
        draft = applications.save_draft(made, here.resident, statement(made), by=by, at=NOW)
        with pytest.raises(RecruitmentRefused) as refused:
            applications.submit(draft, consent=False, by=by, at=NOW)
        assert refused.value.field == "consent"

    def test_not_after_the_last_day(self, here: Cast) -> None:
        rules(here.council)
        made, by = announced(here), here.actor("resident")
        draft = applications.save_draft(made, here.resident, statement(made), by=by, at=NOW)
        applications.submit(draft, consent=True, by=by, at=NOW + 10 * DAY)
        with pytest.raises(RecruitmentRefused) as refused:
            applications.save_draft(made, here.stranger, statement(made), by=here.actor("stranger"), at=NOW + 11 * DAY)
        assert refused.value.code == "not_open"

    def test_only_ones_own(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        draft = applications.save_draft(made, here.resident, statement(made), by=here.actor("resident"), at=NOW)
        for who in ("stranger", "secretary", "district"):
            with pytest.raises(Forbidden):
                applications.submit(draft, consent=True, by=here.actor(who), at=NOW)
        with pytest.raises(Forbidden):
            applications.save_draft(made, here.resident, statement(made), by=here.actor("stranger"), at=NOW)

    def test_once_each(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        sent = applied(here, made, here.resident)
        with pytest.raises(RecruitmentRefused) as refused:
            applications.save_draft(made, here.resident, statement(made), by=here.actor("resident"), at=NOW)
        assert refused.value.code == "sent"
        with pytest.raises(RecruitmentRefused):
            applications.submit(sent, consent=True, by=here.actor("resident"), at=NOW)


class TestPaper:
    def test_it_works_for_somebody_without_an_account(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        user = User.objects.create(name="박종이", email=None, password="!")
        entered = applications.enter_paper(
            made,
            user,
            statement(made, name="박종이"),
            received_on=TODAY,
            consent=True,
            by=here.actor("secretary"),
            at=NOW + 12 * DAY,
        )
        assert (entered.channel, entered.number, entered.entered_by) == ("PAPER", "A00001", here.secretary)

    def test_only_what_came_in_time(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        with pytest.raises(RecruitmentRefused) as refused:
            applications.enter_paper(
                made,
                here.stranger,
                statement(made),
                received_on=TODAY + 11 * DAY,
                consent=True,
                by=here.actor("secretary"),
                at=NOW + 12 * DAY,
            )
        assert refused.value.field == "received_on"

    def test_not_twice(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        applied(here, made, here.resident)
        with pytest.raises(RecruitmentRefused) as refused:
            applications.enter_paper(
                made,
                here.resident,
                statement(made),
                received_on=TODAY,
                consent=True,
                by=here.actor("secretary"),
                at=NOW,
            )
        assert refused.value.code == "application_one_each"

    def test_it_is_the_offices(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        with pytest.raises(Forbidden):
            applications.enter_paper(
                made, here.stranger, statement(made), received_on=TODAY, consent=True, by=here.actor("member"), at=NOW
            )


class TestWithdraw:
    def test_it_works_and_one_may_apply_again(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        sent = applied(here, made, here.resident)
        gone = applications.withdraw(sent, by=here.actor("resident"), at=NOW)
        assert gone.status == Application.Status.WITHDRAWN
        again = applied(here, made, here.resident)
        assert (again.pk, again.number, again.status) == (sent.pk, "A00001", "SUBMITTED")

    def test_a_draft_goes_with_what_it_held(self, here: Cast) -> None:
        rules(here.council)
        made, by = announced(here), here.actor("resident")
        draft = applications.save_draft(made, here.resident, statement(made), by=by, at=NOW)
        gone = applications.withdraw(draft, by=by, at=NOW)
        assert (gone.address, gone.phone, gone.born_on, gone.facts) == ("", "", None, {})

    def test_the_secretary_says_how_it_was_asked(self, here: Cast) -> None:
        rules(here.council)
        sent = applied(here, announced(here), here.resident)
        with pytest.raises(RecruitmentRefused) as refused:
            applications.withdraw(sent, by=here.actor("secretary"), at=NOW)
        assert refused.value.field == "reason"
        applications.withdraw(sent, reason="전화로 취하", by=here.actor("secretary"), at=NOW)

    def test_nobody_elses(self, here: Cast) -> None:
        rules(here.council)
        sent = applied(here, announced(here), here.resident)
        with pytest.raises(Forbidden):
            applications.withdraw(sent, by=here.actor("stranger"), at=NOW)


class TestProof:
    def draft(self, here: Cast) -> Application:
        rules(here.council)
        made = announced(here)
        return applications.save_draft(made, here.resident, statement(made), by=here.actor("resident"), at=NOW)

    def test_a_picture_is_written_anew(self, here: Cast) -> None:
        proof = proofs.add(self.draft(here), picture(), by=here.actor("resident"), at=NOW)
        assert proof.kind == "IMAGE"
        with default_storage.open(proof.file_name) as file:
            assert Image.open(file).format == "JPEG"

    def test_a_still_pdf_is_kept(self, here: Cast) -> None:
        proof = proofs.add(self.draft(here), pdf(), by=here.actor("resident"), at=NOW)
        assert proofs.read(proof, why="", by=here.actor("resident"), at=NOW) == PDF

    @pytest.mark.parametrize(
        "content",
        [
            b"%PDF-1.4\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF",
            b"%PDF-1.4\n<< /Names << /EmbeddedFiles 1 0 R >> >>\n%%EOF",
            b"%PDF-1.4\n<< /Encrypt 1 0 R >>\n%%EOF",
            b"%PDF-1.4 cut off",
            b"MZ not a paper",
            b"<svg onload=alert(1)>",
            b"",
        ],
    )
    def test_what_moves_or_is_no_paper_is_refused(self, here: Cast, content: bytes) -> None:
        with pytest.raises(RecruitmentRefused) as refused:
            proofs.add(self.draft(here), pdf(content), by=here.actor("resident"), at=NOW)
        assert refused.value.field == "proof"

    def test_not_more_than_five(self, here: Cast) -> None:
        draft, by = self.draft(here), here.actor("resident")
        for _number in range(proofs.MOST):
            proofs.add(draft, pdf(), by=by, at=NOW)
        with pytest.raises(RecruitmentRefused):
            proofs.add(draft, pdf(), by=by, at=NOW)

    def test_each_look_by_the_office_is_on_record(self, here: Cast) -> None:
        proof = proofs.add(self.draft(here), pdf(), by=here.actor("resident"), at=NOW)
        with pytest.raises(RecruitmentRefused) as refused:
            proofs.read(proof, why=" ", by=here.actor("secretary"), at=NOW)
        assert refused.value.field == "why"
        assert proofs.read(proof, why="주소 확인", by=here.actor("secretary"), at=NOW, origin="10.0.0.1") == PDF
        entry = Entry.objects.get(action="members.proof.seen")
        assert (entry.why, entry.data["whose"], entry.data["origin"]) == ("주소 확인", here.resident.pk, "10.0.0.1")

    @pytest.mark.parametrize("who", ["stranger", "member", "chair", "auditor", "district"])
    def test_nobody_else_sees_it(self, here: Cast, who: str) -> None:
        proof = proofs.add(self.draft(here), pdf(), by=here.actor("resident"), at=NOW)
        with pytest.raises(Forbidden):
            proofs.read(proof, why="보고 싶음", by=here.actor(who), at=NOW)

    def test_taken_away_it_is_gone(self, here: Cast, django_capture_on_commit_callbacks: object) -> None:
        proof = proofs.add(self.draft(here), pdf(), by=here.actor("resident"), at=NOW)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            proofs.remove(proof, by=here.actor("resident"), at=NOW)
        assert not default_storage.exists(proof.file_name)


def test_neighbours_of_another_council_do_not_count(here: Cast) -> None:
    rules(here.council)
    made = announced(here)
    assert applied(here, made, person("새 사람", "new@elsewhere.example")).number == "A00001"


class TestOwnData:
    def test_the_application_is_among_ones_data(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            rules(cast.council)
            applied(cast, announced(cast), cast.resident)
        parts = {part.code: part.rows for part in services.my_data(cast.resident, by=cast.actor("resident"))}
        assert parts["applications"][0]["접수 번호"] == "A00001"

    def test_closing_the_account_withdraws_and_empties_it(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            rules(cast.council)
            applied(cast, announced(cast), cast.resident)
        services.close_account(cast.resident, by=cast.actor("resident"), at=NOW)
        with council_scope(cast.council.pk):
            left = Application.objects.get()
            assert (left.status, left.number) == (Application.Status.WITHDRAWN, "A00001")
            assert not any((left.name, left.address, left.phone, left.born_on, left.motive, left.facts))
