"""The five sample reports, in full: as they are, in other encodings, and as a web page."""

from __future__ import annotations

import html

import pytest

from gongkai.checking import check, worst
from gongkai.reading import read, read_bytes
from tests.samples import sample_files

KEY_FIGURES = {
    "000": {"table2.normative_documents.effective_count": 22, "table3.granted.total": 3},
    "001": {"table3.unavailable_not_held.natural_person": 21, "table4.reconsideration.total": 2},
    "002": {"table2.administrative_coercion.decision_count": 0, "table3.results_total.total": 0},
    "003": {
        "table2.normative_documents.repealed_count": 113,
        "table3.not_processed_reconfirmation.total": 0,
        "table3.results_total.legal_service_agency": 199,
        "table3.other_misc.natural_person": 74,
        "table4.reconsideration.pending": 1,
    },
    "004": {"table3.carried_over_out.total": 0, "table4.litigation_direct.total": 0},
}


@pytest.fixture(params=range(5))
def sample(request):
    return sample_files()[request.param]


def test_every_cell_of_a_sample_is_read(sample):
    report = read(sample)
    assert len(report.cells) == 200
    assert all(value is not None for value in report.cells.values())
    assert len(report.sections) == 6
    for cell, value in KEY_FIGURES[sample.name[:3]].items():
        assert report.cells[cell] == value, cell


def test_a_sample_is_sound(sample):
    assert worst(check(read(sample))) in {None, "note"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_another_encoding_holds_the_same_report(sample, encoding):
    text = sample.read_text(encoding="utf-8")
    report = read_bytes(text.encode(encoding), sample.name)
    assert report.cells == read(sample).cells


def test_a_web_page_of_the_same_tables_holds_the_same_report(sample):
    lines = []
    for line in sample.read_text(encoding="utf-8").splitlines():
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t"))
        lines.append(f"<table><tr>{cells}</tr></table>" if "\t" in line else f"<p>{html.escape(line)}</p>")
    page = "<html><body>" + "".join(lines).replace("</table><table>", "") + "</body></html>"
    assert read_bytes(page.encode(), "page.html").cells == read(sample).cells


def test_every_cell_says_where_it_was_read(sample):
    report = read(sample)
    assert set(report.places) == set(report.cells)
    place = report.places["table3.results_total.total"]
    assert (place.file, place.table) == (str(sample), 3)
