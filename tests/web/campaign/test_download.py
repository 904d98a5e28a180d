"""What can be taken away, and does it say what the pages say?"""

import io

from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from gongkai.checking.rules import rules
from gongkai_web.annual.campaign import actions, downloads, sheet
from gongkai_web.annual.campaign.models import Decision, SubmittedFile
from gongkai_web.annual.campaign.results import report_of, results
from gongkai_web.annual.campaign.uploads import Upload
from gongkai_web.look.marks import STATES
from tests.law.formats import works
from tests.web.annual.test_file import JANUARY
from tests.web.campaign.reports import (
    COLUMN,
    NO_REPORT,
    ROW,
    as_json,
    faulty,
    file_page,
    judge,
    opened,
    sound,
    told,
    url,
    written,
)
from tests.web.look.trees import find, text

REASON = "=已电话核实"


def body(response):
    return response.content


def cells_of(finding):
    return [finding.suspect] if finding.suspect else finding.cells


def sides(finding):
    """Both sides of a sum as calamine gives them back: an empty cell is an empty text."""
    if finding.suspect:
        return [finding.right, int(finding.stated)]
    said = finding.to_json()
    return ["" if said[side] is None else said[side] for side in ("expected", "actual")]


def test_the_workbook_holds_one_row_a_finding_with_its_verdict(zhou_jie):
    files = {"差.json": as_json(faulty()), "好.json": as_json(sound(2023)), "食堂.txt": NO_REPORT}
    batch = opened(zhou_jie, files, title="2024/区直")
    judge(zhou_jie, SubmittedFile.objects.get(name="差.json"), COLUMN, "dismissed", REASON)
    response = zhou_jie.get(reverse("campaign:findings", args=[batch.pk]))
    assert response.headers["Content-Disposition"].startswith("attachment;")
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(response)))
    head, *found = book.get_sheet_by_name(sheet.FINDINGS).to_python()
    assert head == [label for label, _ in sheet.COLUMNS]
    expected = []
    for result in results(batch):
        ordered = [
            (f"{number}-{behind}" if behind else str(number), one)
            for number, (cause, following) in enumerate(result.causes, start=1)
            for behind, one in enumerate((cause, *following))
        ]
        for number, one in ordered:
            finding, name = one.finding, report_of(result.file).layout.name
            judged = [Decision(one.verdict.decision).label, one.verdict.reason] if one.verdict else ["", ""]
            expected.append(
                [
                    *(
                        result.file.name,
                        result.file.reporter,
                        result.file.year,
                        number,
                        rules()[finding.rule].sentence,
                    ),
                    STATES[finding.severity][1],
                    "、".join(map(name, cells_of(finding))),
                    "；".join(str(report_of(result.file).cells[cell]) for cell in cells_of(finding)),
                    *sides(finding),
                    *(finding.message, finding.source, *judged),
                ]
            )
    assert found == expected
    assert {"1", "1-1"} <= {row[3] for row in found}
    assert [row[4] for row in found if row[-2:] == ["不是问题", REASON]] == [rules()[COLUMN].sentence]
    assert rules()[ROW].sentence in [row[4] for row in found if row[-2:] == ["", ""]]
    unread = book.get_sheet_by_name(sheet.UNREAD).to_python()
    assert [row[:2] for row in unread[1:]] == [["食堂.txt", "读不出"]]


def test_the_workbook_repeats_what_the_unit_itself_wrote_into_the_cell(zhou_jie):
    made, cell = sound(2024), "table3.granted.total"
    made["table3"]["granted"]["total"] = None
    note = {"code": "unreadable-cell", "cell": cell, "stated": "3?", "inferred": None, "message": "读不出"}
    batch = opened(zhou_jie, {"差.json": as_json(made | {"notes": [note]})})
    response = zhou_jie.get(reverse("campaign:findings", args=[batch.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(response)))
    head, *found = book.get_sheet_by_name(sheet.FINDINGS).to_python()
    at = head.index("单位填的")
    assert "3?" in [row[at] for row in found]


def test_the_original_leaves_as_an_attachment_of_unknown_type_byte_for_byte(town, zhou_jie):
    batch = actions.open_batch(by=town.zhou_jie, agency=town.city, title="", day=JANUARY)
    page = b"<script>alert(1)</script>"
    actions.add_files(by=town.zhou_jie, batch=batch, uploads=[Upload('年报".html', page)], day=JANUARY)
    response = zhou_jie.get(url("original", SubmittedFile.objects.get()))
    assert body(response) == page
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_the_copy_of_a_word_file_carries_a_comment_for_each_finding_that_stands(zhou_jie, tmp_path):
    opened(zhou_jie, {"云溪区.docx": written(faulty(), tmp_path, ".docx")})
    file = SubmittedFile.objects.get()
    judge(zhou_jie, file, COLUMN, "dismissed", REASON)
    links = [link.get("href") for link in find(file_page(zhou_jie, file), ".after a")]
    assert url("annotated", file) in links
    comments = [
        comment.text for comment in Document(io.BytesIO(body(zhou_jie.get(url("annotated", file))))).comments
    ]
    for one in results(file.batch, [file])[0].judged:
        assert any(one.finding.message in comment for comment in comments) is not one.dismissed


def test_only_a_word_file_has_such_a_copy(zhou_jie):
    opened(zhou_jie, {"云溪区.docx": as_json(faulty())})
    file = SubmittedFile.objects.get()
    assert zhou_jie.get(url("annotated", file)).status_code == 404
    assert not any("批注" in text(link) for link in find(file_page(zhou_jie, file), ".after a"))


def test_where_the_bytes_are_gone_the_copy_says_so_and_tells_no_path(zhou_jie, tmp_path, settings):
    opened(zhou_jie, {"云溪区.docx": written(faulty(), tmp_path, ".docx")})
    file = SubmittedFile.objects.get()
    (settings.DATA / "review" / str(file.batch_id) / file.sha256).unlink()
    assert zhou_jie.get(url("original", file)).status_code == 404
    said = told(zhou_jie.get(url("annotated", file), follow=True))
    assert said == ["云溪区.docx：找不到这个文件；请核对路径。"]


def test_a_word_file_that_kills_its_reader_is_one_sentence_on_the_page(zhou_jie, tmp_path, monkeypatch):
    opened(zhou_jie, {"云溪区.docx": written(faulty(), tmp_path, ".docx")})
    file = SubmittedFile.objects.get()
    monkeypatch.setattr(downloads, "annotate", works.abort)
    (said,) = told(zhou_jie.get(url("annotated", file), follow=True))
    assert said.startswith("云溪区.docx：读这个文件时处理进程意外退出（SIGABRT）")
