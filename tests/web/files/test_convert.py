"""Can a workbook or a document be blacked out: as a PDF of its own, without what nobody sees?"""

import pytest
from django.urls import reverse

from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions, pages
from gongkai_web.files import store as shelf
from gongkai_web.files.models import Derived, StoredFile
from tests.law.examining.made import DOCUMENTS, PHONE, WORKBOOKS, ZHANG_SAN
from tests.web.files.made import DAY, confirmed, laden, photo, signed_in, text_of

pytestmark = pytest.mark.slow

HIDDEN = WORKBOOKS["隐藏的工作表"][0]


def test_a_workbook_becomes_a_pdf_of_what_is_in_sight_and_is_blacked_out(town, store):
    original = store(upload_name="补贴发放情况.xlsx", content=WORKBOOKS["看得见的手机号"][0]())
    made = actions.convert_for_redaction(by=town.li_qiang, file=original, day=DAY)
    assert (made.name, made.media_type, made.pages) == ("补贴发放情况.pdf", pages.PDF, 1)
    assert PHONE in text_of(shelf.read(made.sha256))
    redaction = actions.open_redaction(by=town.li_qiang, original=made, day=DAY)
    whole = {"page": 1, "x": 0, "y": 0, "w": 10_000, "h": 2_000}
    actions.add_box(
        by=town.li_qiang, redaction=redaction, day=DAY, reason="denied_third_party_rights", **whole
    )
    public = confirmed(town, redaction)
    assert PHONE not in text_of(shelf.read(public.sha256))


def test_what_is_hidden_does_not_come_along(town, store):
    original = store(upload_name="补贴发放情况.xlsx", content=HIDDEN())
    made = actions.convert_for_redaction(by=town.li_qiang, file=original, day=DAY)
    text = text_of(shelf.read(made.sha256))
    assert "补贴人数" in text
    assert ZHANG_SAN not in text
    row = Derived.objects.get(result=made)
    assert (row.original, row.way, row.person) == (original, "converted", town.li_qiang)


def test_a_document_comes_along_with_its_changes_accepted(town, store):
    original = store(upload_name="说明.docx", content=DOCUMENTS["删去的文字"][0]())
    made = actions.convert_for_redaction(by=town.li_qiang, file=original, day=DAY)
    text = text_of(shelf.read(made.sha256))
    assert "补偿标准每平方米一千元。" in text
    assert "张三" not in text


def test_the_page_of_an_office_file_offers_it_and_leads_on(town, store):
    original = store(upload_name="补贴发放情况.xlsx", content=HIDDEN())
    clerk = signed_in(town.li_qiang)
    page = clerk.get(reverse("files:redaction", args=[original.pk])).content.decode()
    assert "转成 PDF 再涂黑" in page
    answer = clerk.post(reverse("files:convert", args=[original.pk]))
    made = StoredFile.objects.get(name="补贴发放情况.pdf")
    assert answer.url == reverse("files:redaction", args=[made.pk])
    page = clerk.get(answer.url).content.decode()
    assert "转成 PDF前" in page
    assert "开始涂黑" in page


def test_who_does_not_handle_it_and_what_is_no_office_file_are_refused(town, store):
    original = store(upload_name="补贴发放情况.xlsx", content=HIDDEN())
    with pytest.raises(NotAllowed):
        actions.convert_for_redaction(by=town.operator, file=original, day=DAY)
    with pytest.raises(Refused, match="不能在这里转成 PDF"):
        actions.convert_for_redaction(by=town.li_qiang, file=store(), day=DAY)


@pytest.mark.parametrize("kind", ["JPEG", "PDF"])
def test_a_photo_and_a_pdf_are_cleaned_by_being_drawn_anew(town, store, kind):
    data = laden() if kind == "PDF" else photo("JPEG")
    original = store(upload_name=f"附件.{'pdf' if kind == 'PDF' else 'jpg'}", content=data)
    made = actions.clean_file(by=town.li_qiang, file=original, day=DAY)
    assert made.name == original.name
    bytes_of = shelf.read(made.sha256)
    assert b"WANG FANG" not in bytes_of
    if kind == "PDF":
        assert "底下压着的字" not in text_of(bytes_of)
        assert "征地补偿方案" in text_of(bytes_of)
