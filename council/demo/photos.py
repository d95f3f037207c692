"""Pictures for the demonstration, drawn here: simple scenes, each marked 시연 그림."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from council.common.images import SanitizedImage, sanitize
from council.demo.stage import Stage
from projects.models import ProgressUpdate, Proposal
from projects.services import photos

WIDTH, HEIGHT = 960, 640
Draw = ImageDraw.ImageDraw

#: Strokes of 시, 연, 그, 림 in a square of 10: lines by their points, circles by centre and radius. No font needed.
GLYPHS: tuple[tuple[tuple[float, ...], ...], ...] = (
    ((3.5, 1, 1, 6), (3.5, 1, 6, 6), (8, 0.5, 8, 8)),
    ((3, 3, 2), (5, 2.2, 8, 2.2), (5, 3.8, 8, 3.8), (8, 0.5, 8, 6.3), (2, 6, 2, 9, 8.5, 9)),
    ((2, 1.5, 8, 1.5, 7.4, 5), (1, 7.5, 9, 7.5)),
    ((1, 0.8, 5.4, 0.8, 5.4, 2.4, 1, 2.4, 1, 4.2, 5.6, 4.2), (8, 0.5, 8, 4.8), (2, 6, 8, 6, 8, 9.2, 2, 9.2, 2, 6)),
)


def _mark(draw: Draw) -> None:
    """Write 시연 그림 into the corner."""
    size, left, top = 34, WIDTH - 34 * 4 - 56, HEIGHT - 58
    draw.rectangle((left - 14, top - 10, WIDTH - 16, HEIGHT - 12), fill="#ffffff")
    for number, strokes in enumerate(GLYPHS):
        x, y, unit = left + number * size + (14 if number > 1 else 0), top, size / 11
        for stroke in strokes:
            if len(stroke) == 3:
                cx, cy, r = (value * unit for value in stroke)
                draw.ellipse((x + cx - r, y + cy - r, x + cx + r, y + cy + r), outline="#1d2a44", width=3)
            else:
                points = [(x + a * unit, y + b * unit) for a, b in zip(stroke[::2], stroke[1::2], strict=True)]
                draw.line(points, fill="#1d2a44", width=3)


def _alley(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#1f2a44")
    draw.polygon([(300, HEIGHT), (660, HEIGHT), (520, 260), (440, 260)], fill="#4a5164")
    for x, lit in ((200, True), (760, False)):
        draw.line((x, HEIGHT, x, 150), fill="#8c93a5", width=10)
        draw.line((x, 150, x + 70, 150), fill="#8c93a5", width=10)
        if lit:
            draw.polygon([(x + 70, 160), (x - 60, HEIGHT), (x + 220, HEIGHT)], fill="#5d6174")
        draw.ellipse((x + 52, 142, x + 88, 178), fill="#ffe08a" if lit else "#555b6b")
    for x in (20, 560, 830):
        draw.rectangle((x, 240, x + 110, 470), fill="#33405e")


def _map(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#f3efe2")
    for line in ((0, 200, 960, 260), (180, 0, 240, 640), (520, 0, 470, 640), (0, 470, 960, 430), (760, 0, 800, 640)):
        draw.line(line, fill="#ffffff", width=36)
    draw.line((0, 90, 300, 120, 620, 60, 960, 110), fill="#9cc5e8", width=54)
    for x, y in ((215, 235), (490, 250), (225, 455), (785, 240), (480, 440), (640, 450)):
        draw.ellipse((x - 20, y - 20, x + 20, y + 20), fill="#c8452f", outline="#ffffff", width=5)


def _mural(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, 190), fill="#cfe3f2")
    draw.rectangle((0, 190, WIDTH, 500), fill="#e9dcc3")
    draw.rectangle((0, 500, WIDTH, HEIGHT), fill="#9b9b98")
    for number, colour in enumerate(("#c8452f", "#e2a72e", "#3f7d4e", "#2f6db3", "#7a4a8c")):
        x = 90 + number * 170
        draw.ellipse((x, 260, x + 110, 370), fill=colour)
        draw.line((x + 55, 370, x + 55, 490), fill="#3f7d4e", width=12)


def _festival(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, 420), fill="#bfe0f5")
    draw.rectangle((0, 420, WIDTH, HEIGHT), fill="#8fbf7a")
    for x, colour in ((70, "#d8573d"), (370, "#f2c14e"), (670, "#4a7fc1")):
        draw.polygon([(x, 330), (x + 110, 230), (x + 220, 330)], fill=colour)
        draw.rectangle((x + 15, 330, x + 205, 450), fill="#fdfaf2")
    for x in range(0, WIDTH, 60):
        draw.polygon([(x, 60), (x + 40, 60), (x + 20, 105)], fill="#d8573d" if x % 120 else "#f2c14e")
    for x in range(120, 900, 95):
        draw.ellipse((x, 480, x + 34, 514), fill="#5b4636")
        draw.rectangle((x - 4, 514, x + 38, 580), fill="#39597f")


def _broom(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#dfe6ea")
    draw.rectangle((0, 440, WIDTH, HEIGHT), fill="#b7babb")
    for x in (160, 420, 690):
        draw.ellipse((x, 210, x + 60, 270), fill="#6b513f")
        draw.rectangle((x - 12, 270, x + 72, 430), fill="#e3b23c")
        draw.line((x + 90, 260, x + 140, 480), fill="#7b5a36", width=10)
        draw.polygon([(x + 115, 470), (x + 165, 470), (x + 185, 540), (x + 95, 540)], fill="#a9803f")


def _shelves(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#f6efe0")
    colours = ("#9c3d2e", "#2f6db3", "#3f7d4e", "#d9a441", "#6c4a84", "#44576b")
    for row, y in enumerate((40, 240, 440)):
        draw.rectangle((40, y + 160, 920, y + 178), fill="#8a6642")
        for number in range(26):
            tall = 100 + (number * 37 + row * 23) % 56
            x = 52 + number * 33
            draw.rectangle((x, y + 160 - tall, x + 26, y + 160), fill=colours[(number * 5 + row) % 6])


def _bicycle(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, 430), fill="#d5ebf5")
    draw.rectangle((0, 430, WIDTH, HEIGHT), fill="#c9c2b4")
    for x in (90, 520):
        for wheel in (x, x + 210):
            draw.ellipse((wheel, 340, wheel + 150, 490), outline="#333333", width=12)
        frame = [(x + 75, 415), (x + 150, 300), (x + 250, 300), (x + 285, 415), (x + 160, 415), (x + 150, 300)]
        draw.line(frame, fill="#2f6db3", width=12)
        draw.line((x + 250, 300, x + 240, 260, x + 290, 255), fill="#333333", width=10)


def _classroom(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#f2ead8")
    draw.rectangle((180, 50, 780, 290), fill="#2f5d4a", outline="#8a6642", width=16)
    draw.line((240, 120, 600, 120), fill="#e8f0ea", width=6)
    draw.line((240, 180, 520, 180), fill="#e8f0ea", width=6)
    for x in (110, 330, 550, 770):
        draw.ellipse((x, 380, x + 70, 450), fill="#b9b6b0")
        draw.rectangle((x - 20, 450, x + 90, 600), fill="#7a4a8c" if x % 220 else "#4a7fc1")


def _park(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, 330), fill="#cfe8f6")
    draw.rectangle((0, 330, WIDTH, HEIGHT), fill="#8fbf7a")
    draw.line((0, 560, 400, 470, 960, 520), fill="#e6d8b8", width=60)
    for x in (110, 330, 720, 860):
        draw.rectangle((x - 10, 280, x + 10, 400), fill="#7b5a36")
        draw.ellipse((x - 80, 130, x + 80, 300), fill="#4c8a4f")
    draw.rectangle((480, 390, 640, 410), fill="#8a6642")
    for x in (500, 620):
        draw.line((x, 410, x, 450), fill="#555555", width=8)


SCENES: dict[str, tuple[Callable[[Draw], None], str]] = {
    "alley": (_alley, "가로등 하나는 켜지고 하나는 꺼진 밤 골목"),
    "map": (_map, "골목 지도에 빨간 점 여섯 개가 찍힌 시안"),
    "mural": (_mural, "담장에 꽃 다섯 송이를 그린 벽화"),
    "festival": (_festival, "천막 셋과 사람들이 모인 마당"),
    "broom": (_broom, "노란 조끼를 입은 세 사람이 빗자루를 든 골목"),
    "shelves": (_shelves, "세 줄로 책이 꽂힌 책장"),
    "bicycle": (_bicycle, "나란히 선 자전거 두 대"),
    "classroom": (_classroom, "칠판 앞에 네 사람이 앉은 배움터"),
    "park": (_park, "나무 네 그루와 긴 의자가 있는 공원"),
}
#: Which scene belongs to which line of a project's log, and what stands below it.
OF_LOG: dict[tuple[str, int], tuple[str, str]] = {
    ("map", 2): ("alley", "가로등 사이가 먼 골목 조사"),
    ("map", 3): ("map", "안전지도 시안 2판"),
    ("mural", 3): ("mural", "밑칠을 마친 담장"),
    ("festival", 1): ("festival", "지난 축제의 마당"),
    ("cleaning", 2): ("broom", "아침 청소"),
    ("library", 2): ("shelves", "다시 정한 책장"),
    ("bike", 1): ("bicycle", "손본 자전거"),
    ("senior_school", 1): ("classroom", "봄 학기 첫날"),
    ("hope_park", 2): ("park", "손본 꽃밭 둘레"),
}
OF_PROPOSAL: dict[str, tuple[str, str]] = {
    "map": ("alley", "어두운 골목"),
    "mural": ("mural", "이렇게 되면 좋겠습니다"),
    "bike": ("bicycle", "서 있는 자전거"),
    "hope_park": ("park", "해 지기 전의 공원"),
    "senior_school": ("classroom", "봄 학기의 배움터"),
}


@cache
def picture(scene: str) -> SanitizedImage:
    """Return the drawn scene as an uploaded photo would come out."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    SCENES[scene][0](draw)
    _mark(draw)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return sanitize(SimpleUploadedFile(f"{scene}.png", buffer.getvalue(), "image/png"))


def illustrate(stage: Stage, update: ProgressUpdate, edition: str, number: int) -> None:
    """Put the picture that belongs to this line of the log beside it, if there is one."""
    found = OF_LOG.get((edition, number))
    if found is not None:
        scene, caption = found
        _add(stage, update, scene, caption, by=update.by_id)


def of_proposal(stage: Stage, proposal: Proposal, edition: str) -> None:
    """Put a picture beside the proposal that became this edition, if there is one."""
    found = OF_PROPOSAL.get(edition)
    if found is not None:
        scene, caption = found
        _add(stage, proposal, scene, caption, by=proposal.author_id)


def _add(stage: Stage, thing: Proposal | ProgressUpdate, scene: str, caption: str, *, by: int) -> None:
    photos.add(
        thing,
        picture(scene),
        by=stage.people.actors[by],
        at=stage.clock,
        caption=f"{caption}(시연 그림)",
        alt=f"{SCENES[scene][1]}. 시연 그림입니다.",
    )
