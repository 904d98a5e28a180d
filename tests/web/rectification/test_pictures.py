"""A photo that is handed in as evidence says nothing of who took it, where and when; it shows the same."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageChops, ImageOps, PngImagePlugin

from gongkai.examining.examine import examine
from gongkai_web.audit.models import AuditLine
from tests.web.rectification.found import MONDAY, found, sent

GPS, OWNER, TURNED = 0x8825, 0xA430, 0x0112


def taken(form: str, **more) -> bytes:
    """Left red, right blue, held upright: a phone writes that it is turned, and of whom it is."""
    picture = Image.new("RGB", (64, 32), "red")
    picture.paste("blue", (32, 0, 64, 32))
    exif = Image.Exif()
    exif[TURNED], exif[OWNER] = 6, "Wang Fang"
    exif[GPS] = {1: "N", 2: (34.0, 12.0, 1.0), 3: "E", 4: (113.0, 1.0, 2.0)}
    out = io.BytesIO()
    picture.save(out, form, exif=exif, **more)
    return out.getvalue()


def seen(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        return ImageOps.exif_transpose(picture).convert("RGB")


def says(data: bytes) -> set[str]:
    return {one.kind for one in examine(data, "照片")} & {"location", "picture_data"}


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("name", ["evidence", "reply"])
def test_a_photo_with_a_position_is_kept_without_it_and_still_upright(town, settings, tmp_path, form, name):
    settings.DATA = tmp_path / "data"
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "王芳")
    data = taken(form, **({"pnginfo": words} if form == "PNG" else {}))
    assert says(data) == {"location", "picture_data"}
    finding = found(town) if name == "evidence" else sent(town)
    client = Client()
    person = town.zhou_jie if name == "evidence" else town.li_qiang
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    given = {"day": str(MONDAY), "excerpt": "栏目页", "words": "已更新"}
    file = SimpleUploadedFile(f"现场.{form.lower()}", data)
    client.post(reverse(f"rectification:{name}", args=[finding.pk]), {**given, "file": file})
    key = finding.events.last().data["files"][0]
    kept = b"".join(client.get(reverse("rectification:file", args=[finding.pk, key])))
    assert says(kept) == set()
    assert ImageChops.difference(seen(kept), seen(data)).getbbox() is None
    line = AuditLine.objects.filter(act="files.store_file").latest("pk")
    assert line.detail["was"] == f"{form} 图片"
