"""Does everything that needs a human stand on the desk, once, with its day and its one next act?"""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.cases import actions, stored
from gongkai_web.cases.models import Case
from gongkai_web.files import actions as files
from gongkai_web.letters.models import Letter
from tests.people import answer, receive
from tests.web.desk.conftest import DAY, section, titles
from tests.web.files.made import place_of, plan
from tests.web.letters.written import furnish, issued, submitted

pytestmark = pytest.mark.slow


def test_li_qiang_sees_his_agencys_work_by_how_pressing_it_is(office, see):
    tree = see(office.town.li_qiang, "/office/")
    assert section(tree, "已逾期") == [office.late.title]
    assert office.fresh.title in section(tree, "三个工作日内")
    assert office.soon.title in section(tree, "三个工作日内")
    assert section(tree, "待我处理") == [office.mine.title, office.extended.title]
    assert section(tree, "等待他人") == [office.asked.title, office.denied.title]
    assert office.paid.title in section(tree, "三个工作日内")  # nobody entered that the notice arrived
    assert office.granted.title in section(tree, "待登记送达")
    assert section(tree, "待结案") == []  # of the denial a court has still to decide
    assert office.older.title in section(tree, "待归档")


def test_what_nobody_was_given_is_everybodys_until_it_is_assigned(office, see):
    for person in (office.town.li_qiang, office.town.zhao_min):
        assert office.extended.title in section(see(person, "/office/"), "待我处理")
    (row,) = see(office.town.zhao_min, "/office/").xpath(f'//tr[th/a="{office.extended.title}"]')
    assert "还没有分派" in row.text_content()
    actions.assign(case=office.extended, by=office.town.sun_li, person=office.town.li_qiang, day=DAY)
    assert section(see(office.town.zhao_min, "/office/"), "待我处理") == []
    (row,) = see(office.town.li_qiang, "/office/").xpath(f'//tr[th/a="{office.extended.title}"]')
    assert "经办：李强" in row.text_content()


def test_what_nobody_was_given_elsewhere_is_not_the_supervisors_work(office, see):
    assert titles(see(office.town.zhou_jie, "/office/cases/?show=mine")) == []
    assert titles(see(office.town.he_jing, "/office/cases/?show=mine")) == [office.other.title]


def test_a_case_stands_in_one_section_only(office, see):
    tree = see(office.town.li_qiang, "/office/")
    listed = titles(tree)
    assert len(listed) == len(set(listed)) > 5


def test_a_row_has_its_day_a_shape_a_word_and_the_next_act_as_a_button(office, see):
    tree = see(office.town.li_qiang, "/office/")
    (row,) = tree.xpath(f'//tr[th/a="{office.late.title}"]')
    said = " ".join(row.text_content().split())
    assert "▲ 逾期" in said
    assert str(office.late.next_on) in said
    assert "申请件" in said
    assert "王芳" in said
    assert row.xpath('.//a[contains(@class,"button")]/@href') == [
        f"/office/cases/{office.late.pk}/acts/reply/"
    ]


def test_the_figures_open_lists_of_as_many(office, see):
    tree = see(office.town.li_qiang, "/office/")
    figures = tree.xpath('//dl[@class="figures"]/div')
    assert len(figures) == 4
    for figure in figures:
        (link,) = figure.xpath(".//a")
        assert len(titles(see(office.town.li_qiang, link.get("href")))) == int(link.text), link.get("href")


def test_a_reply_issued_here_leads_to_the_page_of_its_letter(office, see):
    furnish(office.town)
    letter = issued(office.town, office.mine, "L12", day=DAY)
    for address in ("/office/", "/office/cases/?act=letter_unsealed"):
        (row,) = see(office.town.li_qiang, address).xpath(f'//tr[th/a="{office.mine.title}"]')
        assert row.xpath(".//td[@class='act']/a/@href") == [f"/office/letters/{letter.pk}/"]
        assert "到文书页盖章、发出" in row.text_content()


def test_who_waited_in_vain_is_told_to_act(office, see, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2024, 12, 27))
    tree = see(office.town.li_qiang, "/office/")
    assert office.asked.title in section(tree, "三个工作日内")
    (row,) = tree.xpath(f'//tr[th/a="{office.asked.title}"]')
    assert "等待期已满" in row.text_content()
    assert row.xpath(".//a[contains(@class,'button')]/@href") == [
        f"/office/letters/cases/{office.asked.pk}/reply/new/?kind=L21"
    ]
    assert office.asked.title in titles(see(office.town.li_qiang, "/office/cases/?act=reply"))
    assert office.asked.title not in titles(
        see(office.town.li_qiang, "/office/cases/?act=receive_correction")
    )


def test_while_somebody_is_waited_for_the_next_act_is_to_enter_what_they_owe(office, see):
    tree = see(office.town.li_qiang, "/office/")
    for case, act in ((office.asked, "receive_correction"), (office.paid, "serve_fee_notice")):
        (row,) = tree.xpath(f'//tr[th/a="{case.title}"]')
        assert row.xpath(".//a[contains(@class,'button')]/@href") == [f"/office/cases/{case.pk}/acts/{act}/"]
        assert case.title in titles(see(office.town.li_qiang, f"/office/cases/?act={act}"))


def test_the_supervisor_has_reminders_and_no_work_of_others(office, see):
    actions.remind(case=office.late, day=DAY, content="一直没有收到答复")
    tree = see(office.town.zhou_jie, "/office/")
    # The year ends: besides what she was reminded of, only the collecting of the reports waits for her.
    assert titles(tree) == [office.late.title, "2024年度机关年报报送"]
    assert tree.xpath('//td[@class="act"]/a/@href') == [
        f"/office/cases/{office.late.pk}/acts/handle_reminder/",
        f"/office/campaigns/new/?agency={office.town.city.pk}&year=2024&kind=agency",
    ]
    assert "等我决定" not in see(office.town.li_qiang, "/office/").text_content()


def test_the_supervisor_sees_where_below_her_replies_are_overdue(office, see):
    tree = see(office.town.zhou_jie, "/office/")
    (row,) = tree.xpath('//h2[.="本机关和所监督的机关：答复已逾期"]/following::table[1]/tbody/tr')
    assert office.town.district.name in row.text_content()
    assert str(office.late.due_on) in row.text_content()
    (link,) = row.xpath(".//a")
    listed = titles(see(office.town.zhou_jie, link.get("href")))
    assert link.text == f"{len(listed)} 件"
    assert office.late.title in listed
    # 何静's county answers in time; 李强 supervises nobody.
    assert office.town.county.name not in row.getparent().text_content()
    assert "所监督的机关" not in see(office.town.li_qiang, "/office/").text_content()


def test_today_counts_the_same_overdue_replies_as_the_statistics_and_her_own_house_among_them(office, see):
    town = office.town
    receive(town, date(2024, 9, 2), by=town.zheng_gang, agency=town.city, title="市级预算")
    tree = see(town.zhou_jie, "/office/")
    rows = tree.xpath('//h2[.="本机关和所监督的机关：答复已逾期"]/following::table[1]/tbody/tr')
    told = {row.xpath("string(th)"): int(row.xpath("string(td[1])").split()[0]) for row in rows}
    assert told["示范市人民政府办公室（本机关）"] == 1
    assert set(told) > {"示范市人民政府办公室（本机关）"}
    said = " ".join(see(town.zhou_jie, "/office/statistics/?year=2024").text_content().split())
    assert f"现已逾期 {sum(told.values())}" in said


def test_a_reply_that_is_kept_back_is_overdue_for_the_supervisor_too(town, see):
    """李强 answers in time and does not send the letter: nothing has left (第三十三条、第五十一条)."""
    kept = answer(town, receive(town, date(2024, 10, 28), title="写好没有寄出的答复"), date(2024, 11, 20))
    assert stored.current(kept).overdue(DAY)
    tree = see(town.zhou_jie, "/office/")
    (link,) = tree.xpath('//h2[.="本机关和所监督的机关：答复已逾期"]/following::table[1]//td//a')
    assert link.text_content().strip() == "1 件"
    assert kept.title in see(town.zhou_jie, link.get("href")).text_content()
    standing = see(town.zhou_jie, "/office/statistics/?year=2024").text_content()
    assert re.search(r"现已逾期\s*1\b", standing)


def test_the_supervisor_is_told_where_nothing_is_overdue(town, see):
    assert "没有答复逾期的件" in see(town.zhou_jie, "/office/").text_content()


def test_a_redaction_waits_for_a_second_person_and_not_for_the_first(office, see, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    town = office.town
    original = files.store_file(
        agency=town.district, owner=f"cases.Case:{office.mine.pk}", purpose="information",
        upload_name="方案.pdf", content=plan(), by=town.li_qiang, day=DAY,
    )  # fmt: skip
    redaction = files.open_redaction(by=town.li_qiang, original=original, day=DAY)
    files.add_box(
        by=town.li_qiang, redaction=redaction, day=DAY, page=1, **place_of("ID"),
        reason="denied_third_party_rights", note="身份证号",
    )  # fmt: skip
    files.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
    assert section(see(town.zhao_min, "/office/"), "等我决定") == [str(original)]
    assert section(see(town.li_qiang, "/office/"), "等我决定") == []


def test_a_letter_waits_for_who_is_to_decide_on_it(office, see):
    letter = Letter.objects.create(
        agency=office.town.district, case=office.mine, act="reply", kind="L01", title="公开告知书",
        addressee="applicant", recipient="王芳", content_hash="0", status="in_review",
        prepared_by=office.town.li_qiang, prepared_on=DAY, waits_role="reviewer",
    )  # fmt: skip
    tree = see(office.town.zhao_min, "/office/")
    assert section(tree, "等我决定") == [f"公开告知书：{office.mine.title}"]
    assert f"/office/letters/{letter.pk}/" in tree.xpath("//td/a/@href")
    assert section(see(office.town.sun_li, "/office/"), "等我决定") == []


def test_he_jing_and_the_stranger_see_none_of_it(office, see, sign_in):
    for address in (
        "/office/",
        "/office/work/",
        "/office/cases/",
        "/office/register/",
        "/office/statistics/sample/",
    ):
        for person in (office.town.he_jing, office.town.stranger):
            page = see(person, address).text_content()
            assert office.late.title not in page
            assert "招标文件" not in page
        assert sign_in().get(address).url.startswith("/sign-in/")
    assert titles(see(office.town.he_jing, "/office/cases/")) == [office.other.title]
    assert "没有任职" in see(office.town.stranger, "/office/").text_content()


def many(town, count: int) -> None:
    """`count` cases of 云溪区, open and closed, without events."""
    Case.objects.bulk_create(
        Case(
            agency=town.district,
            year=2020,
            number=number,
            status="in_process" if number % 2 else "served",
            applicant_kind="natural_person",
            applicant_name="王芳",
            channel="web",
            title=f"第{number}份资料",
            submitted_on=DAY - timedelta(days=40),
            received_on=DAY - timedelta(days=40),
            due_on=DAY + timedelta(days=number % 30 - 15),
            concluded_on=None if number % 2 else DAY - timedelta(days=5),
            outcome="" if number % 2 else "granted",
            next_act="reply" if number % 2 else "close",
            next_on=DAY + timedelta(days=number % 30 - 15) if number % 2 else None,
            handler=town.li_qiang,
            days_used=None if number % 2 else number % 25,
        )
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize(
    "address",
    [
        "/office/",
        "/office/work/",
        "/office/cases/",
        "/office/cases/?show=open&sort=due",
        "/office/cases/?handler=me",
        "/office/cases/?q=资料",
        "/office/cases/?q=2020-0005",
        "/office/cases/?flag=on_time",
        "/office/statistics/",
        "/office/statistics/sample/",
    ],
)
def test_a_page_takes_the_same_queries_for_20_and_for_2000_cases(town, sign_in, address):
    client = sign_in(town.li_qiang)
    taken = []
    for count in (20, 2000):
        Case.objects.all().delete()
        many(town, count)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        taken.append(len(queries))
    # beyond a thousand the list is walked: its end, the stretches, the rows
    assert taken[1] <= taken[0] + 8
    assert taken[1] <= 90


def figure(tree, label: str):
    """The link of that figure of the headline."""
    (link,) = tree.xpath(f'//dl[@class="figures"]/div[dt="{label}"]//a')
    return link


def test_what_waits_for_the_heads_signature_is_counted_as_hers_and_opens_with_the_rest(office, see):
    furnish(office.town)
    head, li_qiang = office.town.sun_li, office.town.li_qiang
    before = int(figure(see(head, "/office/"), "待我处理").text)
    letter = submitted(office.town, office.mine, "L12", day=DAY)
    link = figure(see(head, "/office/"), "待我处理")
    assert int(link.text) == before + 1
    listed = see(head, link.get("href"))
    assert section(listed, "等我决定") == [f"{letter.title}：{office.mine.title}"]
    assert len(titles(listed)) == before + 1
    # For its author it waits for somebody else, for the head for nobody else.
    assert office.mine.title in section(see(li_qiang, "/office/"), "等待他人")
    waiting = figure(see(head, "/office/"), "等待他人")
    assert office.mine.title not in titles(see(head, waiting.get("href")))
    assert len(titles(see(head, waiting.get("href")))) == int(waiting.text)


def test_a_late_case_whose_letter_waits_is_counted_late_and_said_to_stand_above(office, see):
    furnish(office.town)
    letter = submitted(office.town, office.late, "L12", day=DAY)
    tree = see(office.town.sun_li, "/office/")
    assert (
        figure(tree, "已逾期").text == "2"
    )  # with the annual report of the year before, which is listed too
    assert f"{letter.title}：{office.late.title}" in section(tree, "等我决定")
    assert "1 件的文书等您决定" in tree.text_content()
    assert "没有逾期的" not in tree.text_content()


def test_who_only_decides_has_the_one_figure(office, see):
    legal = office.town.stranger
    agencies.appoint(
        by=office.town.operator, person=legal, agency=office.town.district, role="legal", since=DAY
    )
    furnish(office.town, steps=["legal"])
    assert see(legal, "/office/").xpath('//dl[@class="figures"]') == []
    submitted(office.town, office.mine, "L12", day=DAY)
    link = figure(see(legal, "/office/"), "待我处理")
    assert (link.text, len(titles(see(legal, link.get("href"))))) == ("1", 1)


def test_the_supervisor_counts_the_calls_for_help(office, see):
    actions.remind(case=office.late, day=DAY, content="一直没有收到答复")
    link = figure(see(office.town.zhou_jie, "/office/"), "待我处理")
    assert (link.text, titles(see(office.town.zhou_jie, link.get("href")))) == ("1", [office.late.title])


def test_the_overdue_stand_in_the_order_of_the_days_that_they_show(office, see):
    by = {"by": office.town.li_qiang}
    silent = receive(office.town, date(2024, 10, 14), title="第三方没有答复的验收材料")
    actions.ask_third_party(case=silent, day=date(2024, 10, 16), ref="征1", name="示范建设公司", **by)
    actions.third_party_served(case=silent, day=date(2024, 10, 16), ref="征1", **by)
    silent.refresh_from_db()
    assert silent.next_on < office.late.due_on < silent.due_on < DAY
    found = [
        title
        for title in titles(see(office.town.li_qiang, "/office/"))
        if title in (silent.title, office.late.title)
    ]
    assert found == [office.late.title, silent.title]


def test_a_case_and_its_row_say_the_same_of_a_service_that_nobody_entered(office, see):
    by = {"by": office.town.li_qiang}
    posted = receive(office.town, date(2024, 11, 12), title="寄出征求意见书的验收材料")
    actions.ask_third_party(case=posted, day=date(2024, 11, 14), ref="征2", name="示范建设公司", **by)
    (row,) = see(office.town.li_qiang, "/office/").xpath(f'//tr[th/a="{posted.title}"]')
    (coming,) = see(office.town.li_qiang, f"/office/cases/{posted.pk}/").xpath('//*[@class="next"]')
    for said in (row.text_content(), coming.text_content()):
        assert "送达还没有登记，请核实" in said
        assert "逾期" not in said
