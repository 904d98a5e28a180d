"""Does a standard catalogue come in row by row, go out as it came, and say how much of it is public?"""

import csv
import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from gongkai.publication.standard import standard_columns
from gongkai_web.audit import verify
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.catalogue import actions, queries, sheets
from gongkai_web.publishing.catalogue import content as kept
from gongkai_web.publishing.catalogue.figures import FULFILLED_ITEMS, STANDARD_FIELD, STANDARD_ITEMS
from gongkai_web.publishing.catalogue.models import StandardItem
from tests.web.catalogue.conftest import DAY
from tests.web.catalogue.second import looked_at

LATER = date(2025, 6, 2)
HEADS = [column.label for column in standard_columns().values()]
JOB = ["就业", "就业信息服务", "岗位信息发布", "岗位、地点", "《就业促进法》", "20个工作日", "区人社局",
       "■政府网站", "全社会", "主动", "县级"]  # fmt: skip
HELP = ["社会救助", "最低生活保障", "名单", "姓名", "《社会救助暂行办法》", "20个工作日", "区民政局",
        "政府网站、公示栏", "特定群众", "主动公开", "县级、乡级"]  # fmt: skip


def book(*rows, merged=()):
    """A workbook of these rows; `merged`: first row, last row and column of what is one cell."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet("目录")
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write_string(line, place, value)
        for top, bottom, place in merged:
            sheet.merge_range(top, place, bottom, place, rows[top][place])
    return buffer.getvalue()


def entered(town, *rows, day=DAY, merged=(), by=None, look=True):
    read = sheets.read_standard(book(HEADS, *rows, merged=merged), "目录.xlsx", day)
    came = actions.import_standard(
        by=by or town.li_qiang, agency=town.district, day=day, rows=read, name="目录.xlsx"
    )
    if look:
        looked_at(town, day)
    return came


def test_each_row_comes_in_and_what_is_wrong_with_one_is_told(town):
    wrong = [*JOB[:2], "培训", *JOB[3:5], "", *JOB[6:8], "本村", *JOB[9:]]
    came = entered(town, JOB, wrong, HELP, JOB)
    assert [one.came for one in came] == ["entered", "refused", "entered", "refused"]
    assert came[1].place == "工作表「目录」第 3 行"
    assert "「公开时限」没有填写" in came[1].said
    assert "本村" in came[1].said
    assert "前面已经有这个事项" in came[3].said
    found = list(queries.standard_on(town.district, DAY))
    assert [(one.field, one.second_level) for one in found] == [
        ("employment", "岗位信息发布"),
        ("social_assistance", "名单"),
    ]
    assert verify.verify().sound


def test_the_same_sheet_twice_makes_nothing_twice_and_a_better_one_changes_what_it_changes(town):
    entered(town, JOB, HELP)
    lines = AuditLine.objects.count()
    assert [one.came for one in entered(town, JOB, HELP)] == ["there", "there"]
    assert AuditLine.objects.count() == lines
    better = [*JOB[:5], "7个工作日", *JOB[6:]]
    assert [one.came for one in entered(town, better, day=LATER)] == ["changed"]
    assert StandardItem.objects.count() == 2
    assert StandardItem.objects.get(field="employment").time_limit == "7个工作日"
    assert verify.verify().sound


def test_what_is_merged_over_several_rows_holds_for_each(town):
    second = ["", "", "培训信息", *JOB[3:]]
    came = entered(town, JOB, second, merged=[(1, 2, 0), (1, 2, 1)])
    assert [one.title for one in came] == ["就业信息服务 岗位信息发布", "就业信息服务 培训信息"]


def test_a_csv_with_cells_left_empty_below_is_read_and_a_new_field_takes_nothing_over(town):
    rows = [HEADS, JOB, ["", "", "培训信息", *JOB[3:]], ["养老服务", "", "补贴", *JOB[3:]]]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    read = sheets.read_standard(text.getvalue().encode("utf-8-sig"), "目录.csv", DAY)
    assert [row.values["first_level"] for row in read] == ["就业信息服务", "就业信息服务", ""]
    assert [row.values["field"] for row in read] == ["就业", "就业", "养老服务"]
    assert [row.place for row in read] == ["第 2 行", "第 3 行", "第 4 行"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (book(["姓名", "电话"]), "没有找到事项标准目录的表头"),
        (book(HEADS[:6], JOB[:6]), "表头缺：公开主体、公开渠道和载体"),
        (b"%PDF-1.4\n", "事项标准目录可以导入"),
    ],
    ids=["another list", "columns missing", "another kind of file"],
)
def test_a_file_that_is_no_catalogue_says_why(data, words):
    with pytest.raises(Refused, match=words):
        sheets.read_standard(data, "目录", DAY)


def test_he_jing_enters_nothing_for_another_county(town):
    with pytest.raises(NotAllowed):
        entered(town, JOB, by=town.he_jing)
    assert not StandardItem.objects.exists()


def test_what_goes_out_comes_in_again_unchanged_and_no_cell_is_a_formula(town):
    entered(town, JOB, [*HELP[:3], "=1+1", *HELP[4:]])
    items = queries.standard_on(town.district, DAY)
    for data, name in ((sheets.workbook(items), "a.xlsx"), (sheets.comma_file(items), "a.csv")):
        read = sheets.read_standard(data, name, DAY)
        assert [row.values["second_level"] for row in read] == ["岗位信息发布", "名单"]
        assert [row.values["time_limit"] for row in read] == ["20个工作日", "20个工作日"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(sheets.workbook(items))).get_sheet_by_index(0)
    assert sheet.to_python()[2][4] == "=1+1"
    assert b"'=1+1" in sheets.comma_file(items)
    again = actions.import_standard(
        by=town.li_qiang,
        agency=town.district,
        day=DAY,
        rows=sheets.read_standard(sheets.workbook(items), "a.xlsx", DAY),
        name="a.xlsx",
    )
    assert [one.came for one in again] == ["there", "there"]


class Kept:
    """通知公告 holds one item."""

    def counts(self, *_):
        return {"notices": 1}


def test_an_empty_column_fulfils_nothing_and_everybody_is_led_to_a_full_one(seeded, column, monkeypatch):
    entered(seeded, JOB, HELP)
    job = StandardItem.objects.get(field="employment")
    given = {"by": seeded.li_qiang, "item": job, "day": LATER, "column": column("notices")}
    with pytest.raises(Refused, match="「通知公告」里还没有公开的信息，不能登记落实；请先公开"):
        actions.fulfil_standard(**given)
    monkeypatch.setattr(kept, "_made", lambda _: Kept())
    actions.fulfil_standard(**given)
    shown = Client().get(reverse("catalogue:public_standard", args=[seeded.district.slug])).content.decode()
    to = reverse("catalogue:public_column", args=[seeded.district.slug, column("notices").address])
    assert f'<a href="{to}">通知公告</a>' in shown


def test_the_rate_counts_what_is_public_and_follows_what_is_taken_back(seeded, column, monkeypatch):
    monkeypatch.setattr(kept, "_made", lambda _: Kept())
    entered(seeded, JOB, HELP)
    job = StandardItem.objects.get(field="employment")
    actions.fulfil_standard(by=seeded.li_qiang, item=job, day=LATER, column=column("notices"))
    assert [(one.field_name, one.percent) for one in queries.fulfilment(seeded.district, LATER)] == [
        ("就业", "100.0%"),
        ("社会救助", "0.0%"),
        ("", "50.0%"),
    ]
    assert queries.fulfilment(seeded.district, DAY)[-1].percent == "0.0%"
    year = Period.of_year(2025)
    assert (count(STANDARD_ITEMS, EVERYWHERE, year), count(FULFILLED_ITEMS, EVERYWHERE, year)) == (2, 1)
    assert count(STANDARD_ITEMS, EVERYWHERE, Period.of_year(2024)) == 0
    only = STANDARD_ITEMS.records(*(EVERYWHERE, year), only={STANDARD_FIELD: ["employment"]})
    assert list(only) == [job]
    actions.fulfil_standard(by=seeded.li_qiang, item=job, day=LATER)
    assert queries.fulfilment(seeded.district, LATER)[-1].done == 0
    with pytest.raises(Refused, match="理由"):
        actions.end_standard(by=seeded.li_qiang, item=job, day=LATER, reason="")
    actions.end_standard(by=seeded.li_qiang, item=job, day=LATER, reason="权责清单调整")
    assert queries.fulfilment(seeded.district, LATER)[-1].total == 1
    assert verify.verify().sound
    assert [one.came for one in entered(seeded, JOB, day=LATER)] == ["entered"]


class Empty:
    """Nothing is public any more."""

    def counts(self, *_):
        return {}


def test_what_stood_in_a_column_that_is_empty_since_counts_no_more_until_it_is_entered_anew(
    seeded, column, monkeypatch
):
    monkeypatch.setattr(kept, "_made", lambda _: Kept())
    entered(seeded, JOB, HELP)
    job = StandardItem.objects.get(field="employment")
    given = {"by": seeded.li_qiang, "item": job, "column": column("notices")}
    actions.fulfil_standard(**given, day=LATER)
    away = StandardItem.objects.get(field="social_assistance")
    actions.fulfil_standard(by=seeded.li_qiang, item=away, day=LATER, where="https://www.shifan.gov.cn/a")
    assert actions.note_all_emptied(LATER) == 0
    monkeypatch.setattr(kept, "_made", lambda _: Empty())
    since = date(2026, 1, 5)
    assert (actions.note_all_emptied(since), actions.note_all_emptied(since)) == (1, 0)
    rates = [queries.fulfilment(seeded.district, on)[-1].done for on in (LATER, since)]
    years = [count(FULFILLED_ITEMS, EVERYWHERE, Period.of_year(year)) for year in (2025, 2026)]
    assert (rates, years) == ([2, 1], [2, 1])
    public = Client().get(reverse("catalogue:public_standard", args=["yunxi"])).content.decode()
    assert "通知公告</a>" not in public
    monkeypatch.setattr(kept, "_made", lambda _: Kept())
    actions.fulfil_standard(**given, day=since)
    assert queries.fulfilment(seeded.district, since)[-1].done == 2
    assert verify.verify().sound


def test_an_item_changed_behind_the_actions_is_found(town):
    entered(town, JOB)
    StandardItem.objects.update(publisher="别的机关")
    assert not verify.verify().sound


# – pages


@pytest.fixture
def li_qiang(town):
    client = Client()
    client.force_login(town.li_qiang)
    return client


def test_li_qiang_brings_a_sheet_and_reads_what_came_of_each_row(seeded, li_qiang, column, monkeypatch):
    monkeypatch.setattr(kept, "_made", lambda _: Kept())
    wrong = [*JOB[:2], "培训", *JOB[3:9], "", *JOB[10:]]
    file = SimpleUploadedFile("目录.xlsx", book(HEADS, JOB, wrong))
    given = {"day": str(timezone.localdate()), "file": file}
    answer = li_qiang.post(reverse("catalogue:standard_enter", args=["yunxi"]), given)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "登记 1 行、没有登记 1 行" in page
    assert "等另一个人看过以后公开" in page
    looked_at(seeded, timezone.localdate())
    assert page.index("「公开方式」没有填写") < page.index("就业信息服务 岗位信息发布")
    listed = li_qiang.get(reverse("catalogue:standard", args=["yunxi"])).content.decode()
    assert "落实率 0.0%" in listed
    item = StandardItem.objects.get()
    told = {"day": given["day"], "column": column("notices").pk}
    fulfilled = reverse("catalogue:standard_fulfil", args=["yunxi", item.pk])
    assert "落实率 100.0%" in li_qiang.post(fulfilled, told, follow=True).content.decode()
    public = Client().get(reverse("catalogue:public_standard", args=["yunxi"])).content.decode()
    assert "《就业促进法》" in public
    ended = reverse("catalogue:standard_end", args=["yunxi", item.pk])
    li_qiang.post(ended, {"day": given["day"], "reason": "调整"})
    public = Client().get(reverse("catalogue:public_standard", args=["yunxi"])).content.decode()
    assert "《就业促进法》" not in public


def test_a_file_that_is_no_catalogue_is_refused_in_the_form(seeded, li_qiang):
    file = SimpleUploadedFile("名单.xlsx", book(["姓名", "电话"]))
    given = {"day": str(timezone.localdate()), "file": file}
    answer = li_qiang.post(reverse("catalogue:standard_enter", args=["yunxi"]), given)
    assert answer.status_code == 422
    assert "没有找到事项标准目录的表头" in answer.content.decode()


@pytest.mark.parametrize(("fmt", "status"), [("xlsx", 200), ("csv", 200), ("exe", 404)])
def test_the_public_takes_the_catalogue_away(town, fmt, status):
    entered(town, JOB)
    assert Client().get(reverse("catalogue:standard_file", args=["yunxi", fmt])).status_code == status
