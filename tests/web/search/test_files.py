"""Is an attachment found by what stands in it, whatever kind of file it is, while it is public?"""

import io

import docx
import pytest
import xlsxwriter
from django.test import Client
from django.urls import reverse

from gongkai_web.portal.search.lines import line
from gongkai_web.publishing.items import actions
from gongkai_web.search.finding import Hit
from gongkai_web.search.grams import asked, folded
from gongkai_web.search.models import Entry
from gongkai_web.search.subjects import Shown
from tests.web.items.test_attach import approve, attached
from tests.web.items.test_versions import pdf
from tests.web.items.written import DAY, drafted

WORDS = "云溪路每小时两元"


def paper() -> bytes:
    made, buffer = docx.Document(), io.BytesIO()
    made.add_paragraph(WORDS)
    made.save(buffer)
    return buffer.getvalue()


def sheet() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("收费").write_string(1, 1, WORDS)
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.mark.parametrize(("kind", "make"), [("pdf", pdf), ("docx", paper), ("xlsx", sheet)])
def test_what_stands_in_a_file_is_found_by_everybody_while_it_is_public(office, kind, make):
    edition = attached(office, drafted(office), data=make(), name=f"收费表.{kind}")
    item = edition.item

    def is_found() -> bool:
        answer = Client().get("/search/", {"q": f'"{WORDS}"'})
        return f'href="{reverse("items:public_item", args=[item.pk])}"' in answer.content.decode()

    approve(office, edition, looked="已核对")
    assert not is_found()
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert is_found()
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    assert not is_found()


@pytest.mark.parametrize(("body", "shown"), [("", ""), ("每小时两元", "每小时两元")])
def test_number_and_agency_of_a_result_are_not_said_twice(body, shown):
    names = ("云政规〔2026〕1号", "示范市云溪区人民政府办公室")
    entry = Entry(title="停车场办法", title_text="停车场办法", number=names[0], agency_name=names[1])
    entry.text = folded("\n".join((entry.title, body, *names)))
    assert line(Hit(entry, Shown("/")), asked("停车场")).passage == shown
