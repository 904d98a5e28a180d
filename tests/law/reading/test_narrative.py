"""Reports up to 2018 had no statutory tables: they are named as such and read for their prose."""

from __future__ import annotations

import json

import jsonschema
import pytest

from gongkai.checking import check
from gongkai.cli import main
from gongkai.document import from_json, schema, to_json
from gongkai.errors import NotAReport
from gongkai.reading import read_bytes
from tests.corpus_maker.figures import distinct
from tests.corpus_maker.in_text import tab_rows, tables_missing
from tests.corpus_maker.page import page

TEXT = """示范县水务局2015年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》的要求，现将2015年度政府信息公开情况报告如下：
一、概述
2015年，示范县水务局完善组织，明确分工，按时更新公开目录。
二、主动公开政府信息的情况
2015年度主动公开政府信息62条，其中机构职能类12条，规划计划类50条。
三、依申请公开和不予公开情况
2015年收到政府信息公开申请3件，均已办结。
四、收费及减免情况
未收取检索、复印、邮寄等费用。
五、复议、诉讼和申诉情况
2015年度未发生复议、诉讼和申诉。
六、存在的主要问题
公开的内容还需进一步规范。
七、改进措施
加强培训。
八、其他需要说明的事项
没有。"""


def _read(text: str):
    return read_bytes(text.encode(), "水务局.txt")


def test_it_is_named_as_such_and_its_parts_are_read():
    report = _read(TEXT)
    assert report.narrative
    assert (report.agency, report.year) == ("示范县水务局", 2015)
    assert [section.number for section in report.sections] == list(range(1, 9))
    assert report.sections[1].heading == "二、主动公开政府信息的情况"
    assert report.notes[0].message == "2015 年度的报告没有法定表格（2019 年度起才有），只读了文字。"
    assert set(report.cells.values()) == {None}


def test_a_table_of_its_own_time_does_not_make_it_a_report_with_tables():
    table = "统计指标\t单位\t统计数\n行政复议数量\t件\t0\n行政诉讼数量\t件\t0\n规章\t件\t0"
    report = _read(TEXT.replace("八、其他", f"{table}\n八、其他"))
    assert report.narrative
    assert set(report.cells.values()) == {None}


def test_the_rules_of_the_form_are_not_asked_of_it_and_those_of_any_text_are():
    assert check(_read(TEXT)) == []
    found = check(_read(TEXT.replace("规划计划类50条", "规划计划类58条").replace("加强培训", "加强加强培训")))
    assert {"prose.parts_and_whole"} <= {finding.rule for finding in found}


def test_no_section_of_it_is_taken_for_the_section_on_problems_of_the_form():
    assert check(_read(TEXT.replace("2015年度未发生复议、诉讼和申诉。", "无。"))) == []


def test_the_command_reads_it_with_status_0_and_says_what_it_is(tmp_path, capsys):
    path = tmp_path / "水务局.txt"
    path.write_text(TEXT, encoding="utf-8")
    for command in ("read", "check"):
        assert main([command, str(path)]) == 0
        said = capsys.readouterr()
        assert "示范县水务局 2015 年度（2018 年度及以前的报告，没有法定表格），文字 8 部分" in said.out
        assert said.err == ""


def test_it_travels_as_a_document_without_a_form():
    report = _read(TEXT)
    document = json.loads(json.dumps(to_json(report)))
    assert document["form"] is None
    jsonschema.validate(document, schema())
    assert from_json(document) == report


@pytest.mark.parametrize(
    "text",
    [
        "示范县2015年政府信息公开工作年度报告\n示范县水务局2015年政府信息公开年度报告\n首页\n一、概述",
        "示范县召开2015年政府信息公开工作会议\n一、会议要求\n各单位认真落实信息公开的各项要求，按时更新公开目录。\n二、分工\n略。",
        "示范县水务局2015年工作总结\n一、概述\n全年完成供水工程十二处，解决饮水困难问题，信息公开及时。\n二、问题\n无。",
        TEXT.split("\n", maxsplit=1)[0],
    ],
)
def test_pages_that_are_no_report_stay_refused(text):
    with pytest.raises(NotAReport):
        _read(text)


def test_a_report_on_the_form_that_names_an_early_year_is_one_with_tables():
    text = tab_rows(page(distinct("2019", 5), year=2018))[0]
    report = _read(text)
    assert not report.narrative
    assert report.form == "2019"


def test_the_form_is_not_told_where_no_table_was_read():
    report = _read(tables_missing(page(distinct("2019", 6), year=2022))[0])
    assert report.form_told is False
    document = to_json(report)
    assert document["form"] is None
    assert from_json(document) == report
    assert [finding.rule for finding in check(report) if finding.rule == "form.year"] == []
