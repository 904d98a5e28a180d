"""登记簿: what does a damaged file do to the site? Nothing; it is one sentence on the page."""

from __future__ import annotations

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from gongkai import confined
from gongkai.reading.formats.sniff import Kind
from gongkai_web.imports import sheets
from tests.law.formats import ole
from tests.web.imports.registers import HEAD, OPEN, WANG

pytestmark = pytest.mark.slow

LINES = [",".join(row) for row in (HEAD, WANG, OPEN)]
# A quotation mark in 王芳's title that nobody closed: the rest of the file stands in her cell.
UNCLOSED = [LINES[0], LINES[1].replace("云溪路", '"云溪路'), LINES[2]]
WRONG_CSV = {
    "long": ("\n".join([*UNCLOSED, LINES[2] * 4_000]), "第 2 行起有一格超过 131072 个字"),
    "unclosed": ("\n".join(UNCLOSED), "第 2 行起有一格的引号没有成对"),
    "wide": ("\n".join([*LINES, "," * 1_000_000]), "第 4 行"),
}

# Laid out, the first is as large as 30 GB; over the second the library panics.
DAMAGED = {
    "huge": (ole.one_far_cell(60_000, 16_000), "内存超过 4096 MB"),
    "torn": (ole.cut_off(), "打不开：文件损坏或者加了口令"),
}


@pytest.mark.parametrize(("data", "why"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_register_is_one_sentence_on_the_page(town, data, why):
    client = Client()
    client.force_login(town.li_qiang)
    given = {"file": SimpleUploadedFile("登记簿.xls", data), "agency": town.district.pk}
    page = client.post(reverse("imports:import"), given)
    text = page.content.decode()
    assert page.status_code == 422
    assert "登记簿.xls" in text
    assert why in text


def test_the_workbook_is_opened_by_another_process():
    assert confined.call(os.getpid, name="a") != os.getpid()


@pytest.mark.parametrize(("data", "why"), DAMAGED.values(), ids=DAMAGED)
def test_the_command_says_the_same_sentence(town, tmp_path, data, why):
    path = tmp_path / "登记簿.xls"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=why):
        call_command("import_register", str(path), agency=town.district.slug)


def test_a_sound_workbook_of_the_old_format_is_read():
    (sheet,) = sheets.sheets(ole.one_far_cell(5, 3), "登记簿.xls", Kind.XLS)
    assert [len(row) for row in sheet.rows] == [4] * 6
    assert sheet.rows[5][3] == sheet.rows[0][0] == 1


@pytest.mark.parametrize(("text", "why"), WRONG_CSV.values(), ids=WRONG_CSV)
def test_a_wrong_csv_is_one_sentence_with_its_line(town, text, why):
    client = Client()
    client.force_login(town.li_qiang)
    given = {"file": SimpleUploadedFile("登记簿.csv", text.encode()), "agency": town.district.pk}
    page = client.post(reverse("imports:import"), given)
    assert page.status_code == 422
    assert "登记簿.csv" in page.content.decode()
    assert why in page.content.decode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_a_csv_of_any_line_end_is_read_and_by_another_process(end, monkeypatch):
    opened = []
    monkeypatch.setattr(
        sheets.confined, "call", lambda work, *given, **how: opened.append(how["name"]) or work(*given)
    )
    title = WANG[5] + '（5"管线）'  # a single mark inside a cell closes nothing and opens nothing
    text = end.join([*LINES, LINES[1].replace(WANG[5], title)])
    (table,) = sheets.read_register(text.encode(), "登记簿.csv").tables
    assert opened == ["登记簿.csv"]
    assert [row.cells["title"] for row in table.rows] == [WANG[5], OPEN[5], title]
