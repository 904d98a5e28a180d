"""How does a picture become bytes? Pixels only: no EXIF, no comment, no colour profile, no thumbnail.

The one place where Pillow writes; it writes to memory, never to a model.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

from PIL import Image, ImageChops

from gongkai_web.files.pages import lighter_than

_COLOUR = 12  # of 255: up to there a page is black on white, whatever the scanner made of it
_GREYS = 16


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture as a PDF holds it: bytes, filter (`DCTDecode`, `FlateDecode`), colours, size in pixels."""

    data: bytes
    filter: str
    colours: str
    size: tuple[int, int]


def packed(picture: Image.Image) -> Packed:
    """For a public version: colours as JPEG; a page without colour in grey, the shorter way of two."""
    grey = picture.convert("L")
    spread = ImageChops.difference(picture.convert("RGB"), grey.convert("RGB")).split()
    if any(lighter_than(_COLOUR, band) for band in spread):
        return Packed(jpeg(picture.convert("RGB")), "DCTDecode", "DeviceRGB", picture.size)
    step = 255 // (_GREYS - 1)
    exact = zlib.compress(grey.point(lambda value: round(value / step) * step).tobytes())
    photo = jpeg(grey)
    if len(photo) < len(exact):
        return Packed(photo, "DCTDecode", "DeviceGray", picture.size)
    return Packed(exact, "FlateDecode", "DeviceGray", picture.size)


def jpeg(picture: Image.Image) -> bytes:
    """Sharp enough for print, colours not halved."""
    return _written(picture, "JPEG", quality=85, subsampling=0, optimize=True)


def png(picture: Image.Image) -> bytes:
    """For the screen."""
    return _written(picture, "PNG")


def _written(picture: Image.Image, kind: str, **options: int | bool) -> bytes:
    bare = Image.new("L" if picture.mode == "L" else "RGB", picture.size, "white")
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, kind, **options)
    return out.getvalue()
