"""Does what 李强 prints look like an official document, and is it what was written?"""

from __future__ import annotations

import io
import itertools
import re
import statistics
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx as word
import pypdfium2
import pytest

from gongkai.errors import UsageError, WritingError
from gongkai.letters import (
    Letter,
    LetterError,
    application_form,
    archive_catalogue,
    docx,
    envelope,
    evidence_catalogue,
    letter_kinds,
    registration_form,
    service_record,
    write,
    writing,
)
from gongkai.letters.forms import APPLICATION_FIELDS
from gongkai.letters.measures import LINE_SIGNS, SIGN, seal_width, signature_lines
from gongkai.letters.sheet import heading_level, lead_of
from gongkai.letters.writing import text_of
from tests.law.letters import samples
from tests.law.render.wordprocessing import faults
from tests.samples import libre_office

pytestmark = pytest.mark.slow

FORMATS = ["docx", "pdf"]
_OUTSIDE = "\ue123"  # for private use: no font has it


def _plain(data: bytes, fmt: str) -> str:
    return "".join(text_of(data, fmt).split())


def _size_mm(data: bytes) -> tuple[int, int]:
    page = pypdfium2.PdfDocument(data)[0]
    return round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)


def test_the_page_is_that_of_gb_t_9704() -> None:
    document = word.Document(io.BytesIO(write(_of_length(5, 0, "remedy"), "docx")))
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


def test_the_red_head_is_that_of_a_letter() -> None:
    """信函格式 (GB/T 9704, 10.1): the name 30 mm from the edge, no number on page 1, lines of 170 mm."""
    page, second = pypdfium2.PdfDocument(write(_of_length(9, 0, "remedy"), "pdf", red_head=True))
    words = ["".join(one.get_textpage().get_text_range().split()) for one in (page, second)]
    assert ["—1—" in words[0], "—2—" in words[1]] == [False, True]
    name = page.get_textpage().get_charbox(0)
    assert (page.get_height() - name[3]) / 72 * 25.4 == pytest.approx(30, abs=2)
    number = page.get_textpage().get_text_range().index("号")
    right = page.get_textpage().get_charbox(number)[2] / 72 * 25.4
    assert right == pytest.approx(184, abs=2)
    document = word.Document(io.BytesIO(write(samples.letter("L09"), "docx", red_head=True)))
    section = document.sections[0]
    foot = section.first_page_footer.paragraphs[0]
    assert section.different_first_page_header_footer
    assert [one.text for one in section.first_page_footer.paragraphs] == ["", ""]
    frames = [one._p.pPr.find(docx.qn("w:framePr")) for one in (document.paragraphs[0], foot)]
    found = [[int(frame.get(docx.qn(f"w:{name}"))) for name in ("w", "x", "y")] for frame in frames]
    assert found == [[9638, 1134, 1701], [9638, 1134, 15704]]


def test_pages_are_numbered_and_the_signature_never_stands_alone() -> None:
    for code in ("P04", "P08", "L02", "L03", "L19"):
        document = pypdfium2.PdfDocument(write(samples.letter(code), "pdf"))
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
        assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
        last = samples.letter(code).attachment_lines
        words = (*samples.letter(code).paragraphs, *samples.letter(code).remedies, *last)
        signed = next(page for page in pages if page.count(samples.AGENCY) and "2024年10月18日" in page)
        assert any("".join(text.split())[-8:] in signed for text in words)


def _middle(page: pypdfium2.PdfPage, words: str) -> float:
    """Where the middle of the line stands that says only that, in points from the left edge."""
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found, words
    marks = [text.get_charbox(found[0]), text.get_charbox(found[0] + found[1] - 1)]
    return (marks[0][0] + marks[1][2]) / 2


@pytest.mark.parametrize(
    "agency", ["示范市人民政府", "示范市民政局", "示范市示范区住房和城乡建设与城市管理综合执法局"]
)
def test_agency_and_day_are_printed_centred_on_each_other(agency: str) -> None:
    """By the digits as the face has them, which are not half as wide as a character."""
    letter = replace(samples.letter("P04"), agency=agency)
    document = pypdfium2.PdfDocument(write(letter, "pdf"))
    last = document[len(document) - 1]
    assert _middle(last, agency) == pytest.approx(_middle(last, "2024年10月18日"), abs=1.5)


def test_the_red_line_is_a_double_one_with_white_between() -> None:
    """GB/T 9704, 10.1: looked at at 300 dpi, thick and thin above, thin and thick below."""
    page = pypdfium2.PdfDocument(write(samples.letter("L09"), "pdf", red_head=True))[0]
    picture = page.render(scale=300 / 72).to_pil().convert("RGB")
    column = [picture.getpixel((300, y)) for y in range(picture.height)]
    red = [red > 200 and green < 90 for red, green, _ in column]
    runs = [(value, len(list(run))) for value, run in itertools.groupby(red)]
    lines = [length for value, length in runs if value]
    gaps = [length for value, length in runs if not value]
    thick, thin, below, last = lines
    assert thick > 2 * thin
    assert last > 2 * below
    assert min(gaps[1], gaps[3]) >= 4


@pytest.mark.parametrize("fmt", FORMATS)
def test_an_address_in_a_letter_is_a_link_set_off_from_the_chinese(fmt: str) -> None:
    data = write(samples.letter("L09", by_internet=True), fmt)
    if fmt == "pdf":
        assert samples.URL.encode() in data
        assert b"/Subtype/Link" in data.replace(b" ", b"")
        return
    document = word.Document(io.BytesIO(data))
    (told,) = [one for one in document.paragraphs if samples.URL in one.text]
    assert [link.address for link in told.hyperlinks] == [samples.URL]
    assert f"通过 {samples.URL} 提交" in told.text


@pytest.mark.parametrize(
    ("agency", "second"),
    [
        (
            "示范市示范区住房和城乡建设与城市管理综合执法局（示范市示范区人民防空办公室）",
            "（示范市示范区人民防空办公室）",
        ),
        ("示范市示范区住房和城乡建设与城市管理和交通运输综合行政执法局", "市管理和交通运输综合行政执法局"),
    ],
)
@pytest.mark.parametrize("fmt", FORMATS)
def test_an_agency_too_long_for_a_line_signs_in_two_over_the_day(fmt: str, agency: str, second: str) -> None:
    assert signature_lines(agency) == (agency.removesuffix(second), second)
    assert seal_width(agency, "2024年10月18日") <= LINE_SIGNS
    assert agency in _plain(write(replace(samples.letter("L09"), agency=agency), fmt), fmt)


def test_the_seal_has_room_above_the_agency() -> None:
    document = word.Document(io.BytesIO(write(_of_length(5, 0, "remedy"), "docx")))
    signed = next(found for found in document.paragraphs if found.text == samples.AGENCY)
    line = document.styles["Normal"].paragraph_format.line_spacing.pt
    assert signed.paragraph_format.space_before.pt + line - SIGN >= 2 * 28  # a line is higher than its signs
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
    known = replace(unknown, registered="李强，2024年9月20日9时05分")
    text = _plain(registration_form(known, fmt, day=date(2024, 9, 20)), fmt)
    assert "登记人、登记时间李强，2024年9月20日9时05分" in text


def test_what_stands_above_a_catalogue_is_not_torn_apart_at_the_edge() -> None:
    agency, number, day = samples.AGENCY, "登记号：2024-0001", "收到申请之日：2024年9月20日"
    assert lead_of(agency, "", number) == f"{agency}　　{number}"
    assert lead_of("示范市云溪区人民政府办公室", number, day) == (
        f"示范市云溪区人民政府办公室　　{number}\n{day}"
    )
    office = replace(samples.SETTING, agency_name="示范市云溪区人民政府办公室", registry_number="2024-0001")
    printed = _pages(evidence_catalogue([], office, "pdf"))[0].splitlines()
    assert any(line.strip() == day for line in (part.replace(" ", "") for part in printed))


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


# – the Word document keeps the content models of ECMA-376


@pytest.mark.parametrize("code", list(letter_kinds()))
def test_every_letter_as_docx_keeps_the_models_of_the_standard(code: str) -> None:
    letter = samples.letter(code)
    assert list(faults(write(letter, "docx"))) == []
    if letter.layout == "letter":
        assert list(faults(write(letter, "docx", red_head=True))) == []


def test_cover_and_catalogues_as_docx_keep_them_as_well() -> None:
    rows = [{"name": "答复书", "pages": "3"}]
    for made in (
        envelope(samples.SETTING, "docx"),
        application_form(samples.SETTING, "docx"),
        archive_catalogue(rows, samples.SETTING, "docx"),
        evidence_catalogue(rows, samples.SETTING, "docx"),
    ):
        assert list(faults(made)) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("document", 'w:wrap="notBeside"', 'w:wrap="beside"', "framePr wrap='beside'"),
        ("document", 'w:hAnchor="page"', 'w:anchor="page"', "framePr anchor='page'"),
        ("document", 'w:val="thickThinSmallGap"', 'w:val="thickThin"', "bottom val='thickThin'"),
        ("document", "<w:titlePg/>", '<w:titlePg w:val="first"/>', "titlePg val='first'"),
        ("document", "<w:keepNext/>", '<w:jc w:val="left"/><w:keepNext/>', "pPr in the order"),
        ("styles", "<w:widowControl/>", "<w:widow/>", "pPr holds ['widow']"),
    ],
)
def test_a_word_that_the_standard_does_not_know_in_a_letter_is_noticed(
    part: str, old: str, new: str, told: str
) -> None:
    source = zipfile.ZipFile(io.BytesIO(write(samples.letter("L09"), "docx", red_head=True)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == f"word/{part}.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            archive.writestr(name, data)
    assert any(told in fault for fault in faults(buffer.getvalue()))


# – the seal never stands on a page without text (GB/T 9704-2012, 7.3.5.5)

_MORE = "申请内容涉及多个年度的材料，本机关逐件核对。"


def _of_length(more: int, attachments: int, last: str) -> Letter:
    """王芳's denial with `more` paragraphs in between: its end comes to stand anywhere on a page."""
    letter = samples.letter("L09")
    return replace(
        letter,
        paragraphs=(*letter.paragraphs, *[_MORE] * more),
        remedies=letter.remedies if last == "remedy" else (last,),
        attachments=tuple(f"分配方案附表第{number}册" for number in range(attachments)),
    )


def _beside_the_seal(page: str) -> str:
    """What stands on the page above agency and day; "-" where they are not on it."""
    words = re.sub(r"—[0-9]+—", "", "".join(page.split()))
    above, signature, _ = words.rpartition(f"{samples.AGENCY}2024年10月18日")
    return above if signature else "-"


LENGTHS = [
    (more, attachments, last)
    for last in ("remedy", "特此告知。")
    for attachments in (0, 2, 12, 40)
    for more in range(0, 22, 3 if attachments else 1)
]


@pytest.mark.parametrize("code", list(letter_kinds()))
def test_on_the_page_of_the_signature_stands_text(code: str) -> None:
    letter = samples.letter(code)
    if letter.layout == "letter":
        pages = _pages(write(letter, "pdf"))
        assert len(_beside_the_seal(pages[-1])) >= 28


@pytest.mark.parametrize(("more", "attachments", "last"), LENGTHS)
def test_wherever_the_end_comes_to_stand_the_seal_has_text_above_it(
    more: int, attachments: int, last: str
) -> None:
    pages = _pages(write(_of_length(more, attachments, last), "pdf"))
    assert len(_beside_the_seal(pages[-1])) >= 14, pages[-1]


# Without a list of enclosures, where every line counts, and with the longest.
ENDS = [one for one in LENGTHS if one[1] in (0, 40)]


@pytest.mark.parametrize("lengths", [ENDS, pytest.param(LENGTHS, marks=pytest.mark.long)], ids=len)
def test_a_word_processor_keeps_it_so(tmp_path: Path, lengths: list[tuple[int, int, str]]) -> None:
    """LibreOffice lays out the DOCX; the rule is the same."""
    made = {
        f"{more}-{attachments}-{last[:1]}": write(_of_length(more, attachments, last), "docx")
        for more, attachments, last in lengths
    }
    laid_out = _by_a_word_processor(made, tmp_path)
    assert [name for name, pages in laid_out.items() if len(_beside_the_seal(pages[-1])) < 14] == []


TWO_NAMES = "示范市云溪区人民政府自然资源和规划局（示范市云溪区林业和草原管理局）"


@pytest.mark.long
def test_nor_under_a_red_head_nor_over_two_lines_of_a_name_nor_in_any_letter(tmp_path: Path) -> None:
    letters = {code: samples.letter(code) for code in letter_kinds()}
    made = {code: one for code, one in letters.items() if one.layout == "letter"}
    for last in ("remedy", "特此告知。"):
        made |= {f"{more}-{last[:1]}": _of_length(more, 0, last) for more in range(0, 22, 2)}
    made |= {f"{name}-long": replace(one, agency=TWO_NAMES) for name, one in made.items() if "-" in name}
    laid_out = _by_a_word_processor(
        {name: write(one, "docx", red_head=True) for name, one in made.items()}, tmp_path
    )
    for name, pages in laid_out.items():
        seal = "".join((made[name].agency, "2024年10月18日"))
        words, found, _ = "".join(pages[-1].split()).rpartition(seal)
        assert found, name
        assert len(words) >= 24, (name, words)


@pytest.mark.long
@pytest.mark.parametrize("red_head", [False, True])
def test_where_a_docx_has_tighter_lines_they_save_its_last_page(tmp_path: Path, red_head: bool) -> None:
    """They are taken by the layout of the PDF; a word processor begins lower, which is reckoned with."""
    made = {
        f"{more}-{last[:1]}": write(_of_length(more, 0, last), "docx", red_head=red_head)
        for last in ("remedy", "特此告知。")
        for more in range(22)
    }
    tighter = {name: data for name, data in made.items() if _line_of(data) < 28.9}
    assert len(tighter) >= 3
    for name, pages in _by_a_word_processor(tighter, tmp_path).items():
        assert len(_beside_the_seal(pages[-1])) > 250, name


def _line_of(data: bytes) -> float:
    """How far the lines of a DOCX stand apart, in points."""
    spacing = word.Document(io.BytesIO(data)).styles["Normal"].paragraph_format.line_spacing
    return float(spacing.pt)


def _by_a_word_processor(made: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The pages of these DOCX files as LibreOffice lays them out, by name."""
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    program = libre_office()
    asked = [str(path) for path in folder.glob("*.docx")]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *asked]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    laid_out = {path.stem: _pages(path.read_bytes()) for path in folder.glob("*.pdf")}
    assert len(laid_out) == len(asked)
    return laid_out


def _pitch(data: bytes) -> float:
    """How far the lines of the first page stand from one another, in points."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    signs = [place for place in range(text.count_chars()) if text.get_text_range(place, 1) in "本机关"]
    heights = sorted({round(text.get_charbox(place, loose=True)[1], 1) for place in signs})
    apart = [round(above - below, 1) for below, above in itertools.pairwise(heights)]
    return statistics.mode(one for one in apart if one > 20)


def test_a_page_with_little_but_the_signature_is_saved_by_tighter_lines() -> None:
    """GB/T 9704, 7.3.5.5: the lines may stand closer, at most 24 on a page, and only where that saves it."""
    one_page, two_pages = (write(_of_length(more, 0, "remedy"), "pdf") for more in (1, 2))
    assert [len(_pages(made)) for made in (one_page, two_pages)] == [1, 2]
    assert _pitch(one_page) == pytest.approx(26.5, abs=0.2)
    assert _pitch(two_pages) == pytest.approx(28.95, abs=0.2)


def test_a_last_paragraph_is_parted_before_its_last_two_lines_and_none_of_it_is_lost() -> None:
    letter = _of_length(3, 0, "remedy")
    first, last = _pages(write(letter, "pdf"))
    remedy = letter.remedies[-1]
    over = _beside_the_seal(last)
    assert remedy.endswith(over)
    assert 28 < len(over) < len(remedy)
    assert remedy.removesuffix(over) in "".join(first.split())
    assert over[0] not in "，。；、）》"


def _pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def test_the_contact_stands_on_the_line_below_the_day() -> None:
    page = pypdfium2.PdfDocument(write(samples.letter("P02"), "pdf"))[0].get_textpage()
    text = page.get_text_range()
    day = page.get_charbox(text.rindex("2024 年 10" if "2024 年 10" in text else "2024年10"))
    note = page.get_charbox(text.rindex("联系电话"))
    assert day[1] - note[1] == pytest.approx(28.95, abs=3)


def test_headings_are_in_their_faces() -> None:
    document = word.Document(io.BytesIO(write(samples.letter("L03"), "docx")))
    heading = next(one for one in document.paragraphs if one.text == "一、予以公开的部分：")
    assert heading.runs[0].font.element.rPr.rFonts.get(docx.qn("w:eastAsia")) == "黑体"
    assert heading_level("（一）分配方案") == 2
    assert heading_level("一、本机关已经主动公开。现告知如下") == 0


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_long_address_keeps_the_cover_on_one_page(fmt: str) -> None:
    long = replace(
        samples.SETTING,
        recipient_address="示范省示范市示范区和平街道办事处长安社区和平路一百八十八号长青国际商务中心A座二十八层2801室",
        addressee="示范市长青建设有限公司第三工程项目部（示范区养老服务中心工地）",
    )
    data = envelope(long, fmt)
    assert "养老服务中心工地）收" in _plain(data, fmt)
    if fmt == "pdf":
        assert len(pypdfium2.PdfDocument(data)) == 1
        return
    foot = [one for one in word.Document(io.BytesIO(data)).paragraphs if one.text == samples.AGENCY]
    frame = foot[0]._p.pPr.find(docx.qn("w:framePr"))
    assert frame.get(docx.qn("w:yAlign")) == "bottom"
