"""How does a photo become a JPEG that every office opens, where a phone took it as HEIC or a site sent WEBP?
And a GIF a picture that stands still?

Told by content alone, decoded in the limited child: the pixels as they are meant to be seen, nothing beside
them.
"""

from __future__ import annotations

import io

import pi_heif
from PIL import Image, ImageOps

from gongkai.errors import ReadingError
from gongkai_web.files import encode

HEIC, WEBP = "HEIC", "WEBP"
# The brands of ISO/IEC 23008-12 and of what phones write beside them.
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def format_of(data: bytes) -> str:
    """HEIC or WEBP; empty for anything else."""
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        return HEIC
    return WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def as_jpeg(data: bytes, name: str, most_pixels: int) -> bytes:
    """The first picture. Raises ReadingError where it is damaged or has too many pixels."""
    try:
        picture = _heic(data) if format_of(data) == HEIC else _webp(data)
        if picture.width * picture.height > most_pixels:
            raise ReadingError(f"{name}：像素超过 {most_pixels // 1_000_000} 百万；请缩小以后再上传。")
        return encode.jpeg(_upright(picture))
    except (OSError, ValueError, EOFError, SyntaxError, RuntimeError, Image.DecompressionBombError):
        raise ReadingError(
            f"{name}：这张照片已损坏，或者编码不认得；请在手机上另存为 JPEG 后再上传。"
        ) from None


def as_still(data: bytes, name: str, most_pixels: int) -> bytes:
    """The first picture of a GIF as a PNG. Raises ReadingError as `as_jpeg` does."""
    try:
        with Image.open(io.BytesIO(data), formats=["GIF"]) as picture:
            if picture.width * picture.height > most_pixels:
                raise ReadingError(f"{name}：像素超过 {most_pixels // 1_000_000} 百万；请缩小以后再上传。")
            return encode.png(_upright(picture))
    except (OSError, ValueError, EOFError, SyntaxError, Image.DecompressionBombError):
        raise ReadingError(f"{name}：这张图片已损坏；请另存为 PNG 以后再上传。") from None


def _heic(data: bytes) -> Image.Image:
    """Not decoded yet. The decoder turns it upright itself; what its EXIF says of that is then over."""
    pi_heif.register_heif_opener(thumbnails=False)
    picture = Image.open(io.BytesIO(data), formats=["HEIF"])
    picture.getexif().pop(0x0112, None)
    return picture


def _webp(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["WEBP"])


def _upright(picture: Image.Image) -> Image.Image:
    """The pixels on white, as they are meant to be seen."""
    turned = ImageOps.exif_transpose(picture).convert("RGBA")
    bare = Image.new("RGB", turned.size, "white")
    bare.paste(turned.convert("RGB"), mask=turned.getchannel("A"))
    return bare
