"""One cell at a time: what somebody wrote, as a value. Raises ValueError with a code of ``WRONG``."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

WRONG = {
    "day": _("날짜로 읽을 수 없습니다. 2026-01-31처럼 써 주십시오."),
    "short_year": _("해를 네 자리로 써 주십시오. 예: 1974-03-21"),
    "no_such_day": _("달력에 없는 날입니다."),
    "out_of_range": _("1900년부터 2199년까지 쓸 수 있습니다."),
    "sex": _("여 또는 남으로 써 주십시오."),
    "phone": _("전화번호로 읽을 수 없습니다. 010-1234-5678처럼 써 주십시오."),
    "email": _("전자우편으로 읽을 수 없습니다. name@example.com처럼 써 주십시오."),
    "hours": _("시간을 1부터 100까지 정수로 써 주십시오."),
    "name": _("성명은 두 글자부터 서른 글자까지, 글자로 써 주십시오."),
    "long": _("글이 너무 깁니다."),
    "formula": _("수식이 들어 있습니다. 결과를 값으로 붙여 넣어 주십시오."),
    "broken": _("엑셀의 오류 값이 들어 있습니다."),
}

WRITTEN = re.compile(r"(\d{2}|\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*(?:\(.\))?")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
#: A day that a spreadsheet lost the format of: days since 1899-12-30, here 1927 to 2119.
SERIAL = re.compile(r"[1-7]\d{4}(?:\.0+)?")
EPOCH = dt.date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_HOURS = 100

FEMALE, MALE = "FEMALE", "MALE"
SEXES = {
    "여": FEMALE, "여성": FEMALE, "여자": FEMALE, "f": FEMALE, "female": FEMALE,
    "남": MALE, "남성": MALE, "남자": MALE, "m": MALE, "male": MALE,
}  # fmt: skip

#: Six digits of a day of birth and what follows in a resident registration number, whole or masked.
RESIDENT_NUMBER = re.compile(
    r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\s*[-–—~]\s*[0-9](?:[\d*xX●○]{6})?(?![\d-])|[0-9]\d{6}(?!\d))"
)


def day(text: str) -> dt.date:
    """Return the day; two-figure years are refused, because 1926 and 2026 are both alive."""
    word = unicodedata.normalize("NFKC", text).strip()
    if SERIAL.fullmatch(word):
        return EPOCH + dt.timedelta(days=int(float(word)))
    match = WRITTEN.fullmatch(word) or COMPACT.fullmatch(word)
    if match is None:
        raise ValueError("day")
    if len(match[1]) == 2:
        raise ValueError("short_year")
    year, month, number = (int(figure) for figure in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("out_of_range")
    try:
        return dt.date(year, month, number)
    except ValueError as error:
        raise ValueError("no_such_day") from error


def sex(text: str) -> str:
    found = SEXES.get(unicodedata.normalize("NFKC", text).strip().lower())
    if found is None:
        raise ValueError("sex")
    return found


def phone(text: str) -> str:
    """Return the number with dashes as it is read aloud; a mobile number that lost its first zero gets it back."""
    word = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d+\.0+", word):
        word = word.split(".", 1)[0]
    if not re.fullmatch(r"[\d\s()+.\-–~/]+", word):
        raise ValueError("phone")
    digits = re.sub(r"\D", "", word)
    if digits.startswith("82") and len(digits) >= 11:
        digits = "0" + digits[2:].removeprefix("0")
    if re.fullmatch(r"1[016789]\d{7,8}", digits):
        digits = "0" + digits
    if match := re.fullmatch(r"(02|050\d|0[13-9]\d)(\d{3,4})(\d{4})", digits):
        return "-".join(match.groups())
    if re.fullmatch(r"1\d{3}\d{4}", digits):
        return f"{digits[:4]}-{digits[4:]}"
    raise ValueError("phone")


def email(text: str) -> str:
    word = unicodedata.normalize("NFKC", text).strip().lower()
    try:
        validate_email(word)
    except ValidationError as error:
        raise ValueError("email") from error
    if len(word) > 254:
        raise ValueError("long")
    return word


def hours(text: str) -> int:
    """Return whole hours: 6, 6.0, 6시간."""
    word = unicodedata.normalize("NFKC", text).strip().removesuffix("시간").strip()
    if not re.fullmatch(r"\d{1,3}(?:\.0+)?", word) or not 1 <= int(float(word)) <= MOST_HOURS:
        raise ValueError("hours")
    return int(float(word))


def name(text: str) -> str:
    word = " ".join(unicodedata.normalize("NFC", text).split())
    if not 2 <= len(word) <= 30 or not all(sign.isalpha() or sign in " .'·-" for sign in word):
        raise ValueError("name")
    return word


def words(text: str, longest: int) -> str:
    word = " ".join(unicodedata.normalize("NFC", text).split())
    if len(word) > longest:
        raise ValueError("long")
    return word


def is_resident_number(text: str) -> bool:
    """Return whether a resident registration number, or enough of one, stands in the text."""
    return RESIDENT_NUMBER.search(unicodedata.normalize("NFKC", text)) is not None
