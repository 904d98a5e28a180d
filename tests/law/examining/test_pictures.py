"""Is it told what a picture says of its owner, and does it hold a second picture?"""

import io

import pytest
from PIL import Image

from gongkai.examining.examine import examine
from gongkai.examining.stripping import stripped

TAGS = {
    "标题": (0x9C9B, "张三".encode("utf-16-le")),
    "备注": (0x9C9C, "张三".encode("utf-16-le")),
    "作者": (0x9C9D, "张三".encode("utf-16-le")),
    "版权": (0x8298, "Wang"),
    "机主": (0xA430, "Wang"),
    "用户注释": (0x9286, b"ASCII\0\0\0Wang"),
}


def picture(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", **more)
    return out.getvalue()


def told(data: bytes) -> list[tuple[str, str]]:
    return [(one.kind, one.where) for one in examine(data, "照片") if one.kind != "picture_page"]


@pytest.mark.parametrize("name", TAGS)
def test_what_a_photo_says_of_its_owner_is_told_and_taken_out(name):
    tag, value = TAGS[name]
    exif = Image.Exif()
    exif[tag] = value
    data = picture(exif=exif)
    assert told(data) == [("picture_data", f"图片：{name}")]
    assert told(stripped(data)) == []


def test_segments_of_makers_are_told_and_taken_out():
    for kind in (0xE4, 0xEB):
        plain = picture()
        data = plain[:2] + bytes((0xFF, kind, 0, 8)) + b"secret" + plain[2:]
        assert told(data) == [("picture_data", f"图片：APP{kind - 0xE0}")]
        assert told(stripped(data)) == []


def test_a_second_frame_is_told_and_taken_out():
    out = io.BytesIO()
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("red", "blue"))
    first.save(out, "PNG", save_all=True, append_images=[second])
    assert told(out.getvalue()) == [("picture_data", "图片：动图的另一帧")]
    assert told(stripped(out.getvalue())) == []
