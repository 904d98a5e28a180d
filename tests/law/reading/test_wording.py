"""A row under another wording than the form's is read, and that is told; known variants are silent."""

from __future__ import annotations

import pytest

from gongkai.checking import check
from gongkai.reading import read, read_bytes
from gongkai.render import rendered
from gongkai.report import REWORDED
from tests.corpus_maker import cases
from tests.corpus_maker.figures import distinct
from tests.corpus_maker.in_columns import pdf_text, pdf_text_bare, pdf_to_markdown
from tests.corpus_maker.in_html import plain, spans
from tests.corpus_maker.in_text import cell_lines, markdown, tab_rows
from tests.corpus_maker.page import page, relabelled
from tests.law.render import reports
from tests.samples import sample_files

FIGURES = {form: distinct(form, 81) for form in ("2019", "2021")}


def _read(carrier, old: str = "", new: str = "", form: str = "2021"):
    sheet = relabelled(page(FIGURES[form]), lambda label: new if label == old else label)
    return read_bytes(carrier(sheet)[0].encode(), "report")


def _told(report) -> list[tuple[str, str]]:
    return [(str(note.cell), str(note.stated)) for note in report.notes if note.code == REWORDED]


@pytest.mark.parametrize("carrier", [tab_rows, markdown, cell_lines, plain, spans])
@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("（一）予以公开", "（一）应公众申请予以公开的", "table3.granted"),
        (
            "一、本年新收政府信息公开申请数量",
            "一、本年新收到的政府信息公开申请件数",
            "table3.new_received",
        ),
        ("4.保护第三方合法权益", "4.涉及第三方个人隐私和商业秘密", "table3.denied_third_party_rights"),
        ("3.危及“三安全一稳定”", "3.涉及“三安全一稳定”", "table3.denied_security_stability"),
        ("1.信访举报投诉类申请", "1.信访事项", "table3.not_processed_petition_complaint"),
        ("行政处罚", "行政处罚案件", "table2.administrative_penalty"),
    ],
)
def test_another_wording_is_read_and_told_with_both(carrier, old, new, row):
    report = _read(carrier, old, new)
    assert _told(report) == [(row, new)]
    assert {cell: str(value) for cell, value in report.cells.items()} == {
        cell: str(value) for cell, value in FIGURES["2021"].cells.items()
    }
    (finding,) = [found for found in check(report) if found.rule == "rows.reworded"]
    assert f"「{new}」与格式的「{old}」用语不同" in finding.message
    assert (finding.severity, finding.expected, finding.actual) == ("warning", old, new)
    assert finding.cells[0].startswith(row)


def test_a_label_cut_short_in_a_true_cell_is_another_wording():
    old = "5.要求行政机关确认或重新出具已获取信息"
    assert _told(_read(plain, old, "5.重新出具已获取信息")) == [
        ("table3.not_processed_reconfirmation", "5.重新出具已获取信息")
    ]
    assert _told(_read(cell_lines, old, "5.重新出具已获取信息")) == []  # there a line may be a piece of it


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（一）予以公开", "(一) 予以 公开"),
        ("（一）予以公开", "（一）予以公開"),
        ("（一）予以公开", "（一）予以公開(kāi)"),
        ("（一）予以公开", "予以公开"),
        ("（一）予以公开", "三、本年度办理结果（一）予以公开"),
        ("（一）予以公开", "（一）予以公开（含2018年前制作、依〔2021〕30号文公开的）"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "（二）部分公开（区分处理的，只计这一情况）",
        ),
        ("1.属于国家秘密", "（三）不予公开1、属于国家秘密"),
        ("3.危及“三安全一稳定”", "3.危及「三安全一稳定」"),
        ("2.其他法律行政法规禁止公开", "2.其他法律、行政法规禁止公开"),
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("5.属于三类内部事务信息", "5.属于三类内容事务信息"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费"),
        ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数"),
        ("行政规范性文件", "规范性文件"),
    ],
)
def test_what_published_reports_really_print_is_silent(old, new):
    for carrier in (plain, tab_rows):
        assert _told(_read(carrier, old, new)) == []


@pytest.mark.parametrize("carrier", [pdf_text, pdf_text_bare, pdf_to_markdown])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_label_broken_into_lines_is_silent(carrier, form):
    assert _told(_read(carrier, form=form)) == []


@pytest.mark.slow
def test_the_corpus_and_the_samples_are_silent():
    told = {case.name: _told(read_bytes(case.content, case.name)) for case in cases()}
    told |= {path.name: _told(read(path)) for path in sample_files()}
    assert {name: notes for name, notes in told.items() if notes} == {}


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".xlsx", ".txt"])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_report_of_this_platform_has_none(form, suffix):
    assert _told(read_bytes(rendered(reports.sound(form), suffix), f"年报{suffix}")) == []


def test_a_row_that_was_lost_is_not_said_to_be_read():
    sheet = relabelled(
        page(FIGURES["2021"]),
        lambda label: "（一）应公众申请予以公开的" if label == "（一）予以公开" else label,
    )
    row = next(row for row in sheet.three if row.ids[0].startswith("table3.granted."))
    text = tab_rows(sheet)[0]
    whole = "\t".join(row.values)
    assert text.count(whole) == 1
    for broken in ("\t".join(row.values[:5]), f"{row.values[1]}\t{row.values[3]}\t\t\t\t\t\t"):
        report = read_bytes(text.replace(whole, broken).encode(), "report")
        assert report.cells["table3.granted.total"] is None
        assert _told(report) == []
