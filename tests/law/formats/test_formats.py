"""Each format holds the same report: every figure comes back at its place, and so do title and sections."""

from __future__ import annotations

import pytest

from gongkai.checking import check
from gongkai.reading import read, read_bytes
from tests.law.formats import writers
from tests.law.formats.builders import HEADINGS, Written
from tests.law.formats.expect import assert_reads

pytestmark = pytest.mark.slow


def assert_whole(data: bytes, name: str, written: Written) -> None:
    report = read_bytes(data, name)
    assert_reads(report, written)
    assert report.title == written.title
    assert [section.heading for section in report.sections] == list(HEADINGS)
    assert written.prose[0] in report.sections[0].text.replace("\n", "")
    assert written.prose[5] in report.sections[5].text.replace("\n", "")


@pytest.mark.parametrize("write", [writers.as_docx, writers.as_xlsx, writers.as_html, writers.as_ofd])
def test_the_case_officer_finds_every_figure_of_a_report(write, report):
    assert_whole(write(report), f"年报.{write.__name__[3:]}", report)


def test_the_case_officer_finds_every_figure_of_a_pdf_with_ruled_tables(cjk_font, report):
    assert_whole(writers.as_pdf(report), "年报.pdf", report)


def test_the_case_officer_finds_every_figure_of_a_pdf_without_lines(cjk_font, report):
    assert_reads(read_bytes(writers.as_pdf(report, ruled=False), "年报.pdf"), report)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "pdf"])
def test_the_case_officer_finds_every_figure_of_what_libre_office_saved(
    libre_office, cjk_font, made_up, tmp_path, suffix
):
    assert_whole(
        writers.saved_as(libre_office, tmp_path, writers.as_docx(made_up), "docx", suffix), suffix, made_up
    )


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_the_case_officer_finds_every_figure_of_other_workbooks(libre_office, made_up, tmp_path, suffix):
    assert_whole(
        writers.saved_as(libre_office, tmp_path, writers.as_xlsx(made_up), "xlsx", suffix), suffix, made_up
    )


def test_a_sound_report_has_no_finding_in_any_format(made_up):
    for write in (writers.as_docx, writers.as_xlsx, writers.as_ofd):
        findings = check(read_bytes(write(made_up), "年报"))
        assert [finding.rule for finding in findings if finding.severity == "error"] == []


@pytest.mark.parametrize("name", ["年报.txt", "年报.pdf", "年报", "年报.zip"])
@pytest.mark.parametrize("write", [writers.as_docx, writers.as_xlsx, writers.as_html, writers.as_ofd])
def test_a_wrong_extension_does_not_matter(write, name, made_up, tmp_path):
    path = tmp_path / name
    path.write_bytes(write(made_up))
    assert_reads(read(path), made_up)


HEADS = {
    "Word": b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=x"\r\n',
    "Chrome": b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/"
    + b"a" * 3000
    + b"\r\nSubject: =?utf-8?Q?2024=E5=B9=B4?=\r\n =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\n"
    b"Date: Mon, 20 Jan 2025 09:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b'\ttype="text/html";\r\n\tboundary="=x"\r\n',
    "WPS": b'Content-Type: multipart/related; boundary="=x"\nMIME-Version: 1.0\n',
}


@pytest.mark.parametrize("program", HEADS)
def test_a_web_page_saved_as_one_file_is_read_whichever_program_saved_it(program, made_up):
    letter = (
        HEADS[program]
        + b"\r\n--=x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + writers.as_html(made_up)
        + b"\r\n--=x--\r\n"
    )
    assert_reads(read_bytes(letter, "年报.doc"), made_up)
