"""Does every target say what the report says, and is nothing called written that is not?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.errors import WritingError
from gongkai.reading import read
from gongkai.render import SUFFIXES, UNREADABLE_MARK, remarks, rendered, text, write
from gongkai.report import ExtraRow, Section
from tests.law.render.reports import distinct, sound, with_blank, with_lost
from tests.samples import sample_files

pytestmark = pytest.mark.slow

FORMS = ("2019", "2021")
UNIT = "table2.centralized_procurement.procurement_unit"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("key", FORMS)
def test_a_report_with_all_cells_different_comes_back_equal(key, suffix, tmp_path):
    report, out = distinct(key), tmp_path / f"年报{suffix}"
    write(report, out)
    again = read(out)
    assert again.cells == report.cells
    assert (again.form, again.agency, again.year) == (report.form, report.agency, report.year)
    assert [section.heading for section in again.sections] == [s.heading for s in report.sections]
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("number", range(5))
def test_a_published_report_comes_back_equal(number, suffix, tmp_path):
    report, out = read(sample_files()[number]), tmp_path / f"年报{suffix}"
    write(report, out)
    again = read(out)
    assert again.cells == report.cells
    assert (again.agency, again.year) == (report.agency, report.year)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_blank_stays_blank_and_lost_stays_lost(suffix, tmp_path):
    report = with_blank(sound(), "table3.granted.natural_person")
    report = with_blank(report, "table3.carried_over_in.total", "/")
    report = with_blank(report, "table4.litigation_direct.pending")
    report = with_lost(report, "table3.denied_state_secret.total")
    report = with_lost(report, "table2.administrative_charges.amount_wan_yuan")
    out = tmp_path / f"年报{suffix}"
    write(report, out)
    again = read(out)
    assert again.cells == report.cells
    assert {note.cell: note.code for note in again.notes} == {note.cell: note.code for note in report.notes}


UNKNOWN_ROWS = {
    "two and three": (
        ExtraRow(2, "其他主动公开文件", (1, 0, 7)),
        ExtraRow(2, "其中网站公开", (Decimal("2.5"), -4)),
        ExtraRow(3, "其中网上提出的", (4, 3, 2, 1, 9, 8, 27)),
    ),
    "four": (ExtraRow(4, "其中上级机关受理的", (3, 1, 0, 2, 6)), ExtraRow(4, "其中一并要求赔偿的", (None,))),
    "four, as wide as its own row": (ExtraRow(4, "其中一并要求赔偿的", tuple(range(301, 316))),),
}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("rows", UNKNOWN_ROWS.values(), ids=list(UNKNOWN_ROWS))
@pytest.mark.parametrize("key", FORMS)
def test_rows_unknown_to_the_form_come_back(key, rows, suffix, tmp_path):
    report = with_blank(distinct(key, extra_rows=rows), "table4.litigation_direct.pending")
    out = tmp_path / f"年报{suffix}"
    write(report, out)
    again = read(out)
    assert set(again.extra_rows) == set(rows)
    assert again.cells == report.cells


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("unit", [None, "万元", "元", "亿元", "萬元", "/", "", "示范市财政局"])
def test_the_unit_of_an_amount_comes_back_as_it_stands(unit, suffix, tmp_path):
    report, out = distinct("2019", texts={} if unit is None else {UNIT: unit}), tmp_path / f"年报{suffix}"
    write(report, out)
    again = read(out)
    assert again.texts == report.texts
    assert again.cells == report.cells


def test_a_target_that_drops_the_unit_is_not_called_written(tmp_path, monkeypatch):
    monkeypatch.setitem(
        write.__globals__["TARGETS"],
        ".txt",
        lambda printed: text.render(printed).replace("（亿元）".encode(), b"", 1),
    )
    with pytest.raises(WritingError, match="表二「政府集中采购·单位」应为「亿元」，读回未写明"):
        write(distinct("2019", texts={UNIT: "亿元"}), tmp_path / "年报.txt")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_report_counted_from_records_gets_title_and_six_headings(suffix, tmp_path):
    out = tmp_path / f"年报{suffix}"
    write(sound(title=None, sections=()), out)
    again = read(out)
    assert (again.agency, again.year) == ("示范市档案馆", 2024)
    if suffix != ".json":
        assert [section.number for section in again.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".json"])
def test_a_lost_cell_is_explained_at_the_end(suffix, tmp_path):
    out = tmp_path / f"年报{suffix}"
    write(with_lost(sound(), "table3.granted.total"), out)
    assert "没有当作零" in read(out).sections[-1].text
    assert remarks(with_lost(sound(), "table3.granted.total"), suffix)[0].startswith("有 1 格读不出")


def test_a_target_that_drops_a_cell_is_not_called_written(tmp_path, monkeypatch):
    def careless(printed):
        return text.render(printed).replace(b"\t35\t", b"\t0\t", 1)

    monkeypatch.setitem(write.__globals__["TARGETS"], ".txt", careless)
    out = tmp_path / "年报.txt"
    out.write_text("昨天的", encoding="utf-8")
    with pytest.raises(WritingError, match="（一）予以公开·自然人」应为「35」，读回「0」"):
        write(distinct(), out)
    assert out.read_text(encoding="utf-8") == "昨天的"
    assert [path.name for path in tmp_path.iterdir()] == ["年报.txt"]


def test_a_target_that_drops_a_heading_is_not_called_written(tmp_path, monkeypatch):
    monkeypatch.setitem(
        write.__globals__["TARGETS"],
        ".txt",
        lambda printed: text.render(printed).replace("五、存在的主要问题及改进情况".encode(), b""),
    )
    with pytest.raises(WritingError, match="标题「五、存在的主要问题及改进情况」没有读回"):
        write(distinct(), tmp_path / "年报.txt")


def test_a_target_that_prints_another_year_is_not_called_written(tmp_path, monkeypatch):
    monkeypatch.setitem(
        write.__globals__["TARGETS"],
        ".txt",
        lambda printed: text.render(printed).replace(b"2024", b"2023", 1),
    )
    with pytest.raises(WritingError, match="年度应为 2024，读回 2023"):
        write(distinct(), tmp_path / "年报.txt")


def test_an_unknown_kind_of_file_is_one_sentence(tmp_path):
    with pytest.raises(WritingError, match=r"不会写「.odt」这种文件；可用：.docx、.pdf、.html"):
        write(distinct(), tmp_path / "年报.odt")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(WritingError, match="写不进去"):
        write(distinct(), tmp_path / "没有" / "年报.txt")


def test_a_title_that_names_another_agency_is_composed_anew(tmp_path):
    out = tmp_path / "年报.html"
    write(distinct(title="2024年政府信息公开工作年度报告"), out)
    assert read(out).title == "示范市档案馆2024年政府信息公开工作年度报告"


def test_signs_of_markup_in_the_text_stay_text():
    report = distinct()
    wild = Section(5, report.sections[4].heading, '甲 <b>&amp;</b> "乙" #let x = 1 *丙* $丁$ @戊 \x0b末。')
    report = replace(report, sections=(*report.sections[:4], wild, report.sections[5]))
    for suffix in (".docx", ".pdf", ".html", ".xlsx"):
        assert rendered(report, suffix)


def test_the_mark_of_a_lost_cell_is_what_the_readme_of_the_form_says():
    assert UNREADABLE_MARK == "〔读不出〕"


def test_a_long_name_of_an_agency_comes_back_from_a_pdf(tmp_path):
    name = "示范市临港高新技术产业开发区管理委员会自然资源和规划建设局"
    report = replace(sound(), agency=name, title=f"{name}2024年政府信息公开工作年度报告", year=2024)
    write(report, tmp_path / "年报.pdf")
    again = read(tmp_path / "年报.pdf")
    assert (again.agency, again.year) == (name, 2024)
