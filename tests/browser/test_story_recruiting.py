"""A council finds its people: call, application, training, public draw, appointment, a term that ends, succession."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from council.common.scope import council_scope
from members.models import Membership, Recruitment, Reserve, User
from members.services.appointments import Appointee, write_appointment
from members.services.endings import end_membership
from tests.browser.conftest import Arrives, House
from tests.browser.person import Person
from tests.cast import Cast, make_users
from tests.recruitment.people import crowd, rules

DAY = dt.timedelta(days=1)
TITLE = "2027년 마장동 위원 모집"


def night_passes(cast: Cast) -> Recruitment:
    """Let the last day of the call be over."""
    with council_scope(cast.council.pk):
        rows = Recruitment.objects.filter(title=TITLE)
        rows.update(closes_on=timezone.localdate() - DAY)
        return rows.get()


def somebody_moves_away(cast: Cast, today: dt.date) -> Membership:
    """Let a 위원 of some months leave the council; the term ends today."""
    user: User = make_users({"noh": ("노은수", "noh.es@majang.example")})["noh"]
    with council_scope(cast.council.pk):
        by, at = cast.actor("district"), timezone.now()
        seat = write_appointment(
            cast.council,
            [Appointee(user, today - 90 * DAY, today + 600 * DAY)],
            appointed_on=today - 90 * DAY,
            list_sent_on=today - 95 * DAY,
            by=by,
            at=at,
        )[0]
        end_membership(seat, ends_on=today, reason="이사", by=by, at=at)
    return seat


def as_somebody(house: House, user: User) -> Person:
    """Return the browser of somebody who is not in the cast."""
    house.cast.successor = user  # type: ignore[attr-defined]
    return Person(house.context("successor", phone=True), house.portal, f"/c/{house.cast.council.slug}/")


def test_from_the_call_to_the_successor(arrives: Arrives, house: House, cast: Cast) -> None:
    today = timezone.localdate()
    with council_scope(cast.council.pk):
        rules(cast.council, seats={"min": 10, "max": 60}, training={"hours": 2, "due": {"before": "draw"}})

    # The secretary prepares the call; the rules divide the seats.
    park = arrives("secretary").opens("office/recruitment/").follows("모집 준비하기", within="main")
    park.types("이름", TITLE).types("정원", 20).types("이번에 뽑는 자리", 5)
    park.types("접수 시작", today - DAY).types("접수 마지막 날", today).types("공개 추첨일", today + DAY)
    park.types("임기 첫날", today).types("임기 마지막 날", today + 730 * DAY)
    park.presses("두고 살펴보기").sees("공개모집", "3자리", "2자리")
    park.follows("공고하기", within="main").presses("공고하기").sees("공고했습니다")

    # 김민수 applies on the phone; what is missing is named beside its field.
    kim = arrives("resident", phone=True).opens("recruitment/").follows(TITLE, within="main")
    kim.follows("지원하기", within="main").types("전화", "010-1234-5678")
    kim.presses("지원서 내기").sees("지원서를 내려면 써 주십시오", "어떤 자격인지 골라 주십시오")
    kim.types("생년월일", dt.date(1980, 3, 1)).types("주소", "마장로 3길 5").picks("주민등록을 둔 사람")
    kim.picks("공개모집 (3)").picks("(꼭 필요) 개인정보 수집·이용에 동의합니다")
    kim.presses("지원서 내기").sees("접수했습니다", "A00001").no_sideways_scroll()

    # Others apply too; the last day passes; everybody is screened and trained.
    with council_scope(cast.council.pk):
        crowd(cast, Recruitment.objects.select_related("council").get(title=TITLE), 11)
    call = night_passes(cast)
    desk = f"office/recruitment/{call.pk}/"
    park.opens(desk).follows("접수 마감하기", within="main").presses("접수 마감하기")
    park.follows("심사 시작하기", within="main").presses("심사 시작하기")
    park.follows("지원서 보고 심사하기", within="main").sees("교육만 남았습니다").follows("규칙에 맞는 것 모두 적격")
    park.presses("규칙에 맞는 지원서를 모두 적격으로 하기").sees("12명")
    park.follows("교육 시작하기", within="main").presses("교육 시작하기")
    park.follows("교육과 출석", within="main").types("교육 이름", "주민자치학교").types("교육하는 날", today)
    park.presses("교육 넣기").follows("출석부", within="main")
    for box in park.page.locator("main td label").all():
        box.click()
    park.presses("이 쪽의 출석 적기").sees("출석을 적었습니다")

    # The public draw: the list first, then the numbers, then one turn after the other.
    head = arrives("head").opens(desk).follows("추첨 명단 굳히기", within="main")
    head.types("추첨위원", "이추첨\n박추첨").types("번호를 어떻게 뽑나요", "공을 하나씩 뽑습니다.")
    head.presses("명단 굳히기").sees("후보 12명", "명단의 지문")
    head.page.locator("main input[name=value]").fill("7")
    head.presses("번호 넣기").sees("2. 박*첨 님이 뽑은 번호")
    head.page.locator("main input[name=value]").fill("31")
    head.presses("번호 넣기").presses("추첨하기").sees("이제 한 사람씩 엽니다")
    head.follows("다음 사람", within="main").sees("1/12")
    head.follows("끝까지 보기", within="main").sees("12/12").follows("결과 모두 보기", within="main")
    visitor = arrives().opens(f"recruitment/{call.pk}/draw/1/").sees("스스로 다시 셈해 보기", "뽑힌 사람", "예비후보")
    visitor.misses("김민수")

    # The roll goes to the 시군구, which appoints.
    park.opens(desk).follows("명부 보내기", within="main").presses("명부 보내기")
    seo = arrives("district").opens(desk).follows("명부의 사람들 위촉하기", within="main")
    seo.types("위촉하는 사람", "성동구청장")
    seo.types("규칙이 정하지 못한 것이 있으면 그래도 위촉하는 까닭", "있던 위원의 성별은 명부를 정리하며 적음")
    seo.presses("위촉하기").sees("위촉하고 본인들에게 알렸습니다")
    with council_scope(cast.council.pk):
        assert Membership.objects.filter(appointment__note=TITLE).count() == 5

    # Somebody moves away; the next in rank is asked, says yes, and takes the seat.
    seat = somebody_moves_away(cast, today)
    park.opens("office/reserve/").sees(seat.user.name).follows("채울지 정하기", within="main")
    park.presses("정하기").follows("다음 순위에게 물어보기", within="main").presses("물어보기").sees("답 기다림")
    with council_scope(cast.council.pk):
        asked = Reserve.objects.select_related("application__user").get(state="ASKED", draw__recruitment=call)
    successor = as_somebody(house, asked.application.user).opens(f"recruitment/{call.pk}/apply/")
    successor.sees("맡으시겠습니까").presses("맡겠습니다").sees("맡겠다고 알렸습니다")
    successor.context.close()
    seo.opens("office/reserve/").follows("위촉하기", within="main")
    seo.types("규칙이 정하지 못한 것이 있으면 그래도 위촉하는 까닭", "있던 위원의 성별은 명부를 정리하며 적음")
    seo.presses("위촉하기").sees("위촉하고 본인에게 알렸습니다")
    with council_scope(cast.council.pk):
        assert Membership.objects.get(user=asked.application.user).predecessor == seat
