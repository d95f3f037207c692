"""Photos from outside, made harmless: decoded, turned upright, shrunk and written anew as JPEG.

Nothing of the file itself is kept, so neither the place where it was taken (EXIF) nor anything hidden behind
the picture survives.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from council.common.errors import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "MPO")
FULL_SIDE = 1600
THUMB_SIDE = 480
QUALITY = 82


@dataclass(frozen=True, slots=True)
class SanitizedImage:
    """A photo in two sizes, both JPEG; width and height are those of the full one."""

    full: bytes
    thumb: bytes
    width: int
    height: int
    name: str = ""


def sanitize(upload: Any) -> SanitizedImage:
    """Return the photo re-encoded; raises Refused when it is too big or not a photo that we can read."""
    limit = settings.MAX_PHOTO_BYTES
    if upload.size > limit:
        raise Refused(_("사진 한 장은 %(size)dMB까지 올릴 수 있습니다.") % {"size": limit // 1024**2}, code="too_big")
    unreadable = Refused(_("사진으로 읽을 수 없습니다. JPG, PNG, WebP 파일을 골라 주십시오."), code="not_an_image")
    try:
        with warnings.catch_warnings():
            # Pillow only warns at its own pixel limit; ours is checked before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            upload.seek(0)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > settings.MAX_PHOTO_PIXELS:
                raise Refused(_("사진의 가로와 세로가 너무 큽니다. 줄여서 올려 주십시오."), code="too_many_pixels")
            picture.draft("RGB", (FULL_SIDE * 2, FULL_SIDE * 2))
            upright = ImageOps.exif_transpose(picture)
            flat = _on_white(upright)
    except Refused:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a broken file makes them raise
        raise unreadable from error
    full, thumb = flat.copy(), flat
    full.thumbnail((FULL_SIDE, FULL_SIDE))
    thumb.thumbnail((THUMB_SIDE, THUMB_SIDE))
    return SanitizedImage(_jpeg(full), _jpeg(thumb), full.width, full.height, getattr(upload, "name", "") or "")


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB; what was transparent becomes white, as on the page."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return picture.convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    # A new image carries no metadata over.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
