"""From an empty council to its first 위원 and their successors, as everybody concerned, over two and a half years."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Download

from council.common.scope import council_scope
from members import selection
from members.models import Application, Membership, Recruitment, User
from members.services.recruitment import applications
from members.services.recruitment.applications import Statement
from tests.browser.conftest import Arrives
from tests.browser.newtown import Newtown, make_newtown, ordinance
from tests.browser.person import Person
from tests.cast import Cast
from tests.projects_pages.town import picture

TITLE = "제1기 군자동 주민자치회 위원 모집"
REGISTERED, COUNCILLOR = "주민등록을 둔 사람", "지방의회의원"
RULES = """
- key: seats
  article: 제6조
  value: {min: 5, max: 30}
- key: age.member
  article: 제7조제1항
  value: {min: 18}
- key: eligibility
  article: 제7조제1항
  value:
  - {kind: resident, label: 주민등록을 둔 사람, requires: {registered_here: true}}
  - {kind: worker, label: 사업장에서 일하는 사람, requires: {works_here: true}}
- key: disqualification
  article: 제7조제2항
  value:
  - {ground: councillor, label: 지방의회의원, when: {local_councillor: true}}
- key: tracks
  article: 제8조
  value:
  - {track: open, label: 공개모집, by: draw, seats: 3/5}
  - {track: recommended, label: 추천, by: draw, seats: rest}
- key: composition
  article: 제8조제2항
  value: [{of: sex, each: true, at_most: 3/5, base: seats}]
- key: training
  article: 제9조
  value: {hours: 2, due: {before: draw}}
- key: reserve.size
  article: 제10조
  value: {at_most: 5, count: reserves}
- key: reserve.valid
  article: 제10조
  value: {until: term_end}
- key: vacancy
  article: 제10조제2항
  value: {fill: true, from: [reserve, open_call], order: rank, unless: {remaining_months: {less_than: 6}}}
- key: term
  article: 제11조
  value: {years: 2, starts: appointment}
- key: term.successor
  article: 제11조
  value: remaining
- key: list.send
  article: 제12조
  value: {days: 10, after: draw}
- key: appointment
  article: 제12조
  value: {days: 20, after: list}
- key: loss
  article: 제13조
  value:
  - {ground: moved_away, label: 이사하여 자격을 잃음, when: {registered_here: false}, how: automatic, effect: on_event}
- key: officers
  article: 제14조
  value:
  - {office: chair, label: 회장, seats: {max: 1}, by: mutual, from: members, years: 2}
"""
#: Names, tracks and sexes of those who apply in the background; most are women, so that the limit of a sex tells.
OTHERS = (
    ("표나래", "open", "female"),
    ("하봄", "open", "female"),
    ("경수아", "open", "female"),
    ("국이든", "open", "male"),
    ("탁가온", "open", "male"),
    ("도연우", "recommended", "female"),
    ("마은채", "recommended", "female"),
    ("반소율", "recommended", "female"),
    ("석지호", "recommended", "male"),
)
CLOSES, TRAINED, DRAWN, APPOINTED, BEGINS, ENDS = 10, 13, 30, 35, 40, 770


@pytest.fixture
def town(cast: Cast) -> Newtown:
    return make_newtown("gunja", "군자동", "1121574000", "광진구")


@dataclass
class Story:
    """Who takes part, and what they have to know of each other."""

    town: Newtown
    arrives: Arrives
    folder: Path
    people: dict[str, User] = field(default_factory=dict)

    def comes(self, who: str | User | None, day: int = 0, **options: Any) -> Person:
        somebody = self.town.people[who] if isinstance(who, str) else who
        person: Person = self.arrives(somebody, at=self.town.council, **options)
        return person.on_day(day) if day else person

    @property
    def call(self) -> Recruitment:
        with council_scope(self.town.council.pk):
            return Recruitment.objects.get()

    @property
    def desk(self) -> str:
        return f"office/recruitment/{self.call.pk}/"

    @property
    def page(self) -> str:
        return f"recruitment/{self.call.pk}/"

    def number_of(self, user: User) -> str:
        with council_scope(self.town.council.pk):
            return Application.objects.get(user=user).number

    def holder_of(self, number: str) -> User:
        with council_scope(self.town.council.pk):
            return Application.objects.select_related("user").get(number=number).user


def day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_from_an_empty_council_to_the_end_of_a_term(town: Newtown, arrives: Arrives, tmp_path: Path) -> None:
    story = Story(town, arrives, tmp_path)
    the_district_enters_the_ordinance(story)
    the_secretary_announces_the_call(story)
    residents_apply(story)
    the_secretary_screens(story)
    applicants_are_trained(story)
    result = the_seats_are_drawn(story)
    anybody_works_the_draw_out_again(story)
    the_district_appoints(story)
    the_council_elects_its_chair(story, result)
    the_reserve_moves_up(story, result)
    nobody_moves_up_in_the_last_months(story)
    the_term_ends(story)


def the_district_enters_the_ordinance(story: Story) -> None:
    content = ordinance(story.town, RULES)
    person = story.comes("district").opens(story.town.desk).follows("파일로 한꺼번에 적기")
    file = {"name": "광진구.yaml", "mimeType": "application/yaml", "buffer": content.encode()}
    person.hands_in("파일 고르기", file).presses("무엇이 바뀌는지 보기").sees("5명에서 30명", "군자동")
    person.presses("이대로 적기").sees("광진구 주민자치회 설치 및 운영에 관한 조례", "제6조")


def the_secretary_announces_the_call(story: Story) -> None:
    person = story.comes("secretary").opens("office/").follows("위원 모집", within="main")
    person.sees("아직 모집이 없습니다").follows("모집 준비하기", within="main")
    person.types("이름", TITLE).picks("첫 구성").types("정원", 4).types("이번에 뽑는 자리", 4)
    for label, days in (
        ("접수 시작", 0),
        ("접수 마지막 날", CLOSES),
        ("공개 추첨일", DRAWN),
        ("임기 첫날", BEGINS),
        ("임기 마지막 날", ENDS - 1),
    ):
        person.types(label, day(days))
    person.types("알리는 글", "함께할 위원을 모집합니다.").types("낼 서류", "주민등록초본")
    # Fewer seats than the 조례 allows.
    person.presses("두고 살펴보기").sees("정원")
    person.types("정원", 5).types("이번에 뽑는 자리", 5).presses("두고 살펴보기").sees("3자리, 추첨", "2자리, 추첨")
    story.comes(None).opens(story.page, status=404)
    person.follows("공고하기").presses("공고하기").sees("공고했습니다")
    story.comes(None).opens("members/").sees("1명이 동네 일을").follows("위원 모집 보기").follows(TITLE)


def residents_apply(story: Story) -> None:
    names = ("김다솜", "박찬솔", "신우주", *(name for name, _track, _sex in OTHERS))
    people = dict(zip(names, story.town.residents(*names), strict=True))
    story.people = people
    kim = story.comes(people["김다솜"], phone=True).opens("").opens("recruitment/").follows(TITLE).follows("지원하기")
    kim.no_sideways_scroll()
    # The first try lacks what the rules ask for; what was written stays.
    kim.types("하고 싶은 일", "골목을 밝게 하고 싶습니다.").presses("지원서 내기").sees("동의해야 접수합니다")
    kim.picks("(꼭 필요) 개인정보").types("생년월일", "1980-03-01").types("전화", "010-1234-5678")
    kim.types("주소", "군자로 3길 5").picks("공개모집 (3)").chooses("여성")
    kim.presses("지원서 내기").sees("자격")
    kim.picks(REGISTERED).presses("두었다가 이어 쓰기").sees("이어서 쓸 수 있습니다")
    kim.opens(story.page).follows("쓰던 지원서 이어 쓰기")
    assert kim.field("하고 싶은 일").input_value() == "골목을 밝게 하고 싶습니다."
    proof = {"name": "초본.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
    kim.hands_in("증빙 서류", proof).picks("(꼭 필요) 개인정보").presses("지원서 내기").sees("접수 번호 A00001", "초본")
    # Who has applied is not offered to apply again.
    kim.opens(story.page).misses("지원하기로").follows("내 지원 보기").no_sideways_scroll()

    shin = story.comes(people["신우주"], phone=True).opens(story.page).follows("지원하기")
    _fills_in(shin, "1975-01-20").picks(COUNCILLOR).chooses("남성")
    shin.picks("(꼭 필요) 개인정보").presses("지원서 내기").sees("접수 번호 A00002")

    office = story.comes("secretary").opens(story.desk).follows("종이 지원서 넣기")
    _fills_in(office.types("이름", "박찬솔"), "1961-07-07").chooses("남성").picks("종이에 개인정보")
    office.types("전자우편", people["김다솜"].email).presses("접수하기").sees("이미 지원했습니다")
    office.types("전자우편", people["박찬솔"].email).presses("접수하기").sees("A00003")

    with council_scope(story.town.council.pk):
        for name, track, sex in OTHERS:
            _applies(story, people[name], track, sex)


def _fills_in(person: Person, born_on: str) -> Person:
    person.types("생년월일", born_on).types("전화", "010-0000-0000").types("주소", "군자로 1")
    return person.picks(REGISTERED).picks("공개모집 (3)")


def _applies(story: Story, user: User, track: str, sex: str) -> None:
    to: dict[str, Any] = {"by": story.town.applicant(user), "at": timezone.now()}
    said = Statement(
        name=user.name,
        born_on=dt.date(1985, 5, 5),
        sex=sex,
        phone="010-2222-3333",
        address="군자로 9",
        eligibility="resident",
        track=story.call.tracks.get(track=track),
        facts={"registered_here": True, "works_here": False, "local_councillor": False},
    )
    applications.submit(applications.save_draft(story.call, user, said, **to), consent=True, **to)


def the_secretary_screens(story: Story) -> None:
    person = story.comes("secretary").opens(story.desk).follows("접수 마감하기")
    person.presses("접수 마감하기").sees("까지 받습니다")
    person.on_day(CLOSES + 1).presses("접수 마감하기").follows("심사 시작하기").presses("심사 시작하기")
    person.sees("심사 기다림12명")
    person.follows("규칙에 맞는 지원서를 모두 적격으로 하기").presses("규칙에 맞는 지원서를 모두 적격으로 하기")
    person.sees("적격11명", "심사 기다림1명")
    person.follows("추첨 명단 굳히기").types("추첨위원", "이").types("번호를 어떻게 뽑나요", "공")
    person.presses("명단 굳히기").sees("아직 심사하지 않은 지원서가 1건 있습니다").follows("그만두기")
    person.follows("지원서 보고 심사하기").follows("A00002", within="main .row-act").sees("지방의회의원", "제7조제2항")
    person.picks("부적격").presses("정하기").sees("까닭을 써 주십시오")
    person.types("까닭", "지방의회의원은 위원이 될 수 없습니다.").presses("정하기").sees("정한 것을 적고")
    # A paper opens once the reason is on record.
    person.opens(f"{story.desk}applications/").follows("김다솜", within="main")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="까닭을 적고 보기").click()
    person.sees("왜 보는지 써 주십시오")
    shin = story.comes(story.people["신우주"], CLOSES + 1, phone=True).opens("my/notices/")
    shin.opens(f"{story.page}apply/").sees("부적격", "지방의회의원은 위원이 될 수 없습니다.")


def applicants_are_trained(story: Story) -> None:
    person = story.comes("secretary", CLOSES + 1).opens(story.desk).follows("교육 시작하기").presses("교육 시작하기")
    person.follows("교육과 출석").sees("2시간을 채워야 합니다")
    person.types("교육 이름", "주민자치학교").types("교육하는 날", day(TRAINED)).types("장소", "3층")
    person.presses("교육 넣기").follows("출석부", within="main")
    person.presses("이 쪽의 출석 적기").sees("교육이 끝난 뒤에")
    person.on_day(TRAINED).opens(person.path)
    for row in person.page.locator("main tbody tr").all():
        if "하봄" not in row.inner_text():
            row.locator("label").click()
    person.presses("이 쪽의 출석 적기").sees("출석을 적었습니다")
    person.opens(story.desk).follows("교육을 채우지 않은 사람을 부적격으로 하기")
    person.presses("교육을 채우지 않은 사람을 부적격으로 하기").sees("까닭을 써 주십시오")
    person.types("까닭", "교육 2시간을 받지 않음").presses("교육을 채우지 않은 사람을 부적격으로 하기")
    person.sees("적격10명", "부적격2명")


def the_seats_are_drawn(story: Story) -> selection.Result:
    """The list is frozen, two officers draw, the projector opens one after the other."""
    han = story.comes("official", DRAWN).opens(story.desk).follows("추첨 명단 굳히기").sees("후보 10명", "3명까지")
    han.types("추첨위원", "이추첨\n박추첨").types("번호를 어떻게 뽑나요", "추첨위원이 1~45 공을 하나씩 뽑습니다.")
    han.presses("명단 굳히기")
    watcher = story.comes(None, DRAWN).opens(story.page).follows("1번째 추첨").follows("큰 화면으로 보기")
    hash_of_list = watcher.page.locator("code.hash").inner_text()
    numbers, result = _lucky(story, hash_of_list)
    han.types("1. 이*첨 님이 뽑은 번호", "일곱").presses("번호 넣기").sees("뽑은 번호를 숫자로 써 주십시오")
    han.types("1. 이*첨 님이 뽑은 번호", numbers[0]).presses("번호 넣기")
    watcher.opens(watcher.path).sees("뽑음", "지금").misses("씨앗")
    han.types("2. 박*첨 님이 뽑은 번호", numbers[1]).presses("번호 넣기").presses("추첨하기")
    han.sees("이제 한 사람씩 엽니다", "0/10")
    han.page.get_by_role("link", name="다음 사람").click()
    han.sees("1/10", result.steps[0].candidate.id)
    watcher.opens(f"{watcher.path}?turn=3").sees("3/10").follows("끝까지 보기").sees("10/10", "성별").follows(
        "결과 모두 보기"
    )
    watcher.sees(hash_of_list, result.seed, result.sha256, f"1순위 {result.reserve[''][0]}")
    watcher.misses("김다솜")
    return result


def _lucky(story: Story, hash_of_list: str) -> tuple[list[str], selection.Result]:
    """Return two numbers by which the limit of a sex passes somebody over, and the reserve list begins as told below.

    박찬솔 stands first, a woman second, a man third.
    """
    with council_scope(story.town.council.pk):
        text = story.call.draws.get().list_text
    assert selection.sha256(text) == hash_of_list
    frozen = selection.frozen_from(json.loads(text))
    paper, sexes = story.number_of(story.people["박찬솔"]), {one.id: one.sex for one in frozen.candidates}
    for first, second in itertools.product(range(1, 46), repeat=2):
        numbers = [str(first), str(second)]
        result = selection.draw(frozen, selection.seed_of(hash_of_list, numbers))
        passed = any(step.outcome == selection.LIMIT_FULL for step in result.steps)
        one, two, three = result.reserve[""][:3]
        if passed and one == paper and (sexes[two], sexes[three]) == ("female", "male"):
            return numbers, result
    raise AssertionError("no such numbers")


def _seated(result: selection.Result, sex: str) -> list[str]:
    return [
        step.candidate.id for step in result.steps if step.outcome == selection.SEATED and step.candidate.sex == sex
    ]


def anybody_works_the_draw_out_again(story: Story) -> None:
    """Download the list and the script, and run one on the other."""
    person = story.comes(None, DRAWN).opens(f"{story.page}draw/1/")
    for name in ("candidates.json", "draw.py"):
        with person.page.expect_download() as download:
            person.page.get_by_role("link", name=name).click()
        file: Download = download.value
        assert file.suggested_filename == name
        file.save_as(story.folder / name)
    command = [sys.executable, "-I", "draw.py", "candidates.json"]
    told = subprocess.run(command, cwd=story.folder, capture_output=True, text=True, check=True).stdout
    assert told.count("같습니다") == 3
    assert "다릅니다" not in told


def the_district_appoints(story: Story) -> None:
    """The roll goes to the 구청, which appoints everybody on it in one letter."""
    person = story.comes("secretary", DRAWN + 1).opens(story.desk).follows("명부 보기", within="main")
    person.follows("명부 보내기").presses("명부 보내기").sees("명부를 시군구에 보냈습니다")
    cheol = story.comes("district", APPOINTED).opens("office/roll/").sees("위촉을 기다리는 명부")
    cheol.follows(TITLE, within="main").types("위촉하는 날", day(DRAWN)).types("위촉하는 사람", "광진구청장")
    cheol.presses("위촉하기").sees("명부를 받기 전 날짜로 위촉할 수 없습니다")
    cheol.types("위촉하는 날", day(APPOINTED)).presses("위촉하기").sees("명부의 사람들을 위촉하고")
    assert len(_roll(story, BEGINS - 1)) == 0
    assert len(_roll(story, BEGINS)) == len(_seats(story)) == 5


def _roll(story: Story, days: int) -> list[str]:
    """Return the 위원 on the public roll of that day; the 간사 is none of them."""
    rows = story.comes(None, days).opens("members/").page.locator("main tbody tr").all()
    return [line for line in (row.inner_text() for row in rows) if "간사" not in line]


def _seats(story: Story) -> list[Membership]:
    with council_scope(story.town.council.pk):
        return list(Membership.objects.select_related("user").order_by("pk"))


def the_council_elects_its_chair(story: Story, result: selection.Result) -> None:
    chair = story.holder_of(_seated(result, "female")[0])
    person = story.comes("secretary", BEGINS + 1).opens("office/roll/").follows("임원 선출 적기", within="main")
    person.picks("회장").selects("뽑힌 사람", chair.name).types("뽑은 날", day(BEGINS + 1)).types(
        "회의", "제1차 정기회의"
    )
    person.page.locator("main").get_by_label("비밀투표").check()
    person.types("후보", 2).types("재적위원", 5).types("출석위원", 5).types("투표수", 5)
    person.types("임기 첫날", day(BEGINS + 1)).types("임기 마지막 날", day(ENDS - 1))
    person.types("얻은 표(찬성)", 2).types("다음으로 많이 얻은 사람의 표", 3).presses("임원 선출 적기")
    person.sees("다른 후보의 3표보다 적습니다")
    person.types("얻은 표(찬성)", 3).types("다음으로 많이 얻은 사람의 표", 2).presses("임원 선출 적기")
    person.sees(f"{chair.name} 님의 회장 선출을 적었습니다")
    assert [line for line in _roll(story, BEGINS + 2) if chair.name in line and "회장" in line]


def the_reserve_moves_up(story: Story, result: selection.Result) -> None:
    """Somebody moves away: the first declines on the telephone, the second would be a woman too many, the third sits."""
    moved = story.holder_of(_seated(result, "male")[0])
    first, second, third = map(story.holder_of, result.reserve[""][:3])
    cheol = story.comes("district", BEGINS + 20).opens("office/roll/").follows(moved.name, within="main")
    cheol.follows("자격 상실 적기").selects("사유", "이사하여 자격을 잃음").types("사유가 생긴 날", day(BEGINS + 19))
    cheol.types("무엇을 보고 알았나요", "전입지 통보 공문").presses("자격 상실 적기").sees(
        "자격을 잃은 것을 적었습니다"
    )

    person = story.comes("secretary", BEGINS + 20).opens("office/reserve/").follows("채울지 정하기", within="main")
    person.sees("제10조제2항").presses("정하기").follows("다음 순위에게 물어보기", within="main").presses("물어보기")
    person.sees(f"1순위 {result.reserve[''][0]}", first.name).follows("답 적기", within="main")
    person.picks("사양합니다").presses("답 적기").sees("어떻게 답을 들었는지 써 주십시오")
    person.picks("사양합니다").types("적을 말", "전화로 사양함").presses("답 적기").sees("답을 적었습니다")
    cheol.opens("office/reserve/").sees(moved.name).misses("위촉하기")
    person.follows("다음 순위에게 물어보기", within="main").presses("물어보기").sees(second.name)

    next_ = story.comes(second, BEGINS + 21, phone=True).opens("my/notices/").sees("위원 자리가 비었습니다")
    with next_.page.expect_navigation():
        next_.page.locator("main").get_by_role("button", name="보러 가기").first.click()
    next_.sees("예비후보 2순위로서").no_sideways_scroll()
    next_.presses("맡겠습니다").sees("맡겠다고 알렸습니다")
    cheol.on_day(BEGINS + 22).opens("office/reserve/").follows("위촉하기", within="main").presses("위촉하기")
    cheol.sees("여성 4명으로", "제8조제2항")
    person.opens("office/reserve/").follows("위촉할 수 없어 넘기기", within="main")
    person.types("까닭", "여성 위원의 비율이 넘어 위촉할 수 없음").presses("명단에서 빼기")
    person.follows("다음 순위에게 물어보기", within="main").presses("물어보기").sees(third.name)
    story.comes(third, BEGINS + 22, phone=True).opens(f"{story.page}apply/").presses("맡겠습니다")
    cheol.presses("위촉하기").sees("위촉하고 본인에게 알렸습니다")
    seat = _seats(story)[-1]
    assert (seat.user, seat.ends_on, seat.track) == (third, day(ENDS), "RESERVE")
    assert len(_roll(story, BEGINS + 22)) == 5


def nobody_moves_up_in_the_last_months(story: Story) -> None:
    """A 위원 resigns four months before the end; the rule leaves the seat empty."""
    leaving = _seats(story)[-1].user
    late = ENDS - 120
    theirs = (
        story.comes(leaving, late).opens("my/").follows("사임하기", within="main").types("위원이 아닌 첫날", day(late))
    )
    theirs.types("까닭", "직장을 옮깁니다.").presses("사임 적기")
    person = story.comes("secretary", late).opens("office/reserve/").follows("채울지 정하기", within="main")
    person.sees("제10조제2항").chooses("채움").types("까닭", "일손이 모자랍니다.").presses("정하기")
    person.misses("정한 것을 적었습니다").chooses("규칙대로").presses("정하기").sees("정한 것을 적었습니다")
    person.misses("다음 순위에게 물어보기")


def the_term_ends(story: Story) -> None:
    """Nobody does anything; on the day the seats are empty, and the record stays."""
    assert len(_roll(story, ENDS - 1)) == 4
    assert len(_roll(story, ENDS)) == 0
    person = story.comes("secretary", ENDS).opens("office/roll/?state=ended")
    person.sees(*(seat.user.name for seat in _seats(story)))
    story.comes(None, ENDS).opens("recruitment/").follows(TITLE).sees("위촉")
