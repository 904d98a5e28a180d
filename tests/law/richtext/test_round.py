"""What the writer of DOCX writes, the walker over DOCX reads back as the same text."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings

from gongkai.richtext.out.docx import render
from gongkai.richtext.out.work import Work
from gongkai.richtext.serialise import html_of
from gongkai.richtext.wordprocessing.read import read_docx
from tests.law.richtext.texts import PICTURES, texts

pytestmark = pytest.mark.slow

SITE = "https://www.example.gov.cn"


@given(texts())
@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_a_document_of_ours_comes_back_as_the_same_text(document):
    html = html_of(document)
    work = Work("示范市人民政府关于公开的通知", html, "示政发〔2026〕3号", PICTURES, SITE)
    back = read_docx(render(work), "通知.docx")
    assert back.html == html.replace('href="/', f'href="{SITE}/')
    assert (back.title, back.number) == (work.title, work.number)
    assert back.missing == ()
    assert back.remarks == ()
