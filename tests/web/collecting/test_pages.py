"""What do people see and press? 周洁 collects for the city, 李强 for 云溪区, 黄平 hands in by a link."""

import io
import re
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web.annual.actions import hand_over, release_report
from gongkai_web.annual.campaign.collecting import actions, queries, work
from gongkai_web.annual.campaign.collecting.models import Campaign, Submission, Unit
from gongkai_web.annual.campaign.collecting.pages.work import line, work_rows
from gongkai_web.annual.campaign.collecting.words import State
from gongkai_web.annual.campaign.collecting.work import Task
from tests.people import answer, receive
from tests.web.annual.test_file import ENTERED, enter, file_it
from tests.web.campaign.reports import NO_REPORT, as_json, faulty, signed_in, titled, tree_of
from tests.web.collecting.lists import BUREAU, COUNTY, DISTRICT, SCHOOL, campaign_of, hand_in, standing
from tests.web.collecting.lists import report_of as report_by
from tests.web.look.trees import find, text

TODAY = timezone.localdate()
YEAR = 2024
LIST = f"""单位名称\t单位类型\t由谁汇总\t原名称
示范市云溪区人民政府办公室
示范市云溪区自然资源局\t\t示范市云溪区人民政府办公室
{SCHOOL}\t法律、法规授权的组织\t示范市云溪区人民政府办公室\t云溪区第二学校；云溪小学
"""


def at(name, *args):
    return reverse(f"collecting:{name}", args=args)


def said(response):
    return [text(item) for item in find(tree_of(response), ".messages li")]


def errors(response):
    assert response.status_code == 422, response.status_code
    return re.findall(r"<li>(?:<a[^>]*>[^<]*</a>：)?([^<]*)</li>", response.content.decode())


def errors_of(response):
    """What stands beside the fields of a form that was not taken."""
    assert response.status_code == 422, response.status_code
    return [text(one) for one in find(html.document_fromstring(response.content.decode()), ".field .error")]


def row_of(client, campaign, name, **query):
    """The cells of the row of that unit on the board."""
    tree = tree_of(client.get(at("board", campaign.pk), query))
    found = [[text(cell) for cell in row.xpath("./th|./td")] for row in find(tree, "table.board tbody tr")]
    return next((row for row in found if row[0] == name), None)


def sent_by_link(code, what, **fields):
    return Client().post(at("outside", code), {"what": what, **fields}, follow=True)


def file_of(made, name="年报.json"):
    return SimpleUploadedFile(name, as_json(made))


def todo(person, campaign):
    return work.work(person, TODAY, [(campaign,)])


@pytest.fixture
def zhou_jie(town):
    return signed_in(town.zhou_jie)


@pytest.fixture
def li_qiang(town):
    return signed_in(town.li_qiang)


def opened(town):
    """The reports of 2024, long after they were due."""
    campaign, units = campaign_of(town, year=YEAR)
    return campaign, units


def link_of(client, unit):
    """The code of a new link, as it is shown once."""
    until = TODAY.replace(year=TODAY.year).isoformat()
    page = client.post(at("keys", unit.pk), {"until": until}).content.decode()
    return re.search(r"<code>[^<]*/reports/hand-in/([^/<]+)/</code>", page)[1]


def test_a_campaign_is_opened_and_its_list_is_pasted_from_a_spreadsheet(town, zhou_jie):
    given = {"year": YEAR, "kind": "agency", "agency": town.city.pk}
    response = zhou_jie.post(at("new"), given)
    campaign = Campaign.objects.get()
    assert response.url == at("units", campaign.pk)
    proposed = tree_of(zhou_jie.get(response.url))
    assert "示范市白石县人民政府办公室" in text(find(proposed, "textarea")[0]), "whom the city supervises"
    response = zhou_jie.post(response.url, {"rows": LIST}, follow=True)
    assert said(response) == ["单位已列入。"]
    units = {unit.name: unit for unit in Unit.objects.all()}
    assert units["示范市云溪区自然资源局"].agency == town.bureau
    assert units[SCHOOL].agency is None
    assert units[SCHOOL].parent == units["示范市云溪区人民政府办公室"]
    assert units[SCHOOL].former_names == ["云溪区第二学校", "云溪小学"]
    assert row_of(zhou_jie, campaign, SCHOOL)[1] == "示范市云溪区人民政府办公室"


def test_what_is_added_to_a_line_of_the_proposed_list_is_kept(town, zhou_jie):
    campaign = actions.open_campaign(by=town.zhou_jie, agency=town.city, year=YEAR, day=TODAY)
    page = tree_of(zhou_jie.get(at("units", campaign.pk)))
    proposed = find(page, "textarea")[0].text.strip()
    rows = f"{proposed}\n示范区\t人民政府\t\t\t\t是\tqu@shifan.example\t\t0379-1234567\n"
    assert zhou_jie.post(at("units", campaign.pk), {"rows": rows}).status_code == 302
    unit = campaign.units.get(name="示范区")
    assert (unit.reports, unit.email, unit.phone) == (False, "qu@shifan.example", "0379-1234567")


def test_the_list_comes_from_a_workbook_too(town, zhou_jie):
    campaign = actions.open_campaign(by=town.zhou_jie, agency=town.city, year=YEAR, day=TODAY)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("单位名称", "单位类型"), ("城南学校", "法律、法规授权的组织"))):
            sheet.write_row(number, 0, row)
    file = SimpleUploadedFile("名单.xlsx", buffer.getvalue())
    zhou_jie.post(at("units", campaign.pk), {"rows": "", "file": file})
    assert [unit.name for unit in campaign.units.all()] == ["城南学校"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("城南学校\t学校", "第 1 行的单位类型「学校」不认识"),
        ("\t政府工作部门", "第 1 行没有写单位名称"),
        ("甲局\t政府工作部门\t乙局", "「甲局」由「乙局」汇总，名单上没有这个单位"),
        ("甲局\t政府工作部门\n甲局\t政府工作部门", "「甲局」在名单上有两次"),
        ("单位名称\t电话\n甲局\t1", "不认识的列「电话」"),
        ("甲局\t政府工作部门\t\t\t大概", "第 1 行的「垂直管理」写的是「大概」"),
        ("单位名称\t单位类型\n甲局\t政府工作部门\t\t\t\t是", "第 2 行第 6 列写的是「是」，第一行没有写"),
        ("甲局\t局\n乙局\t政府工作部门\n丙局\t部门", "可用的列在名单的说明里。第 3 行的单位类型「部门」"),
        (" ", "请粘贴名单，或者选一个文件"),
    ],
)
def test_a_list_that_cannot_be_taken_says_which_row_and_keeps_what_was_pasted(town, zhou_jie, rows, sentence):
    campaign = actions.open_campaign(by=town.zhou_jie, agency=town.city, year=YEAR, day=TODAY)
    response = zhou_jie.post(at("units", campaign.pk), {"rows": rows})
    assert any(sentence in one for one in errors(response))
    if rows.strip():
        assert rows.splitlines()[0].strip() in response.content.decode()
    assert not campaign.units.exists()


def test_a_unit_outside_sees_the_findings_first_and_then_confirms(town, li_qiang):
    campaign, units = opened(town)
    code = link_of(li_qiang, units[SCHOOL])
    page = tree_of(Client().get(at("outside", code)))
    assert SCHOOL in text(find(page, "h1")[0])
    shown = sent_by_link(code, "upload", file=file_of(titled(faulty(YEAR) | {"agency": SCHOOL})))
    tree = tree_of(shown)
    assert find(tree, ".finding")
    assert not Submission.objects.exists(), "nothing counts before it is confirmed"
    seen = find(tree, "input[name=seen]")[0].get("value")
    sent_by_link(code, "confirm", seen=seen)
    assert standing(campaign, TODAY)[SCHOOL].state == State.SUBMITTED
    answer = Client().get(at("outside", code))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "/office/" not in page
    assert "已经收到，等待审核" in page


def test_what_has_to_be_explained_is_no_choice_on_the_form(town, li_qiang):
    """The numbers of the bureau: whoever leaves the explanation out reads at the field what is asked."""
    _, units = opened(town)
    code = link_of(li_qiang, units[SCHOOL])
    assert "选填" in _label(
        sent_by_link(code, "upload", file=file_of(titled(faulty(YEAR) | {"agency": SCHOOL})))
    )
    hand_in(town, units[BUREAU], TODAY)
    page = sent_by_link(code, "upload", file=file_of(report_by(units[SCHOOL])))
    assert "选填" not in _label(page)
    seen = queries.incoming_of(units[SCHOOL]).sha256
    response = Client().post(at("outside", code), {"what": "confirm", "seen": seen})
    assert any("请说明：三张表的数、正文都和另一个单位" in one for one in errors_of(response))
    sent_by_link(code, "confirm", seen=seen, reply="两个单位合署办公")
    assert Submission.objects.filter(unit=units[SCHOOL], reply="两个单位合署办公").exists()


def _label(page):
    return text(find(tree_of(page), "label[for=id_reply]")[0])


def test_what_stands_against_a_file_is_said_on_the_page_of_the_link(town, li_qiang):
    _, units = opened(town)
    code = link_of(li_qiang, units[SCHOOL])
    tree = tree_of(sent_by_link(code, "upload", file=file_of(report_by(units[BUREAU]))))
    assert "自然资源局”的年报，不是" in text(find(tree, "ul.said")[0])
    assert "确认提交" not in text(find(tree, "main")[0])
    assert "没有发现问题" not in text(find(tree, "main")[0]), "it is not to be taken for the right one"
    seen = queries.incoming_of(units[SCHOOL]).sha256
    response = Client().post(at("outside", code), {"what": "confirm", "seen": seen})
    assert any("请换成本单位的文件" in one for one in errors(response))
    sent_by_link(code, "leave")
    assert not find(tree_of(Client().get(at("outside", code))), "ul.said")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_over_opens_nothing(town, method):
    response = getattr(Client(), method)(at("outside", "guessed"))
    assert response.status_code == 410
    assert "链接已经失效" in response.content.decode()


def test_it_is_returned_corrected_compared_cell_by_cell_accepted_and_published(town, li_qiang):
    campaign, units = opened(town)
    school = units[SCHOOL]
    code = link_of(li_qiang, school)
    sent_by_link(code, "upload", file=file_of(titled(faulty(YEAR) | {"agency": SCHOOL})))
    sent_by_link(code, "confirm", seen=queries.incoming_of(school).sha256)
    first = queries.last_submission(school)
    page = tree_of(li_qiang.get(at("submission", first.pk)))
    assert find(page, ".finding")
    refused = li_qiang.post(at("accept", first.pk), follow=True)
    assert "还有错误，不能通过" in said(refused)[0]
    li_qiang.post(at("decide", first.pk, "return"), {"reason": "新收多了一件"}, follow=True)
    returned = tree_of(Client().get(at("outside", code)))
    assert text(find(returned, "p.say.wrong")[0]) == "已退回：新收多了一件"
    assert find(returned, ".finding"), "what has to be mended is still read there"
    sent_by_link(code, "upload", file=file_of(report_by(school)))
    sent_by_link(code, "confirm", seen=queries.incoming_of(school).sha256)
    second = queries.last_submission(school)
    compared = tree_of(li_qiang.get(at("difference", second.pk)))
    cells = [[text(cell) for cell in row.xpath("./th|./td")] for row in find(compared, "tbody tr")]
    assert cells == [["表三「一、本年新收政府信息公开申请数量·自然人」", "4", "3"]]
    accepted = tree_of(li_qiang.post(at("accept", second.pk), follow=True))
    acts = {text(one): one.get("href") for one in find(accepted, ".buttons a")}
    assert acts["登记公布"] == at("decide", second.pk, "publish"), "where one lands after 通过"
    assert acts["撤回通过"] == at("decide", second.pk, "take-back")
    given = {"published_on": TODAY.isoformat(), "url": "https://school.example/report"}
    li_qiang.post(at("decide", second.pk, "publish"), given)
    assert standing(campaign, TODAY)[SCHOOL].state == State.PUBLISHED
    history = text(find(tree_of(li_qiang.get(at("unit", school.pk))), "ol.timeline")[0])
    for word in ("第 1 次提交", "退回", "第 2 次提交", "审核通过", "登记公布"):
        assert word in history


def test_who_returns_to_a_unit_without_a_link_is_told_to_make_one(town, li_qiang):
    _, units = opened(town)
    school = units[SCHOOL]
    first = hand_in(town, school)
    page = li_qiang.post(at("decide", first.pk, "return"), {"reason": "新收多了一件"}, follow=True)
    assert "没有有效的上传链接" in page.content.decode()
    link_of(li_qiang, school)
    assert "没有有效的上传链接" not in li_qiang.get(at("unit", school.pk)).content.decode()


def test_a_finding_is_held_for_none_on_the_page_of_the_submission(town, li_qiang):
    _, units = opened(town)
    made = actions.submit_report(
        by=town.li_qiang, unit=units[SCHOOL], document=titled(faulty(YEAR) | {"agency": SCHOOL}), day=TODAY
    )
    page = tree_of(li_qiang.get(at("submission", made.pk)))
    keys = [one.get("value") for one in find(page, "input[name=key]")]
    response = li_qiang.post(at("verdict", made.pk), {"key": keys[0], "decision": "dismissed", "reason": ""})
    assert "须写明理由" in response.content.decode()
    for key in keys:
        li_qiang.post(at("verdict", made.pk), {"key": key, "decision": "dismissed", "reason": "原件如此"})
    assert said(li_qiang.post(at("accept", made.pk), follow=True)) == ["已通过。"]


def test_what_the_agency_said_to_a_point_stands_beside_it_for_whoever_decides(town, zhou_jie):
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    for cell in ENTERED:
        enter(town, cell, 0)
    filing = file_it(town)
    _, units = opened(town)
    actions.submit_filing(by=town.li_qiang, unit=units[DISTRICT], filing=filing, day=TODAY)
    page = zhou_jie.get(at("submission", Submission.objects.get().pk))
    said = [text(one) for one in find(tree_of(page), ".judgement p")]
    assert said.count("单位的说明：已核实，照登记") == len(filing.warnings) > 0


def test_a_correction_that_the_public_has_and_the_office_has_not_is_told_until_it_is_taken_back(
    town, zhou_jie, li_qiang
):
    """云溪区 reports 120 permits, is accepted, and then publishes 125: the sum must not quietly add 120."""
    for cell in ENTERED:
        enter(town, cell, 120)
    first = file_it(town)
    campaign, units = opened(town)
    district = units[DISTRICT]
    handed = actions.submit_filing(by=town.li_qiang, unit=district, filing=first, day=TODAY)
    actions.accept(by=town.zhou_jie, submission=handed, day=TODAY)
    release_report(by=town.sun_li, filing=first, day=TODAY)
    unit, level = at("unit", district.pk), (campaign.pk, 0)
    told = "更正的一版"
    assert told not in zhou_jie.get(unit).content.decode()
    enter(town, ENTERED[0], 125)
    second = file_it(town, reason="补录五件")
    assert told not in zhou_jie.get(unit).content.decode(), "the public still has the first"
    release_report(by=town.sun_li, filing=second, day=TODAY)
    seen = zhou_jie.get(unit).content.decode()
    assert told in seen
    assert at("submission", handed.pk) in seen
    assert "提交定稿" not in li_qiang.get(unit).content.decode(), "it would be refused"
    assert row_of(zhou_jie, campaign, DISTRICT, show="overtaken")
    assert told in zhou_jie.get(reverse("aggregation:sum", args=level)).content.decode()
    lines = [line(one) for one in todo(town.zhou_jie, campaign) if one.task == Task.TAKE_BACK]
    assert lines == [f"{campaign.title}：1 个单位有更正的一版，通过的还是原来的一版；撤回以后由单位重新提交"]
    actions.take_back(by=town.zhou_jie, submission=handed, reason="更正", day=TODAY)
    assert "提交定稿（第 2 版）" in li_qiang.get(unit).content.decode()
    assert Task.DECIDE_AGAIN not in [one.task for one in todo(town.zhou_jie, campaign)], "not its turn"
    assert Task.HAND_IN_ANEW in [one.task for one in todo(town.li_qiang, campaign)]
    corrected = actions.submit_filing(by=town.li_qiang, unit=district, filing=second, day=TODAY)
    actions.accept(by=town.zhou_jie, submission=corrected, day=TODAY)
    assert told not in zhou_jie.get(unit).content.decode()
    assert told not in zhou_jie.get(reverse("aggregation:sum", args=level)).content.decode()


def test_a_correction_that_was_submitted_elsewhere_is_told_on_the_board(town, zhou_jie):
    """李强 presses 登记提交 on the page of the report: the office must not learn it by chance."""
    for cell in ENTERED:
        enter(town, cell, 120)
    first = file_it(town)
    campaign, units = opened(town)
    handed = actions.submit_filing(by=town.li_qiang, unit=units[DISTRICT], filing=first, day=TODAY)
    actions.accept(by=town.zhou_jie, submission=handed, day=TODAY)
    release_report(by=town.sun_li, filing=first, day=TODAY)
    enter(town, ENTERED[0], 125)
    second = file_it(town, reason="补录五件")
    assert not row_of(zhou_jie, campaign, DISTRICT, show="overtaken")
    hand_over(by=town.li_qiang, filing=second, receiver=town.city.name, day=TODAY)
    assert "有更正的一版，没有重新提交" in row_of(zhou_jie, campaign, DISTRICT, show="overtaken")[2]
    actions.take_back(by=town.zhou_jie, submission=handed, reason="有更正", day=TODAY)
    assert "撤回通过，等更正的一版" in row_of(zhou_jie, campaign, DISTRICT)[2]
    corrected = actions.submit_filing(by=town.li_qiang, unit=units[DISTRICT], filing=second, day=TODAY)
    actions.accept(by=town.zhou_jie, submission=corrected, day=TODAY)
    assert not row_of(zhou_jie, campaign, DISTRICT, show="overtaken")


def test_whose_turn_it_is_after_an_approval_was_taken_back_is_said_to_both(town, li_qiang):
    campaign, units = opened(town)
    school = units[SCHOOL]
    code = link_of(li_qiang, school)
    handed = hand_in(town, school, TODAY)
    actions.accept(by=town.li_qiang, submission=handed, day=TODAY)
    actions.take_back(by=town.li_qiang, submission=handed, reason="表三另有疑问", day=TODAY)
    lines = [line(one) for one in todo(town.li_qiang, campaign)]
    assert any("1 份撤回了通过，等重新审核" in one for one in lines)
    assert not any("待审核" in one for one in lines)
    assert "撤回通过，重新审核" in row_of(li_qiang, campaign, SCHOOL, show="taken_back")[2]
    theirs = text(find(tree_of(Client().get(at("outside", code))), "main")[0])
    assert f"撤回了通过（{TODAY}：表三另有疑问）" in theirs
    assert f"现在由{town.district.name}重新审核" in theirs
    mine = text(find(tree_of(li_qiang.get(at("unit", school.pk))), "main")[0])
    assert "现在由您重新审核第 1 次提交" in mine
    assert "现在：撤回了通过，重新审核" in li_qiang.get(at("submission", handed.pk)).content.decode()
    actions.return_report(by=town.li_qiang, submission=handed, reason="请改表三", day=TODAY)
    theirs = text(find(tree_of(Client().get(at("outside", code))), "main")[0])
    assert "已退回：请改表三" in theirs
    assert "重新审核" not in theirs


def test_taking_back_says_what_it_voids_before_it_does(town, li_qiang, zhou_jie):
    campaign, units = opened(town)
    for name in (BUREAU, SCHOOL):
        actions.accept(by=town.li_qiang, submission=hand_in(town, units[name], TODAY), day=TODAY)
    li_qiang.post(at("act", units[DISTRICT].pk, "approve"))
    zhou_jie.post(at("act", units[DISTRICT].pk, "accept-level"))
    assert "上级已通过" in row_of(zhou_jie, campaign, DISTRICT)[2]
    last = queries.last_submission(units[SCHOOL])
    page = li_qiang.get(at("decide", last.pk, "take-back")).content.decode()
    assert f"<li>{DISTRICT}的本级通过（{campaign.title}）</li>" in page
    li_qiang.post(at("decide", last.pk, "take-back"), {"reason": "数字报错"})
    assert "等下级" in row_of(zhou_jie, campaign, DISTRICT)[2]


def test_what_was_merged_or_split_wrongly_is_entered_and_undone_on_the_page_of_the_unit(town, zhou_jie):
    campaign, units = opened(town)
    school, bureau = units[SCHOOL], units[BUREAU]
    zhou_jie.post(at("act", school.pk, "merge"), {"into": bureau.pk, "reason": "机构改革"})
    assert "已并入" in row_of(zhou_jie, campaign, SCHOOL)[2]
    assert at("act", school.pk, "unmerge") in zhou_jie.get(at("unit", school.pk)).content.decode()
    zhou_jie.post(at("act", school.pk, "unmerge"), {"reason": "登记错了"})
    assert "未开始" in row_of(zhou_jie, campaign, SCHOOL)[2]
    assert BUREAU in zhou_jie.get(at("act", school.pk, "split")).content.decode()
    given = {"successors": [bureau.pk, units[COUNTY].pk], "ends": "on", "reason": "拆成两个"}
    zhou_jie.post(at("act", school.pk, "split"), given)
    assert "已拆分" in row_of(zhou_jie, campaign, SCHOOL)[2]
    page = text(find(tree_of(zhou_jie.get(at("unit", school.pk))), "main")[0])
    assert f"拆分为 {units[COUNTY].name}、{bureau.name}" in " ".join(page.split())
    zhou_jie.post(at("act", school.pk, "unsplit"), {"reason": "登记错了"})
    assert "未开始" in row_of(zhou_jie, campaign, SCHOOL)[2]


def test_every_change_of_the_list_is_told_with_its_reason_on_the_unit_and_the_campaign(town, zhou_jie):
    campaign, units = opened(town)
    school, county = units[SCHOOL], units[COUNTY]
    zhou_jie.post(at("act", school.pk, "excuse"), {"reason": "年内新设，没有应报告的事项"})
    zhou_jie.post(at("act", school.pk, "merge"), {"into": units[BUREAU].pk, "reason": "机构改革"})
    history = text(find(tree_of(zhou_jie.get(at("unit", school.pk))), ".timeline")[0])
    assert "缺报的说明" in history
    assert "年内新设，没有应报告的事项" in history
    assert f"并入{BUREAU}；机构改革" in history
    response = zhou_jie.post(at("act", county.pk, "remove"), {"reason": "不由市里收"}, follow=True)
    assert said(response) == ["已登记：移出名单。"]
    assert row_of(zhou_jie, campaign, COUNTY) is None
    whole = text(find(tree_of(zhou_jie.get(at("board", campaign.pk))), ".timeline")[0])
    assert f"缺报的说明：{SCHOOL}" in whole
    assert f"移出名单：{COUNTY}" in whole
    assert "不由市里收" in whole
    assert "列入 4 个单位" in whole


def test_the_counts_at_the_head_are_filters_and_kinds_are_counted(town, zhou_jie):
    campaign, units = opened(town)
    hand_in(town, units[COUNTY], TODAY, by=town.he_jing)
    page = tree_of(zhou_jie.get(at("board", campaign.pk)))
    figures = {text(find(one, "dt")[0]): text(find(one, "dd")[0]) for one in find(page, ".figures div")}
    assert figures["全部单位"] == "4"
    assert (figures["未开始"], figures["已提交"]) == ("3", "1")
    assert row_of(zhou_jie, campaign, COUNTY, show="submitted")
    assert row_of(zhou_jie, campaign, SCHOOL, show="submitted") is None
    kinds = [[text(cell) for cell in row.xpath("./th|./td")] for row in find(page, "table tbody tr")]
    assert ["人民政府办公厅（室）", "2", "1", "50.0%"] in [row[:4] for row in kinds]
    assert ["合计", "4", "1", "25.0%"] in [row[:4] for row in kinds]


def test_a_unit_sees_its_own_row_and_those_below_it(town, li_qiang):
    campaign, units = opened(town)
    he_jing = signed_in(town.he_jing)
    assert row_of(he_jing, campaign, COUNTY)
    assert row_of(he_jing, campaign, SCHOOL) is None
    assert row_of(li_qiang, campaign, SCHOOL)
    assert row_of(li_qiang, campaign, COUNTY) is None
    assert he_jing.get(at("unit", units[SCHOOL].pk)).status_code == 404


def test_a_locked_unit_is_opened_again_from_its_page(town, li_qiang):
    campaign, units = campaign_of(town)
    day = date(YEAR + 1, 1, 20)
    actions.set_internal_day(by=town.zhou_jie, campaign=campaign, internal_day=day, day=day, locks=True)
    assert "已锁定" in row_of(li_qiang, campaign, SCHOOL)[2]
    link = find(tree_of(li_qiang.get(at("unit", units[SCHOOL].pk))), "a.button")
    assert "重新开放" in [text(one) for one in link]
    given = {"reason": "停电", "until": TODAY.isoformat()}
    response = li_qiang.post(at("act", units[SCHOOL].pk, "reopen"), given, follow=True)
    assert said(response) == ["已登记：重新开放。"]
    assert "已锁定" not in row_of(li_qiang, campaign, SCHOOL)[2]


def test_a_unit_outside_reads_who_gets_its_report_and_until_when_it_was_opened_again(town, li_qiang):
    campaign, units = campaign_of(town)
    day = date(YEAR + 1, 1, 20)
    actions.set_internal_day(by=town.zhou_jie, campaign=campaign, internal_day=day, day=day, locks=True)
    code = link_of(li_qiang, units[SCHOOL])
    given = {"reason": "停电", "until": TODAY.isoformat()}
    li_qiang.post(at("act", units[SCHOOL].pk, "reopen"), given)
    lead = text(find(tree_of(Client().get(at("outside", code))), ".lead")[0])
    assert f"报送给示范市云溪区人民政府办公室，{day} 以前（含当日）" in lead
    assert f"已经重新开放，{TODAY} 以前（含当日）可以提交" in lead


def test_a_remark_is_written_shown_to_the_unit_and_answered(town, li_qiang):
    _, units = opened(town)
    handed = hand_in(town, units[BUREAU], TODAY)
    page = tree_of(li_qiang.get(at("submission", handed.pk)))
    form = f"{at('decide', handed.pk, 'remark')}?cell=table3.granted.total"
    assert form in [link.get("href") for link in find(page, "table a")], "a cell leads to its remark"
    chosen = find(tree_of(li_qiang.get(form)), "option[selected]")
    assert [one.get("value") for one in chosen] == ["table3.granted.total"]
    given = {"cell": "table3.granted.total", "text": "比上年少一半？"}
    li_qiang.post(at("decide", handed.pk, "remark"), given)
    remark = handed.remarks.get()
    li_qiang.post(at("answer", remark.pk), {"text": "已核实"})
    page = li_qiang.get(at("submission", handed.pk)).content.decode()
    assert "比上年少一半？" in page
    assert "答复：已核实" in page


def test_a_unit_outside_answers_a_remark_at_its_link_and_the_office_reads_it(town, li_qiang):
    """黄平 has no account; without an answer here he would have to telephone."""
    _, units = opened(town)
    handed = hand_in(town, units[SCHOOL], TODAY)
    said_of = {"by": town.li_qiang, "submission": handed, "cell": "table3.granted.total", "day": TODAY}
    remark = actions.remark(**said_of, text="比上年少一半？", public=True)
    code = link_of(li_qiang, units[SCHOOL])
    item = find(tree_of(Client().get(at("outside", code))), f"#remark-{remark.pk}")[0]
    assert "公众在年报旁边也看得到" in text(item)
    long = "很" * 1001
    response = Client().post(at("outside", code), {"what": "answer", "remark": remark.pk, "text": long})
    assert any("最多 1000 字" in one for one in errors_of(response))
    assert long in response.content.decode(), "what was written is kept"
    response = sent_by_link(code, "answer", remark=remark.pk, text="上年有一批集中申请")
    assert "答复：上年有一批集中申请" in text(find(tree_of(response), f"#remark-{remark.pk}")[0])
    assert "答复：上年有一批集中申请" in li_qiang.get(at("submission", handed.pk)).content.decode()
    history = text(find(tree_of(li_qiang.get(at("unit", units[SCHOOL].pk))), ".timeline")[0])
    assert "答复批注" in history
    assert f"{SCHOOL}（凭链接）" in history

    def told(person):
        found = [one for one in todo(person, handed.unit.campaign) if one.task == Task.ANSWERED]
        return [(row.about, row.act.label) for row in work_rows(found, TODAY)]

    assert told(town.li_qiang) == [("1 条批注有了答复", "看答复")]
    assert told(town.zhou_jie) == [], "another office decides"
    li_qiang.post(at("answer", remark.pk), {"text": "知道了"})
    assert told(town.li_qiang) == [], "the office spoke last"
    sent_by_link(code, "answer", remark=remark.pk, text="另附说明")
    assert row_of(li_qiang, handed.unit.campaign, SCHOOL, show="answered")
    assert told(town.li_qiang) != []
    actions.accept(by=town.li_qiang, submission=handed, day=TODAY)
    assert told(town.li_qiang) == [], "it was decided about"


def test_a_link_answers_no_remark_on_the_report_of_another_unit(town, li_qiang):
    _, units = opened(town)
    theirs = hand_in(town, units[BUREAU], TODAY)
    remark = actions.remark(
        by=town.li_qiang, submission=theirs, cell="table3.granted.total", text="？", day=TODAY
    )
    code = link_of(li_qiang, units[SCHOOL])
    for number in (remark.pk, 0, "guessed"):
        response = Client().post(at("outside", code), {"what": "answer", "remark": number, "text": "好"})
        assert response.status_code == 404
    assert not remark.replies.exists()


def test_the_board_costs_the_same_queries_however_many_units_there_are(
    town, zhou_jie, django_assert_num_queries
):
    campaign, _ = opened(town)
    zhou_jie.get(at("board", campaign.pk))
    with django_assert_num_queries(12):
        queries.standing(campaign, TODAY)
    rows = [actions.NewUnit(f"单位{number}", "department") for number in range(40)]
    actions.add_units(by=town.zhou_jie, campaign=campaign, units=rows, day=TODAY)
    with django_assert_num_queries(12):
        queries.standing(campaign, TODAY)


def test_files_that_came_together_wait_for_the_units_that_they_name(town, li_qiang):
    """A zip by mail: one of the bureau, the same again, one of nobody, no report, and one of the city's."""
    campaign, units = opened(town)
    made = report_by(units[BUREAU])
    files = {
        "局.json": as_json(made),
        "局改.json": as_json(made | {"title": "又一份"}),
        "别处.json": as_json(made | {"agency": "别市教育局"}),
        "食堂.txt": NO_REPORT,
        "县.json": as_json(report_by(units[COUNTY])),
    }
    sent = [SimpleUploadedFile(name, data) for name, data in files.items()]
    hint = text(find(tree_of(li_qiang.get(at("many", campaign.pk))), "main")[0])
    assert re.findall(r"最多 (\d+) 份", hint) == ["20"], "one number, that of this page"
    page = tree_of(li_qiang.post(at("many", campaign.pk), {"files": sent}))
    found = {
        row[0]: row[1:] for row in ([text(c) for c in r.xpath("./th|./td")] for r in find(page, "tbody tr"))
    }
    assert found["局.json"] == [BUREAU, "看核对的结果，确认"]
    assert "同一个单位有两份" in found["局改.json"][1]
    assert "名单上没有这个单位" in found["别处.json"][1]
    assert "《食堂.txt》" in found["食堂.txt"][1]
    assert "不能提交年报" in found["县.json"][1], "not below 云溪区"
    assert queries.incoming_of(units[BUREAU]).document["agency"] == BUREAU
    assert not Submission.objects.exists()
