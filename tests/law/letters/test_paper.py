"""Does what 李强 prints look like an official document, and is it what was written?"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import docx as word
import pypdfium2
import pytest

from gongkai.errors import UsageError, WritingError
from gongkai.letters import (
    LetterError,
    application_form,
    archive_catalogue,
    docx,
    envelope,
    evidence_catalogue,
    registration_form,
    service_record,
    write,
    writing,
)
from gongkai.letters.forms import APPLICATION_FIELDS
from gongkai.letters.measures import seal_indents, signs
from gongkai.letters.writing import text_of
from tests.law.letters import samples

FORMATS = ["docx", "pdf"]
_OUTSIDE = "\ue123"  # for private use: no font has it


def _plain(data: bytes, fmt: str) -> str:
    return "".join(text_of(data, fmt).split())


def _size_mm(data: bytes) -> tuple[int, int]:
    page = pypdfium2.PdfDocument(data)[0]
    return round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)


def test_the_page_is_that_of_gb_t_9704() -> None:
    document = word.Document(io.BytesIO(write(samples.letter("L09"), "docx")))
    section = document.sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 26, 35]
    line = document.styles["Normal"].paragraph_format.line_spacing.pt
    assert 28 <= line <= 30
    assert int((297 - 37 - 35) / 25.4 * 72 / line) == 22
    assert _size_mm(write(samples.letter("L09"), "pdf")) == (210, 297)


def test_the_official_fonts_are_named_and_a_substitute_for_each() -> None:
    document = word.Document(io.BytesIO(write(samples.letter("L09"), "docx")))
    assert document.styles["Normal"].element.rPr.rFonts.get(docx.qn("w:eastAsia")) == "仿宋_GB2312"
    assert document.styles["Title"].element.rPr.rFonts.get(docx.qn("w:eastAsia")) == "方正小标宋简体"
    table = next(part for part in document.part.package.iter_parts() if "fontTable" in str(part.partname))
    assert all(name.encode() in table.blob for pair in docx.FALL_BACKS.items() for name in pair)


@pytest.mark.parametrize("fmt", FORMATS)
def test_number_recipient_text_attachments_signature_and_day_follow_in_order(fmt: str) -> None:
    letter = samples.letter("L02")
    text = _plain(write(letter, fmt), fmt)
    order = [
        "政府信息公开申请答复书",
        samples.NUMBER,
        "王芳：",
        "附件：1.",
        "2.",
        samples.AGENCY,
        "2024年10月18日",
    ]
    places = [text.replace("．", ".").rindex(words) for words in order[:-2]]
    assert places == sorted(places)
    assert text.rindex(samples.AGENCY) > places[-1]
    assert text.rindex(order[-1]) > text.rindex(samples.AGENCY)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_red_head_carries_the_agency_and_then_the_number(fmt: str) -> None:
    text = _plain(write(samples.letter("L09"), fmt, red_head=True), fmt)
    assert text.startswith(f"{samples.AGENCY}{samples.NUMBER}政府信息公开申请不予公开决定书")


def test_pages_are_numbered_and_the_signature_never_stands_alone() -> None:
    for code in ("P04", "P08", "L02", "L03", "L19"):
        document = pypdfium2.PdfDocument(write(samples.letter(code), "pdf"))
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
        assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
        last = samples.letter(code).attachment_lines
        words = (*samples.letter(code).paragraphs, *samples.letter(code).remedies, *last)
        signed = next(page for page in pages if page.count(samples.AGENCY) and "2024年10月18日" in page)
        assert any("".join(text.split())[-8:] in signed for text in words)


def test_agency_and_day_are_centred_on_each_other_four_characters_from_the_edge() -> None:
    for agency in ("示范市人民政府", "示范市示范区住房和城乡建设与城市管理综合执法局"):
        right, day = seal_indents(agency, "2024年10月18日")
        assert right + signs(agency) / 2 == pytest.approx(day + signs("2024年10月18日") / 2)
        assert day >= 4
        assert right >= 0


def test_the_seal_has_room_above_the_agency() -> None:
    document = word.Document(io.BytesIO(write(samples.letter("L09"), "docx")))
    signed = next(found for found in document.paragraphs if found.text == samples.AGENCY)
    assert signed.paragraph_format.space_before.pt >= 2 * 28
    page = pypdfium2.PdfDocument(write(samples.letter("P02"), "pdf"))[0].get_textpage()
    text = page.get_text_range()
    last = text.index("10-60000000", text.index("查询办理进度"))
    gap = page.get_charbox(last)[1] - page.get_charbox(text.index(samples.AGENCY, last))[3]
    assert gap >= 2 * 28  # points between the last line of the text and the top of the agency's name


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_name_with_a_character_outside_the_shipped_fonts_is_printed(fmt: str) -> None:
    letter = replace(samples.letter("L09"), recipient="王䶮")
    assert "王䶮：" in _plain(write(letter, fmt), fmt)


def test_a_character_that_no_font_holds_is_named_instead_of_printed_as_a_box() -> None:
    letter = replace(samples.letter("L09"), recipient=f"王䶮{_OUTSIDE}")
    with pytest.raises(WritingError, match=f"「{_OUTSIDE}」.*DOCX"):
        write(letter, "pdf")
    assert f"王䶮{_OUTSIDE}" in _plain(write(letter, "docx"), "docx")


def test_marks_of_markup_are_text() -> None:
    letter = samples.letter("L12")
    odd = replace(
        letter, paragraphs=(*letter.paragraphs, "检索“<a&b>”、#set、$x$、*强*、_下_、@甲、\\u{4e00}。")
    )
    for fmt in FORMATS:
        assert "<a&b>”、#set、$x$、*强*、_下_、@甲、\\u{4e00}。" in _plain(write(odd, fmt), fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_file_that_lost_a_paragraph_is_not_handed_out(fmt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = samples.letter("L09")
    short = write(replace(letter, paragraphs=letter.paragraphs[:-1]), fmt)
    layout = docx if fmt == "docx" else writing.pdf
    monkeypatch.setattr(layout, "render", lambda sheet: short)
    with pytest.raises(WritingError, match="没有生成文件"):
        write(letter, fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_file_that_mixed_up_its_paragraphs_is_not_handed_out(
    fmt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = samples.letter("L09")
    mixed = write(replace(letter, paragraphs=letter.paragraphs[::-1]), fmt)
    layout = docx if fmt == "docx" else writing.pdf
    monkeypatch.setattr(layout, "render", lambda sheet: mixed)
    with pytest.raises(WritingError, match="没有生成文件"):
        write(letter, fmt)


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="docx、pdf"):
        write(samples.letter("L09"), "odt")


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_envelope_has_both_addresses_and_postcodes(fmt: str) -> None:
    data = envelope(samples.SETTING, fmt)
    text = _plain(data, fmt)
    wanted = ("100001", "和平路18号", "王芳", "府前路1号", samples.AGENCY, "100000")
    assert [words for words in wanted if words not in text] == []
    if fmt == "pdf":
        assert _size_mm(data) == (220, 110)


def test_an_envelope_without_an_address_is_refused() -> None:
    with pytest.raises(LetterError, match="收件邮政编码"):
        envelope(replace(samples.SETTING, recipient_postcode=""), "pdf")


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_proof_of_service_names_the_letter_and_leaves_room_to_sign(fmt: str) -> None:
    data = service_record(
        samples.letter("L09"), samples.SETTING, fmt, way="邮寄送达", mail_number="EX000000000CN"
    )
    text = _plain(data, fmt)
    wanted = (samples.NUMBER, "不予公开决定书", "王芳", "邮寄送达", "EX000000000CN", "签收日期")
    assert [words for words in (*wanted, "受送达人的", "拒收情况和见证人") if words not in text] == []


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_application_form_asks_for_the_three_statutory_contents_and_for_no_purpose(fmt: str) -> None:
    text = _plain(application_form(samples.SETTING, fmt), fmt)
    assert [label for label in APPLICATION_FIELDS.values() if label not in text] == []
    assert [words for words in ("用途", "目的", "特殊需要") if words in text] == []
    filled = _plain(application_form(samples.SETTING, fmt, values={"applicant_name": "王芳"}), fmt)
    assert "王芳" in filled
    with pytest.raises(LetterError, match="purpose"):
        application_form(samples.SETTING, fmt, values={"purpose": "科研"})


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_register_form_keeps_what_is_not_known_empty(fmt: str) -> None:
    unknown = replace(samples.SETTING, submitted_on=None, dictated="")
    text = _plain(registration_form(unknown, fmt, day=date(2024, 9, 20)), fmt)
    assert "提交时间收到申请之日2024年9月20日" in text
    assert "是否代为填写登记人" in text
    unconfirmed = replace(unknown, received_on=None, due_on=None)
    text = _plain(registration_form(unconfirmed, fmt, day=date(2024, 9, 20)), fmt)
    assert "收到申请之日答复期限届满日申请人类型" in text


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    ("make", "row"),
    [
        (archive_catalogue, {"name": "答复书", "number": samples.NUMBER, "day": "2024-10-18", "pages": "3"}),
        (evidence_catalogue, {"name": "检索记录", "proves": "已尽检索义务", "origin": "案卷", "pages": "4"}),
    ],
)
def test_a_catalogue_lists_every_paper(make: Callable[..., bytes], row: dict[str, str], fmt: str) -> None:
    text = _plain(make([row] * 40, samples.SETTING, fmt), fmt)
    assert text.count(row["name"]) == 40
    assert "共40件" in text
    assert [value for value in row.values() if value not in text] == []
    with pytest.raises(LetterError, match="colour"):
        make([{**row, "colour": "红"}], samples.SETTING, fmt)
