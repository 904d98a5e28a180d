"""Do items, past stock and registers come in from a table, each row once, and does a break lose nothing?"""

import csv
import io
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai.reading.formats.sheets import sheets
from gongkai.reading.formats.sniff import Kind
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.imports.models import ImportedRow, State, TableImport
from gongkai_web.imports.tables import actions, books
from gongkai_web.imports.tables.declared import Result
from gongkai_web.imports.tables.reading import as_day, head_of, rows_of
from gongkai_web.publishing.channels import actions as channels
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.registers.declared import registers
from gongkai_web.registers.sheet import workbook
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import DAY, furnish

HEAD = (
    "编号", "标题", "内容概述", "分类", "公开属性", "生成日期", "栏目", "领域", "公开渠道", "正文",
    "原发布日期", "来源", "转载自",
)  # fmt: skip


@pytest.fixture
def office(town):
    return furnish(town)


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def row(number, **changes):
    """A row that is in order."""
    plain = {
        "编号": f"旧-{number}",
        "标题": f"停车收费标准之{number}",
        "内容概述": "路内停车位的收费标准",
        "分类": "信息公开目录",
        "公开属性": "主动公开",
        "生成日期": "2015年6月1日",
        "栏目": "",
        "领域": "民生、养老保障",
        "公开渠道": "政府网站",
        "正文": "第一段。\n第二段 <不是标签>。",
        "原发布日期": "2015/6/8",
    }
    return {**plain, **changes}


def comma(*rows, head=HEAD) -> bytes:
    text = io.StringIO()
    lines = csv.DictWriter(text, head)
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()


def begin(office, data, table="items", **changes):
    given = {"by": office.li_qiang, "agency": office.district, "day": DAY, "name": "旧网站.csv", **changes}
    return actions.begin(table=table, data=data, **given)


def brought(office, *rows, **changes):
    return actions.run(begin(office, comma(*rows), **changes))


def came(found) -> list[tuple[str, str]]:
    return list(found.rows.values_list("key", "result"))


def test_what_comes_in_as_new_is_a_draft(office):
    found = brought(office, row(1), row(2))
    assert came(found) == [("旧-1", Result.MADE), ("旧-2", Result.MADE)]
    first = Edition.objects.select_related("item").order_by("pk").first()
    assert (first.stage, first.item.state, first.item.live_id) == (Stage.DRAFTING, "draft", None)
    assert not queries.live().exists()
    content = first.content
    assert content["body"] == "<p>第一段。</p>\n<p>第二段 &lt;不是标签&gt;。</p>"
    assert (content["item_class"], content["attribute"], content["formed_on"]) == (
        "catalogue",
        "proactive",
        "2015-06-01",
    )
    assert (content["fields"], content["channels"]) == (["livelihood", "elderly_care"], ["website"])
    assert set(first.item.fields.values_list("code", flat=True)) >= {"livelihood", "elderly_care"}
    assert verify().sound


def test_what_a_reposted_row_lacks_of_its_source_stands_in_its_report(office):
    found = brought(office, row(1, 来源="转载", 转载自="某某网"), row(2))
    reposted, own = found.rows.order_by("line")
    assert (reposted.result, own.result, own.sentence) == (Result.MADE, Result.MADE, "")
    assert reposted.sentence.startswith("已起草，送审以前还要改：转载的须注明")
    assert "「某某网」在" in reposted.sentence


def test_a_draft_from_a_table_is_reviewed_like_any_other(office):
    brought(office, row(1, 生成日期="2026-02-27", 原发布日期=""))
    edition = queries.under_way(Item.objects.get())
    with pytest.raises(Refused, match="不能发布"):
        items.publish(edition=edition, by=office.sun_li, day=DAY)
    items.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert verify().sound


def test_each_row_says_why_it_is_not_taken_and_the_others_come_in(office):
    found = brought(
        office,
        row(1, 公开属性="大家都看"),
        row(2, 生成日期="去年"),
        row(3, 编号=""),
        row(4, 标题="长" * 301),
        row(5, 领域="天文"),
        row(6),
    )
    said = dict(found.rows.values_list("line", "sentence"))
    assert "「公开属性」没有「大家都看」；可用：主动公开、依申请公开、不予公开。" in said[2]
    assert "不是日期" in said[3]
    assert "没有键" in said[4]
    assert "最多 300 字" in said[5]
    assert "「领域」没有「天文」" in said[6]
    assert Item.objects.count() == 1


def test_the_same_rows_again_are_there_and_change_nothing(office):
    brought(office, row(1), row(2))
    again = brought(office, row(1), row(2, 标题="改过的标题"), row(3))
    assert came(again) == [("旧-1", Result.THERE), ("旧-2", Result.THERE), ("旧-3", Result.MADE)]
    said = dict(again.rows.values_list("key", "sentence"))
    assert said["旧-1"] == ""
    assert "没有改动" in said["旧-2"]
    assert Item.objects.count() == 3
    assert not Item.objects.filter(title="改过的标题").exists()


def test_a_key_that_stands_twice_in_one_file_comes_in_once(office):
    found = brought(office, row(1), row(1))
    assert [result for _, result in came(found)] == [Result.MADE, Result.THERE]
    assert Item.objects.count() == 1


def test_past_stock_comes_into_its_batch(office, sign_in):  # noqa: F811
    batch = items.begin_batch(
        by=office.li_qiang, agency=office.district, day=DAY, title="旧网站", reason="旧网站迁移"
    )
    with pytest.raises(Refused, match="请选择登记到本机关的哪一个批次"):
        begin(office, comma(row(1)), table="stock")
    rows = (row(1), row(2, 原发布日期=""))
    found = actions.run(begin(office, comma(*rows), table="stock", batch=batch))
    assert [result for _, result in came(found)] == [Result.MADE, Result.REFUSED]
    assert Item.objects.get().batch == batch
    page = sign_in(office.li_qiang).get(reverse("imports:table", args=[found.pk])).content.decode()
    assert reverse("items:batch", args=[batch.pk]) in page
    assert not queries.live().exists()
    assert verify().sound


def test_nobody_brings_a_table_to_an_agency_where_they_do_not_write(office):
    for person in (office.stranger, office.he_jing, office.zhou_jie):
        with pytest.raises(NotAllowed):
            begin(office, comma(row(1)), by=person)
    assert not TableImport.objects.exists()


def test_the_preview_writes_nothing(office):
    found = begin(office, comma(row(1), row(2, 公开属性="?")))
    assert [one.result for one in actions.preview(found)] == [Result.MADE, Result.REFUSED]
    assert not Item.objects.exists()
    assert not ImportedRow.objects.exists()


class Killed(BaseException):
    """As if the process had been killed in the midst of a step."""


def test_an_import_that_breaks_off_goes_on_behind_what_is_entered(office, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    data, original, entered = (
        comma(*(row(number) for number in range(7))),
        ImportedRow.objects.bulk_create,
        [],
    )

    def breaks(rows):
        kept = original(list(rows))
        entered.extend(kept)
        if len(entered) > 4:
            raise Killed
        return kept

    monkeypatch.setattr(ImportedRow.objects, "bulk_create", breaks)
    with pytest.raises(Killed):
        actions.run(begin(office, data))
    assert Item.objects.count() == 4
    monkeypatch.setattr(ImportedRow.objects, "bulk_create", original)
    found = begin(office, data)
    assert (TableImport.objects.count(), found.done) == (1, 4)
    actions.run(found)
    assert Item.objects.count() == 7
    assert [result for _, result in came(found)] == [Result.MADE] * 7
    assert verify().sound


def test_a_second_process_at_the_same_file_is_told_and_repeats_nothing(office):
    first = begin(office, comma(row(1), row(2)))
    second = begin(office, comma(row(1), row(2)))
    assert first == second
    actions.run(first)
    with pytest.raises(Refused):
        actions.run(second)
    assert ImportedRow.objects.count() == 2


def test_of_two_processes_in_the_middle_of_a_file_the_one_behind_enters_nothing(office):
    behind = begin(office, comma(row(1), row(2)))
    TableImport.objects.filter(pk=behind.pk).update(done=1)
    with pytest.raises(Refused, match="正由另一个进程导入"):
        actions.run(behind)
    assert not ImportedRow.objects.exists()
    assert not Item.objects.exists()


def test_a_hundred_rows_ask_as_often_as_ten(office):
    def asked(*numbers) -> int:
        found = begin(office, comma(*(row(one) for one in numbers)))
        with CaptureQueriesContext(connection) as queries_:
            actions.run(found)
        return len(queries_)

    asked("a")
    few = asked(*range(10))
    # SQLite takes a limited number of values in one statement.
    assert asked(*range(100, 200)) <= few + 8


def test_a_csv_of_gb18030_and_one_with_other_columns_are_read(office):
    data = comma({**row(1), "备注": "旧站"}, head=(*HEAD, "备注")).decode().encode("gb18030")
    columns = actions.table_of("items").columns(DAY)
    head = head_of(data, "旧.csv", columns)
    assert head.unknown == ("备注",)
    (found,) = rows_of(data, "旧.csv", head)
    assert (found.line, found.cells["title"]) == (2, "停车收费标准之1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b\n1,2\n", "没有认得的列名"),
        ("标题,分类\n甲,概况类\n".encode(), "的表头缺：编号、公开属性"),
        (comma(), "下面没有可以导入的行"),
        (b"%PDF-1.4\n", "可以导入 CSV、XLSX"),
    ],
    ids=["no head", "columns missing", "no rows", "another kind of file"],
)
def test_a_file_that_is_none_says_what_is_missing(office, data, said):
    with pytest.raises(Refused, match=said):
        begin(office, data)


def test_days_are_read_as_people_write_them():
    for text in ("2026-1-31", "2026/01/31", "2026.1.31", "2026年1月31日", " 2026-01-31 "):
        assert as_day(text) == "2026-01-31"
    assert (as_day("2026-2-30"), as_day("月底")) == ("2026-2-30", "月底")


def test_the_template_is_read_back_and_its_sample_is_not_a_row(office):
    for code, table in actions.tables().items():
        data, columns = books.template(table, DAY), table.columns(DAY)
        head = head_of(data, "模板.xlsx", columns)
        assert list(head.places) == [one.key for one in columns], code
        assert list(rows_of(data, "模板.xlsx", head)) == []


def test_the_report_has_a_line_for_each_row(office):
    found = brought(office, row(1), row(2, 公开属性="?"))
    (sheet,) = sheets(books.report(found), "结果.xlsx", Kind.XLSX)
    assert [list(line)[:3] for line in sheet.rows] == [
        ["行", "编号", "结果"],
        ["2", "旧-1", "登记"],
        ["3", "旧-2", "没有登记"],
    ]
    assert "没有「?」" in str(sheet.rows[2][3])


SAID = {"AMOUNT": "1.5", "ADDRESS": "https://www.example.gov.cn/a", "DAY": "2026-03-01", "NUMBER": "3"}


def filled(register, office, blanks=None) -> dict[str, str]:
    """The blanks of its form – else those that are named – with something that it takes."""
    found = {}
    for one in blanks or register.at_once:
        words = list(one.words(DAY).values()) if one.words else []
        if one.rows:
            words = sorted(map(str, one.rows(office.district, DAY)))  # the site first
        found[one.label] = words[0] if words else SAID.get(one.takes.name, "说明")
    return found


# Points go with a result and an indicator of theirs: tests/web/inspection/test_pages.py.
LEFT_OUT = {"hand-checks": {"扣分或者加分"}}


def test_every_register_that_was_taken_out_comes_in_again_once_with_every_blank(office):
    for channel, name in (("website", "云溪区人民政府"), ("wechat", "云溪发布")):
        about = {"by": office.li_qiang, "agency": office.district, "day": date(2020, 1, 1), "today": DAY}
        channels.open_outlet(**about, channel=channel, name=name)
    # What names an entry of another register comes behind it.
    for code, register in sorted(registers().items(), key=lambda one: any(b.rows for b in one[1].blanks)):
        table = actions.table_of(f"register-{code}")
        left_out = LEFT_OUT.get(code, set())
        blanks = [one for one in register.blanks if one.label not in left_out]
        line = {register.day: "2026-03-01", **filled(register, office, blanks)}
        first = actions.run(begin(office, comma(line, head=list(line)), table=table.code))
        assert [(one.result, one.sentence) for one in first.rows.all()] == [(Result.MADE, "")], code
        book = workbook(register, register.model.objects.all())
        heads, cells = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        written = dict(zip(heads, cells, strict=True))
        assert [one.label for one in blanks if written[one.label] in {"", None}] == [], code
        again = actions.run(begin(office, book, table=table.code, name="台账.xlsx"))
        assert [one.result for one in again.rows.all()] == [Result.THERE], (code, again.rows.get().sentence)
        assert register.model.objects.count() == 1


@pytest.fixture
def exercise(office):
    """A file of one exercise as it was entered, before its results came."""
    line = {"日期": "2026-03-01", **filled(registers()["exercises"], office)}

    def comes(**changes):
        rows = changes.pop("rows", 1)
        whole = {**line, "合格人数": "", **changes}
        data = comma(*[whole] * rows, head=list(whole))
        found = actions.run(begin(office, data, table="register-exercises"))
        return [(one.result, one.sentence) for one in found.rows.all()]

    return comes


def test_what_was_filled_in_later_doubles_no_row_and_is_not_lost(office, exercise):
    register = registers()["exercises"]
    assert exercise() == [(Result.MADE, "")]
    ((result, said),) = exercise(合格人数="3")  # the file was gone on with, the register was not
    assert (result, said) == (Result.MADE, "已有同样的一条，补填了「合格人数」。")
    assert exercise() == [(Result.THERE, "已有同样的一条。")]  # the old file, after the filling in
    ((result, said),) = exercise(合格人数="2")
    assert result == Result.REFUSED
    assert "只有「合格人数」写的不同，分不出是不是同一件" in said
    assert [one.passed for one in register.model.objects.all()] == [3]
    assert verify().sound


def test_the_same_row_twice_in_a_file_is_told(office, exercise, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    first, *others = exercise(rows=3)
    assert first == (Result.MADE, "")
    told = "和本文件第 2 行是同一条，只登记一次。已有同样的一条。"
    assert others == [(Result.THERE, told)] * 2
    assert registers()["exercises"].model.objects.count() == 1


@pytest.mark.parametrize(
    ("column", "said", "sentence"),
    [
        ("作废", "是", "这一行已经作废，不导入。"),
        ("机关", "示范市青石县人民政府", "这一行是示范市青石县人民政府的，不是"),
    ],
)
def test_a_void_row_and_one_of_another_agency_are_not_entered(office, column, said, sentence):
    register = registers()["reported-up"]
    line = {register.day: "2026-03-01", **filled(register, office), column: said}
    found = actions.run(begin(office, comma(line, head=list(line)), table="register-reported-up"))
    (came_of,) = found.rows.all()
    assert (came_of.result, came_of.sentence[: len(sentence)]) == (Result.REFUSED, sentence)
    assert not register.model.objects.exists()


def test_the_page_takes_a_table_tries_it_and_enters_it_behind(office, sign_in):  # noqa: F811
    client = sign_in(office.li_qiang)
    file = io.BytesIO(comma(row(1), row(2, 公开属性="?")))
    file.name = "旧网站.csv"
    address = reverse("imports:tables")
    assert "模板" in client.get(address).content.decode()
    sent = client.post(address, {"table": "items", "agency": office.district.pk, "file": file})
    assert sent.status_code == 302, sent.content.decode()
    page = client.get(sent.url).content.decode()
    assert "登记 1 行、没有登记 1 行" in page
    assert not Item.objects.exists()
    client.post(sent.url)
    found = TableImport.objects.get()
    actions.run(found)
    page = client.get(sent.url).content.decode()
    assert "停车" in Item.objects.get().title
    assert reverse("items:item", args=[Item.objects.get().pk]) in page
    answer = client.get(reverse("imports:table_report", args=[found.pk]))
    assert answer.headers["Content-Type"].endswith("sheet")
    assert found.rows.count() == 2


WHO = ("anonymous", "li_qiang", "zhou_jie", "he_jing", "stranger")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("tables", (302, 200, 200, 200, 403)),  # who supervises brings the registers of oversight
        ("table_template", (302, 200, 404, 200, 403)),
        ("table", (302, 200, 404, 404, 404)),
        ("table_report", (302, 200, 404, 404, 404)),
    ],
)
def test_who_gets_what_of_an_import(office, sign_in, name, wanted):  # noqa: F811
    found = begin(office, comma(row(1)))
    arguments = {"tables": [], "table_template": ["items"]}.get(name, [found.pk])
    address = reverse(f"imports:{name}", args=arguments)
    clients = [Client(), *(sign_in(getattr(office, one)) for one in WHO[1:])]
    assert tuple(client.get(address).status_code for client in clients) == wanted
    if name in ("table", "table_report"):
        assert clients[1].get(reverse(f"imports:{name}", args=[99999])).status_code == 404


def test_the_command_brings_a_table_and_says_what_is_wrong(office, tmp_path, capsys):
    file, result = tmp_path / "旧网站.csv", tmp_path / "结果.xlsx"
    file.write_bytes(comma(row(1), row(2, 公开属性="?")))
    given = ["import_table", str(file), "--table", "items", "--agency", "yunxi", "--by", "liqiang"]
    call_command(*given, "--dry-run")
    assert not Item.objects.exists()
    with pytest.raises(CommandError, match="1 行没有登记"):
        call_command(*given, "--report", str(result))
    assert "共 2 行：登记 1，没有登记 1" in capsys.readouterr().out
    assert result.read_bytes().startswith(b"PK")
    with pytest.raises(CommandError, match="没有代号为「nowhere」的机关"):
        call_command(*given[:5], "nowhere", *given[6:])


@pytest.mark.slow
def test_a_process_that_is_killed_has_lost_and_repeated_nothing(tmp_path):
    """On a site of its own: killed after its first hundred rows, and run again."""
    environment = {**os.environ, "GONGKAI_DATA": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    environment.pop("GONGKAI_DATABASE_URL", None)
    script = tmp_path / "run.py"
    file = tmp_path / "旧网站.csv"
    file.write_bytes(comma(*(row(number) for number in range(450))))
    script.write_text(
        "import os, sys, django\n"
        "os.makedirs(os.path.join(os.environ['GONGKAI_DATA'], 'static'), exist_ok=True)\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'gongkai_web.settings'\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "if sys.argv[1] == 'found':\n"
        "    call_command('migrate', verbosity=0)\n"
        "    from tests.people import found_town\n"
        "    from tests.web.items.written import furnish\n"
        "    furnish(found_town())\n"
        "else:\n"
        "    from gongkai_web.imports.tables import actions\n"
        "    inner = actions._enter\n"
        "    def told(found, some):\n"
        "        inner(found, some)\n"
        "        print(found.done, flush=True)\n"
        "    actions._enter = told\n"
        f"    whose = ['--table', 'items', '--agency', 'yunxi', '--by', 'liqiang']\n"
        f"    call_command('import_table', {str(file)!r}, *whose)\n"
        "    from gongkai_web.audit.verify import verify\n"
        "    from gongkai_web.publishing.items.models import Item\n"
        "    keys = Item.objects.values('entry_key').distinct().count()\n"
        "    print('items', Item.objects.count(), keys, verify().sound)\n"
    )
    command = [sys.executable, str(script)]
    subprocess.run([*command, "found"], env=environment, check=True)
    with subprocess.Popen([*command, "run"], env=environment, stdout=subprocess.PIPE, text=True) as first:
        while first.stdout.readline().strip() != "200":
            assert first.poll() is None
        first.send_signal(signal.SIGKILL)
    again = subprocess.run([*command, "run"], env=environment, check=True, capture_output=True, text=True)
    assert "共 450 行：登记 450" in again.stdout
    assert "items 450 450 True" in again.stdout
    # The second hundred counts or not, as it was killed after or before it was written; the first does.
    assert again.stdout.split()[0] in ("200", "300", "400")


def test_an_import_that_is_done_keeps_no_file(office):
    found = brought(office, row(1))
    assert found.state == State.DONE
    with pytest.raises(Refused, match="已经不在了"):
        actions.preview(found)
    assert date(2026, 3, 2) == found.day
