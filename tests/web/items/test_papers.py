"""Does an item go onto paper as it stands on its page, and does a draft say that it is one?"""

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.richtext.out.page import pictures_of
from gongkai.richtext.wordprocessing.read import read
from gongkai_web.audit.models import AuditLine
from gongkai_web.publishing.items import actions
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_importing import NUMBER, TEXT, TITLE, started, word
from tests.web.items.test_pictures import written
from tests.web.items.test_versions import attached, out
from tests.web.items.written import DAY, again, drafted, fresh

pytestmark = pytest.mark.slow
SUMMARY = "停车收费的办法"


@pytest.fixture(autouse=True)
def _place(at, settings, tmp_path):  # noqa: F811
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"


def given(office):
    """A draft with all that a text can hold, and a file."""
    placed = {"summary": SUMMARY, "item_class": "catalogue", "column": "policies"}
    edition = started(office, word(), **placed).edition
    return attached(office, again(edition), name="收费表.txt")


def paper(client, name: str, item, fmt: str) -> bytes:
    answer = client.get(reverse(f"items:{name}", args=[item.pk, fmt]))
    assert answer.status_code == 200, answer.content.decode()[:300]
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.content


def words(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def test_the_word_file_of_a_public_item_reads_back_as_its_text(office):
    item = out(office, given(office))
    back = read(paper(Client(), "public_paper", item, "docx"), "办法.docx")
    text, section, notes = TEXT.html.partition('\n<section class="footnotes">')
    assert (back.title, back.number) == (TITLE, NUMBER)
    assert back.html.startswith(text)
    assert back.html.endswith(section + notes)
    assert pictures_of(back.html) == pictures_of(TEXT.html)
    address = reverse("items:public_item", args=[item.pk])
    for told in (
        item.index_number,
        "发布日期：2026-03-02",
        f'href="http://testserver{address}"',
        "收费表.txt",
    ):
        assert told in back.html


def test_the_pdf_and_the_plain_text_of_a_public_item_say_the_same(office):
    item = out(office, given(office))
    printed = words(paper(Client(), "public_paper", item, "pdf"))
    for told in (TITLE, NUMBER, "首小时免费", "其余免费", "节假日除外。", item.index_number):
        assert told in printed
    plain = paper(Client(), "public_paper", item, "txt").decode()
    assert "云溪路\t2" in plain
    assert "〔图：车位〕" in plain
    page = html.fromstring(Client().get(reverse("items:public_item", args=[item.pk])).content.decode())
    offered = page.xpath('//p[@class="papers"]/a/@href')
    assert [Client().get(one).status_code for one in offered] == [200, 200, 200]


def test_a_draft_on_paper_says_that_it_is_one_and_who_took_it_is_noted(office, sign_in):  # noqa: F811
    edition = given(office)
    client = sign_in(office.li_qiang)
    back = read(paper(client, "paper", edition.item, "docx"), "草稿.docx")
    mark = "〔第 1 版草稿，起草，尚未公开〕"
    assert back.html.startswith(f'<p class="align-center"><strong>{mark}</strong></p>')
    assert mark.replace(" ", "") in words(paper(client, "paper", edition.item, "pdf"))
    taken = AuditLine.objects.filter(act="office.take_paper", subject=f"items.Item:{edition.item_id}")
    assert [one.detail for one in taken.order_by("pk")] == [
        {"paper": "draft", "format": "docx"},
        {"paper": "draft", "format": "pdf"},
    ]


def test_what_is_not_public_has_no_paper_and_a_strange_format_none_at_all(office, sign_in):  # noqa: F811
    edition = drafted(office)
    for fmt in ("docx", "pdf", "txt"):
        assert Client().get(reverse("items:public_paper", args=[edition.item_id, fmt])).status_code == 404
    client = sign_in(office.li_qiang)
    assert client.get(reverse("items:paper", args=[edition.item_id, "exe"])).status_code == 404
    item = out(office, edition)
    draft = actions.begin(item=item, by=office.li_qiang, day=DAY)
    written(office, "<p>另一稿的话</p>", draft)
    assert "另一稿的话" not in paper(Client(), "public_paper", item, "txt").decode()
    assert "另一稿的话" in paper(client, "paper", item, "txt").decode()
    actions.end(item=fresh(item), by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    assert Client().get(reverse("items:public_paper", args=[item.pk, "txt"])).status_code == 404


def test_where_the_bytes_of_a_file_are_lost_the_public_reads_a_sentence(office, settings, tmp_path):
    item = out(office, given(office))
    settings.DATA = tmp_path / "elsewhere"
    for address in (
        reverse("items:public_attachment", args=[item.pk, 1]),
        reverse("items:public_paper", args=[item.pk, "docx"]),
    ):
        answer = Client().get(address)
        assert answer.status_code == 503
        assert "在存储中找不到了" in answer.content.decode()
