"""The seal's image, made harmless and fit to stand over a name: a small PNG whose paper is transparent."""

from __future__ import annotations

import io
import warnings
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageOps

from council.common.errors import Refused

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
SIDE = 480
MAX_BYTES = 3 * 1024 * 1024


def sanitized_seal(upload: Any) -> bytes:
    """Return the seal as a PNG of at most 480 pixels; white becomes transparent. Raises Refused."""
    if upload.size > MAX_BYTES:
        raise Refused(_("직인 그림은 3MB까지 올릴 수 있습니다."), field="seal", code="too_big")
    try:
        with warnings.catch_warnings():
            # Pillow only warns at its own limit; ours is checked before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            upload.seek(0)
            opened = Image.open(upload, formats=FORMATS)
            if opened.width * opened.height > settings.MAX_PHOTO_PIXELS:
                raise Refused(_("그림의 가로와 세로가 너무 큽니다. 줄여서 올려 주십시오."), field="seal")
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except Refused:
        raise
    except Exception as error:  # a broken file makes Pillow's decoders raise whatever it likes
        message = _("그림으로 읽을 수 없습니다. PNG나 JPG 파일을 골라 주십시오.")
        raise Refused(message, field="seal", code="not_an_image") from error
    picture.thumbnail((SIDE, SIDE))
    clear = _without_paper(picture)
    if clear.getbbox() is None:
        raise Refused(_("그림에 아무것도 보이지 않습니다. 다른 파일을 골라 주십시오."), field="seal", code="blank")
    # A new image carries no metadata over.
    clean = Image.new("RGBA", clear.size)
    clean.paste(clear)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _without_paper(picture: Image.Image) -> Image.Image:
    """Make what is nearly white transparent, as scanned seals bring their paper along."""
    red, green, blue, alpha = picture.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    ink = darkest.point([max(0, min(255, (245 - level) * 6)) for level in range(256)])
    clear = picture.copy()
    clear.putalpha(ImageChops.darker(alpha, ink))
    return clear
