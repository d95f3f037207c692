"""Assigning, reviewing and answering a proposal."""

from __future__ import annotations

import datetime as dt

import pytest

from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from council.notices.models import Notice
from projects.choices import AnswerReason, ProposalState, StepKind
from projects.classifier import Answers, Tri
from projects.selectors import proposals as reading
from projects.services import answers, proposals, voices
from tests.projects.conftest import AT, TODAY, World, noon

WEEK_LATER = noon(TODAY + dt.timedelta(days=7))


def test_it_works(world: World) -> None:
    sent = world.proposal()
    assigned = answers.assign(sent, by=world.park, at=AT, committee_id=world.committee.pk)
    assert assigned.owner_id == world.lee.user_id
    reviewing = answers.start_review(assigned, by=world.lee, at=AT)
    assert reviewing.state == ProposalState.REVIEWING
    adopted = answers.adopt(reviewing, by=world.lee, at=WEEK_LATER, answer="주민이 걸어서 조사할 수 있습니다.")
    assert adopted.state == ProposalState.ADOPTED
    assert adopted.answered_label == "안전·환경분과장"
    kinds = [step.kind for step in reading.steps(adopted)]
    assert kinds == [StepKind.SENT, StepKind.ASSIGNED, StepKind.REVIEWING, StepKind.ANSWERED]


def test_author_and_followers_hear_of_the_answer(world: World) -> None:
    sent = world.proposal()
    voices.follow(sent, by=world.han, at=AT)
    answers.adopt(sent, by=world.park, at=AT, answer="하겠습니다.")
    told = set(Notice.objects.filter(kind__endswith="answered").values_list("recipient_id", flat=True))
    assert told == {world.kim.user_id}
    followed = set(Notice.objects.filter(kind="projects.followed.proposal").values_list("recipient_id", flat=True))
    assert followed == {world.han.user_id}


def test_a_refusal_needs_a_reason_of_the_list_and_a_text(world: World) -> None:
    sent = world.proposal()
    with pytest.raises(Refused) as refused:
        answers.decline(sent, by=world.park, at=AT, answer="안 됩니다.", reason=AnswerReason.ACCEPTED)
    assert refused.value.field == "reason"
    with pytest.raises(Refused) as refused:
        answers.decline(sent, by=world.park, at=AT, answer="  ", reason=AnswerReason.DUPLICATE)
    assert refused.value.field == "answer"
    declined = answers.decline(
        sent, by=world.park, at=AT, answer="구청이 이미 공사하고 있습니다.", reason=AnswerReason.DUPLICATE
    )
    assert declined.state == ProposalState.DECLINED


def test_the_second_to_answer_is_told_who_was_first(world: World) -> None:
    sent = world.proposal()
    answers.assign(sent, by=world.park, at=AT, committee_id=world.committee.pk)
    sent.refresh_from_db()
    answers.adopt(sent, by=world.lee, at=AT, answer="하겠습니다.")
    with pytest.raises(Conflict, match="안전·환경분과장"):
        answers.decline(sent, by=world.park, at=AT, answer="아닙니다.", reason=AnswerReason.OTHER)


@pytest.mark.parametrize("name", ["kim", "cho", "yoo", "oh", "choi"])
def test_others_do_not_answer(world: World, name: str) -> None:
    assigned = answers.assign(world.proposal(), by=world.park, at=AT, committee_id=world.committee.pk)
    with pytest.raises(Forbidden):
        answers.adopt(assigned, by=getattr(world, name), at=AT, answer="하겠습니다.")


def test_only_secretary_and_chair_assign(world: World) -> None:
    with pytest.raises(Forbidden):
        answers.assign(world.proposal(), by=world.lee, at=AT, committee_id=world.committee.pk)


def test_a_committee_without_a_head_leaves_the_secretary_in_charge(world: World) -> None:
    world.lee.led and world.committee.heads.update(ends_on=dt.date(2026, 1, 1))
    assigned = answers.assign(world.proposal(), by=world.park, at=AT, committee_id=world.committee.pk)
    assert assigned.owner_id == world.park.user_id


def test_a_committee_next_door_is_unknown(world: World, next_door: World) -> None:
    with pytest.raises(Refused) as refused:
        answers.assign(world.proposal(), by=world.park, at=AT, committee_id=next_door.committee.pk)
    assert refused.value.field == "committee"


def test_several_are_answered_as_one_and_each_keeps_its_page(world: World) -> None:
    lead, other = world.proposal(), world.proposal(world.park, title="시장 뒷길이 어둡습니다")
    adopted = answers.merge(lead, [other], by=world.park, at=AT, answer="한 사업으로 묶습니다.")
    other.refresh_from_db()
    assert adopted.state == ProposalState.ADOPTED
    assert (other.state, other.merged_into_id, other.answer) == (
        ProposalState.MERGED,
        lead.pk,
        "한 사업으로 묶습니다.",
    )
    assert reading.merged_with(lead) == [other]
    assert reading.get_visible(world.kim, other.pk) == other


def test_a_proposal_is_not_merged_with_itself_or_nothing(world: World) -> None:
    sent = world.proposal()
    for others in ([], [sent]):
        with pytest.raises(Refused):
            answers.merge(sent, others, by=world.park, at=AT, answer="묶습니다.")


def test_an_answered_one_is_not_merged(world: World) -> None:
    lead, other = world.proposal(), world.proposal()
    answers.adopt(other, by=world.park, at=AT, answer="하겠습니다.")
    with pytest.raises(Conflict):
        answers.merge(lead, [other], by=world.park, at=AT, answer="묶습니다.")
    lead.refresh_from_db()
    assert lead.is_open


def test_the_classifier_s_suggestion_is_kept(world: World) -> None:
    sent = world.proposal()
    found = answers.suggest_class(sent, Answers(Tri.NO, Tri.YES, Tri.NO), by=world.park, at=AT)
    sent.refresh_from_db()
    assert sent.suggested_class == found.affairs_class == "ENTRUSTED"


def test_the_author_withdraws_before_the_answer(world: World) -> None:
    withdrawn = proposals.withdraw(world.proposal(), by=world.kim, at=AT, reason="스스로 풀렸습니다.")
    assert withdrawn.state == ProposalState.WITHDRAWN
    with pytest.raises(Refused):
        proposals.withdraw(withdrawn, by=world.kim, at=AT, reason="")


def test_nobody_else_withdraws_and_not_after_the_answer(world: World) -> None:
    sent = world.proposal()
    with pytest.raises(Forbidden):
        proposals.withdraw(sent, by=world.park, at=AT, reason="")
    adopted = answers.adopt(sent, by=world.park, at=AT, answer="하겠습니다.")
    with pytest.raises(Refused):
        proposals.withdraw(adopted, by=world.kim, at=AT, reason="")


class TestAskingAgain:
    def declined(self, world: World) -> object:
        assigned = answers.assign(world.proposal(), by=world.park, at=AT, committee_id=world.committee.pk)
        return answers.decline(assigned, by=world.lee, at=AT, answer="돈이 모자랍니다.", reason=AnswerReason.OVER_CAP)

    def test_it_works(self, world: World) -> None:
        again = proposals.reask(self.declined(world), by=world.kim, at=WEEK_LATER, text="작게라도 해 주세요.")  # type: ignore[arg-type]
        assert again.state == ProposalState.RECEIVED
        assert again.answer_by == TODAY + dt.timedelta(days=37)
        assert again.committee is None
        assert "돈이 모자랍니다." in [step.text for step in reading.steps(again)]

    def test_another_committee_looks(self, world: World) -> None:
        again = proposals.reask(self.declined(world), by=world.kim, at=AT, text="다시 봐 주세요.")  # type: ignore[arg-type]
        with pytest.raises(Refused) as refused:
            answers.assign(again, by=world.park, at=AT, committee_id=world.committee.pk)
        assert refused.value.field == "committee"
        assigned = answers.assign(again, by=world.park, at=AT, committee_id=world.other_committee.pk)
        assert assigned.owner_id == world.cho.user_id

    def test_only_once(self, world: World) -> None:
        again = proposals.reask(self.declined(world), by=world.kim, at=AT, text="다시 봐 주세요.")  # type: ignore[arg-type]
        declined = answers.decline(again, by=world.park, at=AT, answer="같습니다.", reason=AnswerReason.OVER_CAP)
        with pytest.raises(Refused, match="한 번"):
            proposals.reask(declined, by=world.kim, at=AT, text="또요.")

    @pytest.mark.parametrize(("days", "allowed"), [(30, True), (31, False)])
    def test_only_within_the_days_of_the_rule(self, world: World, days: int, allowed: bool) -> None:
        declined = self.declined(world)
        on = TODAY + dt.timedelta(days=days)
        assert reading.can_reask(declined, world.kim, on) is allowed  # type: ignore[arg-type]
        assert not reading.can_reask(declined, world.park, on)  # type: ignore[arg-type]

    def test_an_adopted_one_is_not_asked_again(self, world: World) -> None:
        with pytest.raises(Refused):
            proposals.reask(world.adopted(), by=world.kim, at=AT, text="다시요.")
