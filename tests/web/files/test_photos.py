"""Is a photo taken as it comes from a phone – HEIC, WEBP, under whatever name – and made a plain JPEG?"""

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import Refused
from gongkai_web.files import checks
from tests.web.files.made import photo

HEIC = Path(__file__).with_name("photos").joinpath("phone.heic").read_bytes()
MEGABYTE = 1024 * 1024


def webp() -> bytes:
    picture = Image.new("RGBA", (60, 40), (255, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (30, 0, 60, 40))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 20.0)}
    out = io.BytesIO()
    picture.save(out, "WEBP", lossless=True, exif=exif)
    return out.getvalue()


def checked(name: str, data: bytes, most_pixels: int = 1_000_000) -> checks.Checked:
    return checks.check(name, data, largest=MEGABYTE, most_pixels=most_pixels)


def picture_of(one: checks.Checked) -> Image.Image:
    return Image.open(io.BytesIO(one.data))


def near(pixel, wanted) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "IMG_0042.jpg", "IMG_0042"])
def test_a_photo_of_a_phone_becomes_a_jpeg_of_the_same_pixels(name):
    one = checked(name, HEIC)
    assert (one.name, one.kind, one.pages) == ("IMG_0042.jpg", checks.JPEG, 1)
    assert one.was == ("HEIC", hashlib.sha256(HEIC).hexdigest())
    seen = picture_of(one)
    assert seen.size == (64, 48)
    assert near(seen.getpixel((5, 5)), (255, 0, 0))
    assert near(seen.getpixel((50, 40)), (255, 255, 255))
    assert b"WANG FANG" in HEIC
    assert b"WANG FANG" not in one.data


def test_a_webp_becomes_a_jpeg_on_white_without_its_place():
    one = checked("证件.webp", webp())
    assert one.name == "证件.jpg"
    seen = picture_of(one)
    assert near(seen.getpixel((5, 5)), (255, 0, 0))
    assert near(seen.getpixel((50, 20)), (255, 255, 255))
    assert not seen.getexif()


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("截图.jpg", "PNG", "截图.png"),
        ("IMG_1.heic", "JPEG", "IMG_1.jpg"),
        ("扫描.png", "TIFF", "扫描.tif"),
    ],
)
def test_a_picture_under_the_name_of_another_kind_is_taken_under_its_own(name, kind, told):
    one = checked(name, photo(kind))
    assert one.name == told
    assert one.data == photo(kind)


def test_what_is_no_picture_may_still_not_call_itself_one():
    with pytest.raises(Refused, match=r"扩展名是 \.jpg"):
        checked("说明.jpg", "说明".encode())


def test_a_damaged_photo_and_one_of_too_many_pixels_are_refused_in_a_sentence():
    for data in (HEIC[:200], HEIC[:-40], webp()[:60], HEIC[:12] + bytes(300)):
        with pytest.raises(Refused, match="没有收下：这张"):
            checked("照片.heic", data)
    with pytest.raises(Refused, match="像素超过"):
        checked("照片.heic", HEIC, most_pixels=1000)


def test_what_was_handed_in_is_told_in_the_audit_trail(town, store):
    kept = store(upload_name="IMG_0042.HEIC", content=HEIC, purpose="identity_proof")
    assert (kept.name, kept.media_type) == ("IMG_0042.jpg", "image/jpeg")
    detail = AuditLine.objects.get(act="files.store_file").detail
    detail = json.loads(detail) if isinstance(detail, str) else detail
    assert (detail["was"], detail["was_sha256"]) == ("HEIC", hashlib.sha256(HEIC).hexdigest())
