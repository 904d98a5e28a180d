"""A photo that is handed in as evidence says nothing of who took it, where and when; it shows the same."""

import hashlib
import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from PIL import Image, ImageChops, ImageOps, PngImagePlugin, TiffImagePlugin

from gongkai.examining.examine import examine
from gongkai_web.audit.models import AuditLine
from gongkai_web.files.actions import releasing
from gongkai_web.files.models import StoredFile
from tests.web.rectification.found import MONDAY, found, sent

GPS, OWNER, TURNED = 0x8825, 0xA430, 0x0112


def taken(form: str, **more) -> bytes:
    """Left red, right blue, held upright: a phone writes that it is turned, and of whom it is."""
    picture = Image.new("RGB", (64, 32), "red")
    picture.paste("blue", (32, 0, 64, 32))
    exif = Image.Exif()
    exif[TURNED], exif[OWNER] = 6, "Wang Fang"
    exif.get_ifd(GPS).update({1: "N", 2: (34.0, 12.0, 1.0), 3: "E", 4: (113.0, 1.0, 2.0)})
    out = io.BytesIO()
    if form == "TIFF":  # a directory in the directory is written by hand
        said = TiffImagePlugin.ImageFileDirectory_v2()
        said[OWNER], said[GPS] = "Wang Fang", dict(exif.get_ifd(GPS))
        picture.save(out, form, tiffinfo=said)
    else:
        picture.save(out, form, exif=exif, **more)
    return out.getvalue()


def seen(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        return ImageOps.exif_transpose(picture).convert("RGB")


def says(data: bytes) -> set[str]:
    return {one.kind for one in examine(data, "照片")} & {"location", "picture_data"}


def in_pdf(photo: bytes) -> bytes:
    """A page with the photo as it is and a line of text, as a scanner on a phone makes it."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(300, 300)
    shown = pypdfium2.PdfImage.new(document)
    shown.load_jpeg(io.BytesIO(photo), inline=True)
    shown.set_matrix(pypdfium2.PdfMatrix().scale(200, 100))
    page.insert_obj(shown)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_docx(photo: bytes) -> bytes:
    written, out = Document(), io.BytesIO()
    written.add_paragraph("整改情况")
    written.add_picture(io.BytesIO(photo))
    written.save(out)
    return out.getvalue()


def handed_in(town, finding, name: str, data: bytes, act: str = "evidence"):
    """What the page answers to whoever hands the file in, and the client."""
    client = Client()
    person = town.zhou_jie if act == "evidence" else town.li_qiang
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    given = {
        "day": str(MONDAY),
        "excerpt": "栏目页",
        "words": "已更新",
        "file": SimpleUploadedFile(name, data),
    }
    return client, client.post(reverse(f"rectification:{act}", args=[finding.pk]), given)


def kept(client, finding) -> tuple[str, bytes]:
    """The name and the bytes that whoever may see the finding gets."""
    key = finding.events.last().data["files"][0]
    answer = client.get(reverse("rectification:file", args=[finding.pk, key]))
    return StoredFile.objects.get(pk=key).name, b"".join(answer)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("name", ["evidence", "reply"])
def test_a_photo_with_a_position_is_kept_without_it_and_still_upright(town, settings, tmp_path, form, name):
    settings.DATA = tmp_path / "data"
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "王芳")
    data = taken(form, **({"pnginfo": words} if form == "PNG" else {}))
    assert says(data) == {"location", "picture_data"}
    finding = found(town) if name == "evidence" else sent(town)
    client, _ = handed_in(town, finding, f"现场.{form.lower()}", data, name)
    _, shown = kept(client, finding)
    assert says(shown) == set()
    assert ImageChops.difference(seen(shown), seen(data)).getbbox() is None
    line = AuditLine.objects.filter(act="files.store_file").latest("pk")
    assert line.detail["was"] == f"{form} 图片"


@pytest.mark.parametrize(
    ("name", "make", "called"),
    [
        ("现场.pdf", lambda: in_pdf(taken("JPEG")), "现场.pdf"),
        ("现场.docx", lambda: in_docx(taken("JPEG")), "现场.docx"),
        ("现场.tif", lambda: taken("TIFF"), "现场.pdf"),
    ],
    ids=["pdf", "docx", "tiff"],
)
@pytest.mark.slow
def test_a_file_with_such_a_photo_in_it_is_kept_without_its_place(
    town, settings, tmp_path, name, make, called
):
    settings.DATA = tmp_path / "data"
    data, finding = make(), found(town)
    assert "location" in says(data)
    client, _ = handed_in(town, finding, name, data)
    now_called, shown = kept(client, finding)
    assert now_called == called
    assert says(shown) == set()
    line = AuditLine.objects.filter(act="files.store_file").latest("pk")
    assert line.detail["was_sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.slow
def test_a_file_without_such_a_photo_is_kept_as_it_came(town, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    out = io.BytesIO()
    Image.new("RGB", (64, 32), "red").save(out, "JPEG")
    data, finding = in_pdf(out.getvalue()), found(town)
    client, _ = handed_in(town, finding, "现场.pdf", data)
    assert kept(client, finding) == ("现场.pdf", data)


@pytest.mark.slow
def test_a_file_that_keeps_its_place_is_not_taken(town, settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(releasing.drawn, "cleaned", _as_it_is)
    finding = found(town)
    _, answer = handed_in(town, finding, "现场.pdf", in_pdf(taken("JPEG")))
    assert answer.status_code == 422
    assert "里面的照片写着拍摄的位置、设备，在这里去不掉" in answer.content.decode()
    assert finding.events.count() == 1


def _as_it_is(data: bytes, *_: str) -> bytes:
    return data
