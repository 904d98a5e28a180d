"""January at 云溪区: what must 李强, and what must 孙立, do next for last year's report?"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from lxml import html

from gongkai.publication.schedule import Punctuality
from gongkai_web.agencies import actions as agencies
from gongkai_web.annual import actions, jobs, queries, work
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.models import SectionText
from gongkai_web.annual.work import Act
from gongkai_web.audit.verify import verify
from gongkai_web.desk.report.rows import report_rows
from gongkai_web.desk.report.steps import steps
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.prepared import read
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.queries import schedule
from gongkai_web.publishing.items.catalogue_work import of_catalogues
from tests.people import FOUNDED, answer, check_report, found, receive
from tests.web.annual.test_file import ENTERED, enter
from tests.web.collecting.lists import DISTRICT, campaign_of

YEAR, JANUARY = 2024, date(2025, 1, 20)
RECEIVER = "示范市人民政府办公室"


class Alone:
    """A job that nobody else waits for."""

    def go_on(self):
        """Nothing to say."""


@pytest.fixture
def january(town):
    """One request was answered last year."""
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    return town


def waiting(person, day=JANUARY):
    """What the person does next, by act with its last day."""
    return [(one.act, one.due) for one in work.work(person, day, read(work.lists(person, day)))]


def prepared(town):
    """Written, entered, checked."""
    given = {"by": town.li_qiang, "agency": town.district, "year": YEAR, "day": JANUARY}
    for number in (1, 5, 6):
        actions.write_section(**given, number=number, text=f"第{number}部分的话。")
    for cell in ENTERED:
        enter(town, cell, 0)
    check_report(town, town.district, YEAR, JANUARY)


def frozen(town, **changes):
    return actions.file_report(by=town.sun_li, agency=town.district, year=YEAR, **{"day": JANUARY, **changes})


def test_from_the_first_word_to_the_public_one_act_follows_another(january):
    due = date(2025, 1, 31)
    assert waiting(january.li_qiang) == [(Act.WRITE, due)]
    given = {"by": january.li_qiang, "agency": january.district, "year": YEAR, "day": JANUARY}
    for number in (1, 5, 6):
        actions.write_section(**given, number=number, text="话。")
    assert waiting(january.li_qiang) == [(Act.ENTER, due)]
    for cell in ENTERED:
        enter(january, cell, 0)
    assert waiting(january.li_qiang) == [(Act.CHECK, due)]
    check_report(january, january.district, YEAR, JANUARY)
    assert (waiting(january.li_qiang), waiting(january.sun_li)) == ([], [(Act.FREEZE, due)])
    filing = frozen(january)
    assert (waiting(january.li_qiang), waiting(january.sun_li)) == ([(Act.SUBMIT, due)], [(Act.PUBLISH, due)])
    actions.hand_over(by=january.li_qiang, filing=filing, receiver=RECEIVER, day=JANUARY)
    assert (waiting(january.li_qiang), waiting(january.sun_li)) == ([], [(Act.PUBLISH, due)])
    actions.release_report(by=january.sun_li, filing=filing, day=JANUARY)
    assert (waiting(january.li_qiang), waiting(january.sun_li)) == ([], [])


def test_the_head_gives_a_checked_report_back_with_the_reason(january):
    prepared(january)
    given = {"by": january.sun_li, "agency": january.district, "year": YEAR, "day": JANUARY}
    with pytest.raises(NotAllowed):
        actions.return_check(**given | {"by": january.li_qiang}, reason="少写一段")
    with pytest.raises(Refused, match="请写明理由"):
        actions.return_check(**given, reason=" ")
    actions.return_check(**given, reason="第五部分少写改进情况")
    (row,) = report_rows(
        work.work(january.li_qiang, JANUARY, read(work.lists(january.li_qiang, JANUARY))), JANUARY
    )
    assert row.act.label == "改正"
    assert row.about.startswith("已退回（第五部分少写改进情况）")
    with pytest.raises(Refused, match="孙立于 2025-01-20 退回（第五部分少写改进情况）；改正以后重新核对"):
        frozen(january)
    with pytest.raises(Refused, match="已经退回"):
        actions.return_check(**given, reason="再说一次")
    check_report(january, january.district, YEAR, JANUARY)
    assert (waiting(january.li_qiang), waiting(january.sun_li)) == ([], [(Act.FREEZE, date(2025, 1, 31))])
    filing = frozen(january)
    with pytest.raises(Refused, match="已经照这次核对定稿"):
        actions.return_check(**given, reason="晚了")
    assert (filing.version, verify().faults) == (1, ())


def test_a_reason_changed_behind_the_house_is_told(january):
    prepared(january)
    actions.return_check(
        by=january.sun_li, agency=january.district, year=YEAR, day=JANUARY, reason="少写一段"
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE annual_checkreturn SET reason = '没有理由'")
    assert [one.ledger for one in verify().faults] == ["年报退回"]


def published(town):
    prepared(town)
    filing = frozen(town)
    actions.hand_over(by=town.li_qiang, filing=filing, receiver=RECEIVER, day=JANUARY)
    actions.release_report(by=town.sun_li, filing=filing, day=JANUARY)
    return filing


def test_a_figure_entered_after_the_publication_waits_for_the_head_until_it_is_decided_once(january):
    filing, later = published(january), date(2025, 2, 10)
    assert actions.notice_drift(filing=filing, day=later) is None
    enter(january, ENTERED[0], 3, day=later)
    assert (waiting(january.li_qiang, later), waiting(january.sun_li, later)) == ([], [(Act.WEIGH, None)])
    drift = queries.open_drift(filing)
    assert (drift.cells, drift.sections) == ([[ENTERED[0], "0", "3"]], [])
    given = {"by": january.sun_li, "drift": drift, "day": later}
    with pytest.raises(Refused, match="请写明为什么不更正"):
        actions.keep_published(**given, reason="")
    actions.keep_published(**given, reason="下一年一并说明")
    assert actions.notice_drift(filing=filing, day=later) is None
    assert waiting(january.sun_li, later) == []
    with pytest.raises(Refused, match="已经办了"):
        actions.keep_published(**given, reason="再说一次")
    enter(january, ENTERED[0], 4, day=later)
    assert waiting(january.sun_li, later) == [(Act.WEIGH, None)]
    enter(january, ENTERED[0], 0, day=later)
    assert waiting(january.sun_li, later) == []
    assert queries.open_drift(filing) is None
    given = {"by": january.li_qiang, "agency": january.district, "year": YEAR, "day": later}
    actions.write_section(**given, number=5, text="公布以后改写的话。")
    drift = queries.open_drift(filing)
    assert (drift.cells, drift.sections) == ([], [5])
    assert verify().faults == ()


def test_a_record_that_moved_after_the_publication_is_noticed_at_night(january, monkeypatch):
    published(january)
    later = date(2025, 2, 10)
    monkeypatch.setattr(timezone, "localdate", lambda *_: later)
    answer(january, receive(january, date(2024, 6, 3)), date(2024, 6, 20))
    assert waiting(january.sun_li, later) == []
    assert "1 份公布的年报" in jobs.look_again.func(Alone())
    assert waiting(january.sun_li, later) == [(Act.WEIGH, None)]
    client = Client()
    client.force_login(january.sun_li)
    page = client.get(f"/office/reports/{january.district.slug}/{YEAR}/course/").content.decode()
    assert "与公布的不同" in page
    client.post(f"/office/reports/{january.district.slug}/{YEAR}/course/keep/", {"reason": "补登，下年说明"})
    assert waiting(january.sun_li, later) == []


def test_a_correction_ends_the_row(january):
    published(january)
    later = date(2025, 2, 10)
    enter(january, ENTERED[0], 3, day=later)
    check_report(january, january.district, YEAR, later)
    assert waiting(january.sun_li, later) == [(Act.FREEZE, None)]
    second = frozen(january, day=later, reason="行政许可台账补录")
    actions.hand_over(by=january.li_qiang, filing=second, receiver=RECEIVER, day=later)
    actions.release_report(by=january.sun_li, filing=second, day=later)
    assert waiting(january.sun_li, later) == []


def test_what_is_published_and_not_submitted_is_still_to_be_submitted(january):
    prepared(january)
    actions.release_report(by=january.sun_li, filing=frozen(january), day=JANUARY)
    assert waiting(january.li_qiang) == waiting(january.sun_li) == [(Act.SUBMIT, date(2025, 1, 31))]


def test_a_correction_has_its_rows_again(january):
    prepared(january)
    first = frozen(january)
    actions.hand_over(by=january.li_qiang, filing=first, receiver=RECEIVER, day=JANUARY)
    actions.release_report(by=january.sun_li, filing=first, day=JANUARY)
    later = date(2025, 2, 10)
    enter(january, ENTERED[0], 3, day=later)
    check_report(january, january.district, YEAR, later)
    assert waiting(january.sun_li, later) == [(Act.FREEZE, None)]
    frozen(january, day=later, reason="行政许可台账补录")
    assert waiting(january.sun_li, later) == [(Act.PUBLISH, None)]
    assert waiting(january.li_qiang, later) == [(Act.SUBMIT, None)]
    taken = steps(january.district, YEAR, queries.latest_filing(january.district, YEAR), later)
    assert [one.label for one in taken if one.late or one.due] == []


def test_a_government_publishes_by_its_own_day_and_submits_to_nobody(january):
    government = found(january.operator, "示范市云溪区人民政府", "yunxi-gov", "government")
    agencies.appoint(
        by=january.operator,
        person=january.sun_li,
        agency=government,
        role="head",
        since=FOUNDED,
        reason="任命",
    )
    march = date(2025, 3, 31)
    assert [(one.agency, one.act, one.due) for one in listed(january.sun_li)] == [
        (january.district, Act.WRITE, date(2025, 1, 31)),
        (government, Act.WRITE, march),
    ]
    given = {"agency": government, "year": YEAR, "day": JANUARY, "by": january.sun_li}
    for number in (1, 5, 6):
        actions.write_section(**given, number=number, text="话。")
    for cell in ENTERED:
        enter(january, cell, 0, by=january.sun_li, agency=government)
    check_report(january, government, YEAR, JANUARY, by=january.sun_li)
    filing = actions.file_report(**given)
    assert [one.act for one in listed(january.sun_li) if one.agency == government] == [Act.PUBLISH]
    actions.release_report(by=january.sun_li, filing=filing, day=JANUARY)
    assert [one for one in listed(january.sun_li) if one.agency == government] == []


def listed(person, day=JANUARY):
    return work.work(person, day, read(work.lists(person, day)))


def test_an_overdue_report_stays_where_the_year_is_here_and_only_there(january):
    assert waiting(january.li_qiang, date(2025, 2, 3)) == [(Act.WRITE, date(2025, 1, 31))]
    assert waiting(january.he_jing) == [(Act.WRITE, date(2025, 1, 31))]
    assert waiting(january.he_jing, date(2025, 2, 3)) == []


def test_who_writes_no_report_there_has_no_row(january):
    assert waiting(january.zhou_jie) == waiting(january.stranger) == []


def seen(person, monkeypatch, address="/office/"):
    monkeypatch.setattr(timezone, "localdate", lambda *_: JANUARY)
    client = Client()
    client.force_login(person)
    return html.fromstring(client.get(address).content.decode())


@pytest.mark.parametrize(
    ("address", "caption"), [("/office/", "年度报告"), ("/office/reports/", "接下来要办的")]
)
def test_the_row_says_its_day_and_its_reason_and_opens_the_act(january, monkeypatch, address, caption):
    (row,) = seen(january.li_qiang, monkeypatch, address).xpath(f'//table[caption="{caption}"]/tbody/tr')
    said = " ".join(row.text_content().split())
    assert f"{YEAR} 年度机关年报" in said
    assert "正文还有3个部分没有写" in said
    assert "机关年报在 2025-01-31 前（含当日）提交主管部门并向社会公布（《条例》第四十九条第一款）" in said
    assert row.xpath('.//a[contains(@class,"button")]/@href') == [
        f"/office/reports/{january.district.slug}/{YEAR}/text/"
    ]


def test_what_a_campaign_waits_for_is_submitted_there_and_stands_once(january, monkeypatch):
    prepared(january)
    filing = frozen(january)
    _, units = campaign_of(january)

    def acts():
        return seen(january.li_qiang, monkeypatch).xpath('//td/a[text()="登记提交" or text()="报送"]/@href')

    assert acts() == [f"/office/campaigns/units/{units[DISTRICT].pk}/"]
    given = {"by": january.li_qiang, "unit": units[DISTRICT], "filing": filing, "day": JANUARY}
    collecting.submit_filing(**given, practice=True)
    with pytest.raises(Refused, match="已经提交"):
        collecting.submit_filing(**given, practice=True)
    collecting.excuse_unit(by=january.zhou_jie, unit=units[DISTRICT], reason="另行报送", day=JANUARY)
    assert acts() == [f"/office/reports/{january.district.slug}/{YEAR}/course/hand-over/"]


def test_what_is_not_waited_for_is_not_asked(january, django_assert_num_queries):
    prepared(january)
    filing = frozen(january)
    actions.hand_over(by=january.li_qiang, filing=filing, receiver=RECEIVER, day=JANUARY)
    actions.release_report(by=january.sun_li, filing=filing, day=JANUARY)
    lists = work.lists(january.li_qiang, JANUARY)
    with django_assert_num_queries(1):
        assert work.work(january.li_qiang, JANUARY, read(lists)) == ()


def test_an_office_without_a_single_record_reaches_its_report(town, monkeypatch):
    tree = seen(town.he_jing, monkeypatch, f"/office/reports/{town.county.slug}/{YEAR}/course/")
    assert "提交主管部门" in tree.text_content()
    assert not SectionText.objects.exists()


def test_a_report_that_is_made_here_is_one_row_and_its_publication_is_not_noted_a_second_time(january):
    catalogue.seed_columns(by=january.li_qiang, agency=january.district, day=date(2024, 3, 1), level="county")

    def scheduled():
        _, near = of_catalogues(january.li_qiang, date(2025, 2, 10))
        return {one.entry.key for one in near}

    assert "site_work_report" in scheduled()
    assert "department_report" not in scheduled(), "it has a row of its own"
    assert Act.WRITE in dict(waiting(january.li_qiang, date(2025, 2, 10)))
    published(january)
    (entry,) = [one for one in schedule(january.district, 2025, JANUARY) if one.key == "department_report"]
    assert (entry.published_on, entry.punctuality) == (JANUARY, Punctuality.EARLY)
    assert "department_report" not in scheduled()
