"""What OFD writes in its own way: steps between characters, scaled text, templates under pages."""

from __future__ import annotations

import pytest

from gongkai.reading.blocks import Paragraph
from gongkai.reading.reader import blocks
from tests.law.formats.test_archives import archive

pytestmark = pytest.mark.slow

_ROOT = b"<OFD><DocBody><DocRoot>/D/Document.xml</DocRoot></DocBody></OFD>"


def lines(content: str, document: str = "", **parts: str) -> list[str]:
    members = {
        "OFD.xml": _ROOT,
        "D/Document.xml": (
            f'<Document>{document}<Pages><Page ID="1" BaseLoc="P/Content.xml"/></Pages></Document>'
        ).encode(),
        "D/P/Content.xml": f"<Page>{content}</Page>".encode(),
        **{f"D/{name}.xml": text.encode() for name, text in parts.items()},
    }
    source = blocks(archive(members), "年报.ofd")
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def text(code: str, *, box: str = "20 20 150 10", more: str = "") -> str:
    return f'<TextObject ID="1" Boundary="{box}" Size="4" {more}>{code}</TextObject>'


def test_the_shorthand_for_steps_keeps_characters_apart():
    content = text('<TextCode X="0" Y="4" DeltaX="g 2 4 12 4">甲乙丙丁戊</TextCode>')
    assert lines(f"<Content><Layer>{content}</Layer></Content>") == ["甲乙丙 丁戊"]


def test_text_under_a_matrix_stands_where_it_is_shown():
    first = text('<TextCode X="0" Y="4" DeltaX="4">甲乙</TextCode>', box="20 20 50 10")
    # Half the size, moved to the right of the first: on the same line, not at its beginning.
    second = text('<TextCode X="0" Y="8" DeltaX="4">丙丁</TextCode>', more='CTM="0.5 0 0 0.5 8 0"')
    assert lines(f"<Content><Layer>{second}{first}</Layer></Content>") == ["甲乙丙丁"]


def test_what_stands_on_the_template_of_a_page_is_read():
    template = (
        "<Page><Content><Layer>"
        + text('<TextCode X="0" Y="4">示范市</TextCode>')
        + "</Layer></Content></Page>"
    )
    document = '<CommonData><TemplatePage ID="9" BaseLoc="T.xml"/></CommonData>'
    below = text('<TextCode X="0" Y="4">数据局</TextCode>', box="20 60 150 10")
    content = f'<Template TemplateID="9"/><Content><Layer>{below}</Layer></Content>'
    assert lines(content, document, T=template) == ["示范市", "数据局"]


def test_the_unseen_text_over_a_scan_is_its_text():
    unseen = text('<TextCode X="0" Y="4" DeltaX="4">示范市数据局年度报告</TextCode>', more='Alpha="0"')
    seen = text('<TextCode X="0" Y="4">甲</TextCode>', box="20 60 150 10")
    assert lines(f"<Content><Layer>{unseen}{seen}</Layer></Content>") == ["示范市数据局年度报告", "甲"]
