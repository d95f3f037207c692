"""A place in a 분과: 위원 and, where the rules let them, residents."""

from __future__ import annotations

from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.errors import Refused
from council.common.scope import council_scope
from council.models import Committee
from members import services
from members.models import CommitteeMembership
from tests.cast import Cast
from tests.members.rolls import NOW, TODAY, enact, known

pytestmark = pytest.mark.django_db


def join(cast: Cast, who: str, committee: Committee | None = None, by: str = "secretary") -> CommitteeMembership:
    chosen = committee or cast.committee
    return services.join_committee(chosen, getattr(cast, who), starts_on=TODAY, by=cast.actor(by), at=NOW)


def rule(cast: Cast, key: str, value: Any) -> None:
    enact(cast.council, **{key.replace(".", "__"): ("제17조", value)})


def test_it_works(cast: Cast) -> None:
    rule(cast, "committee.outsiders", {"join": True, "vote": False})
    with council_scope(cast.council.pk):
        assert join(cast, "resident")
        assert join(cast, "chair")


def test_where_only_members_sit_residents_do_not(cast: Cast) -> None:
    rule(cast, "committee.outsiders", {"join": False})
    with council_scope(cast.council.pk):
        with pytest.raises(Refused, match="제17조"):
            join(cast, "resident")
        assert join(cast, "chair")


def test_not_in_more_committees_than_the_rules_allow(cast: Cast) -> None:
    rule(cast, "committee.membership", {"max": 1})
    with council_scope(cast.council.pk):
        second = Committee.objects.create(number=2, name="문화분과", opened_on=TODAY)
        with pytest.raises(Refused, match="제17조"):
            join(cast, "member", second)
        assert join(cast, "chair", second)


def test_the_young_wait(cast: Cast) -> None:
    rule(cast, "age.committee", {"min": 19})
    with council_scope(cast.council.pk):
        known(cast, "resident", born_on=TODAY.replace(year=TODAY.year - 15, day=1))
        with pytest.raises(Refused, match="제17조"):
            join(cast, "resident")


def test_where_the_rules_do_not_say_the_secretary_decides(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        assert join(cast, "resident")


def test_it_is_the_secretarys(cast: Cast) -> None:
    with council_scope(cast.council.pk), pytest.raises(Forbidden):
        join(cast, "resident", by="committee_head")
