"""Does a Word file become the text of an item, whole, and is what it cannot bring told?"""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from gongkai.richtext.clean import cleaned
from gongkai.richtext.out.page import pictures_of
from gongkai.richtext.out.work import Work
from gongkai.richtext.out.written import write
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import limits
from gongkai_web.files.models import StoredFile
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.models import Item
from tests.law.richtext.worddocx import docx, p, part
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_pictures import lying_in, picture
from tests.web.items.written import DAY, again, drafted

pytestmark = pytest.mark.slow

NUMBER = "云政办〔2026〕3号"
TITLE = "云溪区停车收费管理办法"
TEXT = cleaned(
    "<h2>一、总则</h2>"
    '<p class="indent">首小时<strong>免费</strong><sup><a href="#note-1">1</a></sup>。</p>'
    "<ol><li><p>路内停车位</p></li><li><p>路外停车场</p></li></ol>"
    '<table><thead><tr><th>路段</th><th>每小时</th></tr></thead><tbody><tr><td rowspan="2">云溪路</td>'
    '<td class="align-right">2</td></tr><tr><td class="align-right">3</td></tr>'
    '<tr><td colspan="2" class="align-center">其余免费</td></tr></tbody></table>'
    f"{lying_in(picture())}"
    '<p class="indent">本办法自2026年4月1日起施行，有效期至2031年3月31日。</p>'
    '<p class="align-right">2026年2月27日</p>'
    '<section class="footnotes"><ol><li id="note-1"><p>节假日除外。</p></li></ol></section>'
)


@pytest.fixture(autouse=True)
def _place(at, settings, tmp_path):  # noqa: F811
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"


def word(number: str = NUMBER) -> bytes:
    (image,) = TEXT.pictures
    return write(Work(TITLE, TEXT.html, number, {image.sha256: image.data}), "docx")


def started(office, data: bytes, name: str = "办法.docx", **content):
    given = {"attribute": "proactive", **content}
    return actions.draft_from_file(
        by=office.li_qiang,
        agency=office.district,
        day=DAY,
        file=actions.FileIn(name, data),
        content=given,
    )


def test_a_draft_begins_with_all_that_the_file_shows(office):
    written = started(office, word())
    content = again(written.edition).content
    assert content["body"] == TEXT.html
    assert (content["title"], content["document_number"]) == (TITLE, NUMBER)
    assert (content["formed_on"], content["effective_from"]) == ("2026-02-27", "2026-04-01")
    assert content["expires_on"] == "2031-03-31"
    assert pictures_of(content["body"]) == (StoredFile.objects.get().sha256,)
    assert written.said[0].startswith(f"按文件填写了标题“{TITLE}”、发文字号“{NUMBER}”、生成日期“2026-02-27”")


def test_what_was_typed_goes_before_what_the_file_says(office):
    written = started(office, word(), title="停车收费办法", formed_on=date(2026, 2, 28))
    content = again(written.edition).content
    assert (content["title"], content["formed_on"]) == ("停车收费办法", "2026-02-28")
    assert f"文件里的标题是“{TITLE}”，与已填写的不同，没有改；请核对。" in written.said
    assert "文件里的生成日期是“2026-02-27”，与已填写的不同，没有改；请核对。" in written.said


def test_a_title_that_was_typed_does_not_stand_above_the_text_once_more(office):
    plain = docx(p(TITLE, '<w:jc w:val="center"/>') + p("首小时免费。"))
    written = started(office, plain, title=TITLE)
    assert again(written.edition).content["body"] == "<p>首小时免费。</p>"
    typed = f"<p>{TITLE}</p><p>首小时两元。</p>"
    actions.write_body(edition=again(written.edition), by=office.li_qiang, day=DAY, html=typed, seen=2)
    assert again(written.edition).content["body"] == "<p>首小时两元。</p>"


def test_a_file_without_a_title_asks_for_one_and_leaves_no_draft(office):
    data = docx(p("首小时免费。"))
    with pytest.raises(Refused, match=r"《办法\.docx》里看不出题目"):
        started(office, data)
    assert not Item.objects.exists()
    assert again(started(office, data, title="停车").edition).content["body"] == "<p>首小时免费。</p>"


def test_a_file_replaces_the_text_of_a_draft_and_fills_what_is_empty(office):
    edition = drafted(office, content={"document_number": ""})
    file = actions.FileIn("办法.docx", word())
    written = actions.import_file(edition=edition, by=office.li_qiang, day=DAY, file=file, seen=1)
    content = again(edition).content
    assert content["body"] == TEXT.html
    assert (content["title"], content["document_number"]) == (edition.content["title"], NUMBER)
    assert any(one.startswith(f"文件里的标题是“{TITLE}”") for one in written.said)
    other = actions.FileIn("另一份.docx", docx(p("另一份")))
    with pytest.raises(actions.Conflict, match="您写的没有保存，也没有丢失"):
        actions.import_file(edition=again(edition), by=office.zhao_min, day=DAY, file=other, seen=1)
    assert again(edition).content["body"] == TEXT.html


def test_what_the_file_could_not_bring_is_told(office):
    comments = part("comments", '<w:comment w:id="1"><w:p/></w:comment>')
    vanished = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>"
    header = part("hdr", "<w:p><w:r><w:t>云溪区文件</w:t></w:r></w:p>")
    data = docx(
        p("甲") + f"<w:p>{vanished}<w:r><w:t>乙</w:t></w:r></w:p>",
        more={"comments.xml": comments, "header1.xml": header},
    )
    written = started(office, data, title="停车")
    assert again(written.edition).content["body"] == "<p>甲</p>\n<p>乙</p>"
    assert any("隐藏的文字没有带入" in one for one in written.said)
    assert any("页眉、页脚没有带入" in one for one in written.said)


def locked() -> bytes:
    """A package under a password: an OLE file with the streams of one."""
    ole = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(2048))


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * (400 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("坏.docx", lambda: word()[:900], "坏.docx"),
        ("加密.docx", locked, "加密.docx"),
        ("炸弹.docx", bomb, "炸弹.docx"),
        ("假.docx", lambda: b"%PDF-1.7\n%%EOF\n", "不能作为正文导入"),
        ("图.docx", picture, "不能作为正文导入"),
        ("空.docx", bytes, "《空.docx》是空文件"),
        ("白.docx", lambda: docx(p("")), "没有可以带入的文字"),
    ],
)
def test_a_damaged_locked_giant_or_false_file_is_one_sentence(office, sign_in, name, make, said):  # noqa: F811
    client = sign_in(office.li_qiang)
    given = {"title": "停车", "attribute": "proactive", "agency": office.district.pk}
    answer = client.post(
        reverse("items:draft_from_file"),
        {**given, "file": SimpleUploadedFile(name, make() or b"", "application/octet-stream")},
    )
    page = html.fromstring(answer.content.decode())
    words = " ".join(page.xpath("//main")[0].text_content().split())
    assert answer.status_code == 422
    assert said in words or (name == "空.docx" and "文件是空的" in words), words
    assert page.xpath('//input[@name="title"]/@value') == ["停车"]
    assert not Item.objects.exists()


def test_a_file_over_the_limit_is_not_read(office, monkeypatch):
    monkeypatch.setattr(limits, "largest_file", lambda: 1024)
    with pytest.raises(Refused, match=r"《办法\.docx》超过 0 MB"):
        started(office, word())


def test_who_may_not_write_reads_no_file(office):
    file = actions.FileIn("办法.docx", word())
    given = {"agency": office.district, "day": DAY, "file": file, "content": {"title": "停车"}}
    for one in (office.zhou_jie, office.stranger):
        with pytest.raises(NotAllowed):
            actions.draft_from_file(by=one, **given)
    assert not Item.objects.exists()


def test_a_file_is_drafted_from_its_page(office, sign_in):  # noqa: F811
    client = sign_in(office.li_qiang)
    given = {"attribute": "proactive", "item_class": "catalogue", "agency": office.district.pk}
    upload = SimpleUploadedFile("办法.docx", word())
    answer = client.post(reverse("items:draft_from_file"), {**given, "file": upload}, follow=True)
    item = Item.objects.get()
    assert answer.redirect_chain == [(reverse("items:item", args=[item.pk]), 302)]
    assert f"按文件填写了标题“{TITLE}”" in answer.content.decode()
    upload = SimpleUploadedFile("办法.docx", word())
    into = reverse("items:import_file", args=[item.pk])
    (seen,) = html.fromstring(client.get(into).content.decode()).xpath('//input[@name="seen"]/@value')
    assert client.post(into, {"seen": seen, "file": upload}).status_code == 302
    assert again(queries.under_way(item)).content["body"] == TEXT.html
