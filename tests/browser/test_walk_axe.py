"""Every page, as everybody, on a phone, at a desk and in large text: nothing stands in anybody's way."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from members.models import User
from tests.browser.conftest import Arrives, House
from tests.browser.looks import HEAVIEST, Finding, look
from tests.browser.person import Person
from tests.browser.server import Portal
from tests.browser.village import Village
from tests.browser.walk import Walk, routes
from tests.cast import PASSWORD, PEOPLE, make_users
from tests.projects_pages.office import Office

WHO = (
    *("resident", "newcomer", "secretary", "committee_head", "chair"),
    *("official", "head", "auditor", "district", "operator"),
)
ADMINISTER = ("secretary", "operator")
#: What is no page, or opens only in the middle of something; those are looked at below where they can be.
NOT_ALONE = {
    "healthz": "for machines",
    "readyz": "for machines",
    "accounts/data/file/": "a file",
    "accounts/2fa/recovery-codes/download/": "a file",
    "accounts/2fa/webauthn/login/": "asked for by a script",
    "accounts/confirm-email/": "between sign-up and code",
    "accounts/2fa/authenticate/": "between password and second factor",
    "accounts/login/code/confirm/": "signing in by code is off",
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": "for those who have a passkey",
    "accounts/2fa/webauthn/reauthenticate/": "for those who have a passkey",
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": "for those who have a passkey",
    "accounts/password/set/": "for accounts without a password",
    "accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "from the mail",
    "c/<slug:slug>/proposals/<int:pk>/edit/": "leads to the form of a new proposal",
    "c/<slug:slug>/photos/<int:pk>/<str:size>/": "a photo",
    "c/<slug:slug>/papers/<int:pk>/<str:file_format>/": "a file",
    "c/<slug:slug>/office/papers/preview/<str:code>/<int:target>/<str:file_format>/": "a file",
    "c/<slug:slug>/office/papers/batches/<int:pk>/zip/": "a file",
    "c/<slug:slug>/office/papers/letterhead/sample/": "a file",
    "c/<slug:slug>/office/papers/letterhead/seal/": "a picture",
    "district/<str:code>/file/": "a file",
    "c/<slug:slug>/recruitment/draw.py": "a file",
    "c/<slug:slug>/meetings/calendar.ics": "a file",
    "c/<slug:slug>/meetings/<int:pk>/meeting.ics": "a file",
    "c/<slug:slug>/office/rules/file/": "a file",
    "district/<str:code>/rules/file/": "a file",
    "platform/rules/file/": "a file",
    "district/<str:code>/rules/<int:pk>/check/": "drawn like the council's own",
    "platform/rules/loadings/<int:pk>/undo/": "drawn like the council's own",
    "platform/rules/<int:pk>/end/": "drawn like the council's own",
    "c/<slug:slug>/office/people/import/template/": "a file",
    "c/<slug:slug>/office/roll/training/<int:pk>/certificate/": "a file",
    "c/<slug:slug>/office/roll/<int:pk>/address/": "for people of the roll without an account",
    "c/<slug:slug>/recruitment/<int:pk>/draw/<int:attempt>/candidates.json": "a file",
    "c/<slug:slug>/recruitment/<int:pk>/apply/papers/<int:proof_pk>/": "a file",
    "c/<slug:slug>/office/recruitment/<int:pk>/applications/<int:app_pk>/papers/<int:proof_pk>/": "a file",
}
#: Kakao and Naver have no pages until there are keys of them.
WITHOUT_KEYS = ("accounts/3rdparty/", "accounts/social/")


@pytest.fixture(scope="module")
def walk(house: House) -> Walk:
    """Walk through a village where everything has happened, as a visitor and as everybody in turn."""
    village = Village(Office(house.cast)).fill()
    home = f"/c/{house.cast.council.slug}/"
    plain = [f"/{route}".replace("<slug:slug>", house.cast.council.slug) for route in routes()]
    starts = [path for path in plain if "<" not in path and not path.startswith("/admin/")] + village.addresses
    starts += [f"{home}proposals/{proposal.pk}/" for proposal in village.proposals]
    starts += [f"{home}projects/{project.pk}/" for project in village.projects]
    walked = Walk(home)
    for who in (None, *WHO):
        context = house.context(who, phone=False)
        person = Person(context, house.portal, home)
        walked.go(person, who or "visitor", [*starts, "/admin/"] if who in ADMINISTER else starts)
        for route in unseen(walked):
            walked.knocks(person, route)
        context.close()
    own = [path for path in starts if path.startswith("/accounts/") and path != "/accounts/logout/"]
    for secret in ("", totp.generate_totp_secret()):
        user = careful_user(secret)
        context = house.context(None, phone=False)
        person = signs_in(Person(context, house.portal, home), user, secret)
        walked.go(person, user.email, own)
        person.opens("/accounts/close/").types("비밀번호", PASSWORD)  # delicate pages ask for it once more
        person.page.locator("main form:has(input[name=password]) [type=submit]").first.click()
        person.page.wait_for_url("**/accounts/close/")
        walked.go(person, user.email, own)
        context.close()
    return walked


def careful_user(secret: str) -> User:
    """Return somebody new, with a second factor where there is a secret."""
    email = f"careful{bool(secret):d}@majang.example"
    user: User = make_users({"careful": ("봉선화", email)})["careful"]
    if secret:
        totp.TOTP.activate(user, secret)
        RecoveryCodes.activate(user)
    return user


def signs_in(person: Person, user: User, secret: str) -> Person:
    """Sign in with password and, where there is a secret, the number of the moment."""
    person.opens("/accounts/login/").types("전자우편", user.email).types("비밀번호", PASSWORD).presses("로그인하기")
    if secret:
        clean(look(person.page, "careful", person.path))
        counter = next(totp.yield_hotp_counters_from_time())
        person.page.locator("main input[name=code]").fill(totp.format_hotp_value(totp.hotp_value(secret, counter)))
        person.presses("로그인하기")
    return person


def unseen(walk: Walk) -> list[str]:
    """Return the routes that nobody looked at though they are pages."""
    found = [route for route in routes() if not route.startswith(("admin/", *WITHOUT_KEYS)) and route not in NOT_ALONE]
    return [route for route in found if route not in walk.looked and 405 not in walk.statuses.get(route, set())]


def test_axe_finds_nothing(walk: Walk) -> None:
    assert not walk.said("axe"), "\n".join(walk.said("axe"))


def test_nothing_scrolls_sideways(walk: Walk) -> None:
    assert not walk.said("sideways"), "\n".join(walk.said("sideways"))


def test_each_page_has_its_title_one_headline_and_nothing_left_over(walk: Walk) -> None:
    assert not walk.said("wrong"), "\n".join(walk.said("wrong"))


def test_no_page_fails_in_the_console_or_asks_elsewhere(walk: Walk, house: House) -> None:
    assert not (found := house.troubles.told()), found


def test_no_page_is_heavy(walk: Walk) -> None:
    heavy = [f"{finding.path}: {finding.bytes:,}" for finding in walk.findings if finding.bytes > HEAVIEST]
    assert not heavy, "\n".join(heavy)


def test_every_address_was_looked_at(walk: Walk) -> None:
    missed = [f"{route}: {walk.statuses.get(route)}" for route in unseen(walk)]
    assert not missed, "\n".join(missed)


def clean(finding: Finding) -> None:
    """Hold one page to all of it."""
    assert not (finding.axe + finding.sideways + finding.wrong), finding
    assert finding.bytes <= HEAVIEST


def looks(person: Person) -> Person:
    clean(look(person.page, "", person.path))
    return person


def test_pages_on_the_way_in(arrives: Arrives, portal: Portal) -> None:
    new = arrives(fresh=True).opens("/accounts/signup/").presses("가입하기")
    looks(new).types("이름", "문새롬").types("전자우편", "moon@majang.example")
    new.types("비밀번호", PASSWORD).types("비밀번호 한 번 더", PASSWORD)
    new.picks("이름과 전자우편을 계정에 쓰는 데 동의합니다").picks("이용 약관에 동의합니다").picks("만 14세 이상입니다")
    looks(new.presses("가입하기"))
    new.page.locator("main input[name=code]").fill("WRONG1")
    looks(new.presses("확인받기"))
    looks(arrives(fresh=True).opens("/accounts/login/").presses("로그인하기"))


def test_pages_of_a_forgotten_password(arrives: Arrives, portal: Portal) -> None:
    someone = arrives(fresh=True).opens("/accounts/password/reset/")
    someone.types("전자우편", PEOPLE["vice_chair"][1])
    someone.page.locator("main form [type=submit]").first.click()
    looks(someone.sees("전자우편을 보냈습니다"))
    link = next(line for line in portal.mail_to(PEOPLE["vice_chair"][1]).splitlines() if "/password/reset/key/" in line)
    looks(someone.opens("/" + link.strip().split("/", 3)[3]))


@pytest.mark.parametrize(
    ("who", "path", "button"),
    [
        ("resident", "proposals/new/", "제안 보내기"),
        ("secretary", "office/projects/new/", "사업 만들기"),
    ],
)
def test_forms_that_come_back(who: str, path: str, button: str, arrives: Arrives) -> None:
    person = arrives(who, fresh=True).opens(path)
    for box in person.page.locator("main form input[type=text]:visible").all():
        box.fill("")
    looks(person.presses(button))
    assert person.page.title().startswith("오류:")


def test_a_number_that_comes_back(house: House, arrives: Arrives) -> None:
    moved_in: User = make_users({"moved_in": ("도라지", "doraji@majang.example")})["moved_in"]
    person = signs_in(arrives(fresh=True), moved_in, "").opens("join/")
    person.picks("이 동네에 삽니다").types("어디쯤인가요", "마장로 7길").presses("주민으로 확인해 달라고 하기")
    looks(person.presses("번호로 확인하기"))
    assert person.page.title().startswith("오류:")


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        (None, "proposals/0/", 404),
        ("resident", "office/", 403),
        ("resident", "proposals/draft/", 405),
    ],
)
def test_pages_of_what_goes_wrong(who: str | None, path: str, status: int, arrives: Arrives) -> None:
    looks(arrives(who).opens(path, status=status))


def test_large_text_is_chosen_by_a_button_and_stays(arrives: Arrives) -> None:
    visitor = arrives(phone=True, fresh=True).opens("").presses("글자 크게", within="header")
    for path in ("", "projects/", "/help/"):
        visitor.opens(path).no_sideways_scroll()
        assert visitor.page.locator("html").get_attribute("data-text") == "large"
    assert visitor.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "12.5px"
    visitor.presses("글자 보통", within="header")
    assert visitor.page.locator("html").get_attribute("data-text") is None
