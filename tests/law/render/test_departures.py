"""What a document holds and a printed report has no place for is said, never called equal."""

import json
from datetime import date
from decimal import Decimal

import pytest

from gongkai.cli import main
from gongkai.document import from_json, to_json
from gongkai.prose.fees import find_fees
from gongkai.reading import read
from gongkai.render import write
from gongkai.report import Fees, Statement
from tests.law.render.reports import sound

OWN = "示范市档案馆关于2024年信息公开的报告"


def test_a_report_of_the_statutory_kind_is_written_with_nothing_left_out(tmp_path):
    assert write(sound(), tmp_path / "年报.txt") == ()


def test_a_title_that_stands_in_two_lines_is_no_other_title(tmp_path):
    agency = "示范市云溪区行政审批和政务信息管理局"
    title = f"{agency}2024年政府信息公开工作年度报告"
    assert write(sound(agency=agency, title=title), tmp_path / "年报.pdf") == ()


def test_a_title_that_does_not_tell_whose_report_it_is_is_written_otherwise_and_that_is_said(tmp_path):
    out = tmp_path / "年报.txt"
    assert write(sound(title=OWN), out) == (
        f"标题「{OWN}」写作「示范市档案馆2024年政府信息公开工作年度报告」",
    )
    assert read(out).title == "示范市档案馆2024年政府信息公开工作年度报告"


def test_a_title_of_its_own_is_kept_where_it_tells_agency_and_year(tmp_path):
    title = "示范市档案馆政府信息公开年报（2024年度）"
    out = tmp_path / "年报.txt"
    assert write(sound(title=title), out) == ()
    assert read(out).title == title


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"period": (date(2024, 1, 1), date(2024, 12, 20))}, "统计期间2024-01-01至2024-12-20没有写出"),
        (
            {"fees": Fees(3, Decimal(60), Decimal(30))},
            "信息处理费（收费通知3件、总金额60元、实际收取30元）正文里没有，没有写出",
        ),
        (
            {"statements": (Statement("cases.new_received", "total", "own", 7, 1, "7件"),)},
            "正文数字的记录有 1 处在正文里读不到",
        ),
        ({"sections": sound().sections[1:]}, "原报告没有「一、总体情况」，按格式补了标题"),
    ],
)
def test_everything_else_that_a_document_holds_is_said_too(changes, said, tmp_path):
    assert any(one.startswith(said) for one in write(sound(**changes), tmp_path / "年报.txt"))


def test_the_document_itself_holds_everything(tmp_path):
    report = sound(title=OWN, fees=Fees(3, None, None))
    out = tmp_path / "年报.json"
    assert write(report, out) == ()
    written = json.loads(out.read_text(encoding="utf-8"))
    assert to_json(from_json(written)) == to_json(report)
    # Whoever reads it believes its cells and its words; what these say of fees is worked out anew.
    assert read(out).fees == find_fees([section.text for section in report.sections])


def test_the_command_claims_no_more_than_is_so(tmp_path, capsys):
    write(sound(title=OWN), tmp_path / "年报.json")
    assert main(["write", str(tmp_path / "年报.json"), "--out", str(tmp_path / "年报.txt")]) == 0
    said = capsys.readouterr().out
    assert "读回与原报告一致" not in said
    assert f"标题「{OWN}」写作" in said
    assert main(["write", str(tmp_path / "年报.txt"), "--out", str(tmp_path / "又.txt")]) == 0
    assert "读回与原报告一致" in capsys.readouterr().out
