"""Personal data: written by few, and each look on record for the person concerned."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.errors import Refused
from council.common.scope import council_scope
from members import services
from members.models import PersonalRecord, User
from members.selectors import looks_at
from members.services import personal
from tests.cast import Cast
from tests.members.rolls import NOW

pytestmark = pytest.mark.django_db


def write(cast: Cast, by: str = "secretary", **values: Any) -> PersonalRecord:
    return personal.write(cast.council, cast.member, by=cast.actor(by), at=NOW, **values)


def see(cast: Cast, by: str = "district", why: str = "위촉장을 보냄") -> PersonalRecord | None:
    return personal.see(cast.council, cast.member, why=why, by=cast.actor(by), at=NOW, origin="203.0.113.9")


def test_it_works(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        write(cast, phone="010-1111-2222", sex="FEMALE")
        seen = see(cast)
        assert seen is not None
        assert seen.phone == "010-1111-2222"
        (look,) = looks_at(cast.member.pk)
        assert (look.actor_label, look.why) == ("시군구 담당", "위촉장을 보냄")


def test_history_names_the_fields_and_never_their_contents(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        write(cast, phone="010-1111-2222")
        entry = Entry.objects.get(action="members.personal.written")
        assert "전화" in entry.data["fields"]
        assert "010-1111-2222" not in str(entry.data)


def test_what_is_the_same_is_no_change(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        write(cast, phone="010-1111-2222")
        write(cast, phone="010-1111-2222")
        assert Entry.objects.filter(action="members.personal.written").count() == 1


def test_without_a_reason_nothing_is_seen(cast: Cast) -> None:
    with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
        see(cast, why=" ")
    assert refused.value.field == "why"


@pytest.mark.parametrize("by", ["chair", "auditor", "head", "official", "member"])
def test_others_neither_see_nor_write(cast: Cast, by: str) -> None:
    with council_scope(cast.council.pk):
        with pytest.raises(Forbidden):
            see(cast, by)
        with pytest.raises(Forbidden):
            write(cast, by, phone="1")


def test_the_council_next_door_sees_none_of_it(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        write(cast, phone="010-1111-2222")
    with council_scope(cast.other_council.pk):
        by = cast.actor("district", council=cast.other_council)
        assert personal.see(cast.other_council, cast.member, why="궁금", by=by, at=NOW, origin="") is None


def test_consent_is_kept_with_its_version(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        row = personal.consent(cast.council, cast.member, version="2026-11", by=cast.actor("secretary"), at=NOW)
        assert (row.consent_version, row.consented_at) == ("2026-11", NOW)


def test_a_closed_account_leaves_an_empty_record(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        personal.write(cast.council, cast.resident, phone="010-1", by=cast.actor("secretary"), at=NOW)
    services.close_account(cast.resident, by=cast.actor("resident"), at=NOW)
    with council_scope(cast.council.pk):
        assert PersonalRecord.objects.get(user=cast.resident).phone == ""


class TestPeopleWithoutAnAccount:
    def test_a_person_may_be_on_the_roll_without_an_address(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            user = services.person_for(cast.council, "한가온", by=cast.actor("secretary"), at=NOW)
        assert not user.email
        assert not user.has_usable_password()

    def test_a_known_address_is_the_known_person(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            found = services.person_for(
                cast.council, "누구", email=" KIM@majang.example", by=cast.actor("secretary"), at=NOW
            )
        assert found == cast.resident

    def test_an_address_may_be_given_later(self, cast: Cast) -> None:
        by = cast.actor("secretary")
        with council_scope(cast.council.pk):
            user = services.person_for(cast.council, "한가온", by=by, at=NOW)
            services.give_address(cast.council, user, "Gaon@majang.example", by=by, at=NOW)
            assert User.objects.get(pk=user.pk).email == "gaon@majang.example"

    def test_a_wrong_address_is_put_right_until_the_person_has_come_in(self, cast: Cast) -> None:
        by = cast.actor("secretary")
        with council_scope(cast.council.pk):
            user = services.person_for(cast.council, "한가온", by=by, at=NOW)
            for address in ("gaom@majang.example", "gaon@majang.example", "gaon@majang.example"):
                services.give_address(cast.council, user, address, by=by, at=NOW)
        assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [
            ("gaon@majang.example", False)
        ]

    def test_whoever_signs_in_changes_the_own_address_alone(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
            services.give_address(cast.council, cast.member, "new@majang.example", by=cast.actor("secretary"), at=NOW)
        assert refused.value.code == "has_one"

    def test_somebody_elses_address_is_refused(self, cast: Cast) -> None:
        by = cast.actor("secretary")
        with council_scope(cast.council.pk):
            user = services.person_for(cast.council, "한가온", by=by, at=NOW)
            with pytest.raises(Refused) as refused:
                services.give_address(cast.council, user, "kim@majang.example", by=by, at=NOW)
        assert refused.value.code == "taken"

    def test_it_is_not_everybodys(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            services.person_for(cast.council, "한가온", by=cast.actor("chair"), at=NOW)
