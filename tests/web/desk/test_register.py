"""Does the register hold what the list shows, as real days and numbers, and is its leaving noted?"""

import io
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions
from gongkai_web.desk import register
from tests.people import answer
from tests.web.desk.conftest import DAY


def exported(client, query: str) -> list[list]:
    response = client.post(f"/office/register.xlsx?{query}")
    assert response.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_name("登记表").to_python()


def test_the_spreadsheet_holds_the_filtered_list_with_days_and_numbers(office, sign_in):
    head, *rows = exported(sign_in(office.town.li_qiang), "flag=late")
    assert head == [column.head for column in register.COLUMNS]
    (row,) = rows
    said = dict(zip(head, row, strict=True))
    assert said["登记号"] == office.denied.registry_number
    assert said["申请人"] == "王芳"
    assert said["收到日期"] == date(2024, 4, 1)
    assert said["答复日期"] == date(2024, 6, 20)
    assert said["所用工作日"] == office.denied.days_used > 20
    assert said["办理结果"] == "行政执法案卷"
    assert said["是否按期"] == "否"
    assert said["归档日期"] == ""


def test_what_was_replied_in_time_and_left_too_late_is_not_in_time(office, sign_in):
    actions.dispatch(case=replied_late(office), by=office.town.li_qiang, day=DAY, way="post", on_paper=True)
    head, *rows = exported(sign_in(office.town.li_qiang), "flag=late")
    said = {row[head.index("所需信息")]: row[head.index("是否按期")] for row in rows}
    assert said == {office.denied.title: "否", office.late.title: "否"}


def replied_late(office):
    """The reply is dated the last day of its term; nobody sent it."""
    return answer(office.town, office.late, office.late.due_on)


def test_the_spreadsheet_of_everything_has_a_row_a_case_in_order(office, sign_in):
    head, *rows = exported(sign_in(office.town.li_qiang), "")
    assert len(rows) == 10
    assert rows[0][head.index("所需信息")] == office.late.title
    assert office.other.title not in str(rows)


def test_no_identity_number_leaves_with_the_register(office, sign_in):
    given = actions.ApplicantGiven(
        "王芳", id_kind="resident_id", id_number="11010519491231002X", phone="13800000000"
    )
    actions.register_request(
        by=office.town.li_qiang, agency=office.town.district, day=DAY,
        given=actions.RequestGiven("counter", "natural_person", (given,), "户籍底册"),
    )  # fmt: skip
    said = str(exported(sign_in(office.town.li_qiang), ""))
    assert "户籍底册" in said
    assert "002X" not in said
    assert "13800000000" not in said


def test_a_title_that_looks_like_a_formula_stays_text(office, sign_in):
    actions.register_case(
        by=office.town.li_qiang, agency=office.town.district, day=DAY, channel="counter",
        applicant_kind="natural_person", applicant_name="=1+1", title="=HYPERLINK(\"x\")",
    )  # fmt: skip
    head, *rows = exported(sign_in(office.town.li_qiang), "")
    assert rows[-1][head.index("申请人")] == "=1+1"
    assert rows[-1][head.index("所需信息")] == '=HYPERLINK("x")'


def test_an_export_is_noted_with_who_by_which_filter_and_how_many(office, sign_in):
    exported(sign_in(office.town.li_qiang), "channel=fax&size=20")
    line = AuditLine.objects.order_by("position").last()
    assert (line.act, line.actor_name, line.agency_name) == (
        "desk.export_register",
        "李强",
        office.town.district.name,
    )
    assert line.detail == {"filter": {"channel": "fax"}, "count": 1}


def test_looking_at_the_printable_register_shows_the_same_cases(office, see):
    tree = see(office.town.li_qiang, "/office/register/?flag=on_time")
    numbers = [one.text_content() for one in tree.xpath('//tbody//th[@scope="row"]')]
    assert numbers == [office.granted.registry_number, office.older.registry_number]
    line = AuditLine.objects.order_by("position").last()
    assert (line.act, line.actor_name, line.detail) == (
        "desk.export_printed_register",
        "李强",
        {"filter": {"flag": "on_time"}, "count": 2},
    )


@pytest.mark.parametrize("name", ["MOST", "PRINTED"])
def test_too_long_a_register_says_how_to_narrow_it_and_is_not_noted(office, sign_in, monkeypatch, name):
    monkeypatch.setattr(register, name, 3)
    client, before = sign_in(office.town.li_qiang), AuditLine.objects.count()
    response = client.post("/office/register.xlsx") if name == "MOST" else client.get("/office/register/")
    assert "请按年度、机关或日期缩小范围" in response.content.decode()
    assert "共 0 件" not in response.content.decode()
    assert AuditLine.objects.count() == before


def test_the_supervisor_takes_the_registers_of_all_and_the_stranger_an_empty_one(office, sign_in):
    assert len(exported(sign_in(office.town.zhou_jie), "")) == 1 + 11
    assert len(exported(sign_in(office.town.stranger), "")) == 1
    assert len(exported(sign_in(office.town.he_jing), "")) == 1 + 1


def test_the_spreadsheet_goes_on_lying_paper_as_wide_as_it_is_with_its_head_on_each_page(office, sign_in):
    taken = sign_in(office.town.sun_li).post("/office/register.xlsx")
    with zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in names
    assert "登记表!$1:$1" in names
