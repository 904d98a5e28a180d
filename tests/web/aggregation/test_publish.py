"""郑刚 heads the office of 示范市: he publishes the report of its government that was frozen as a sum."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.document import from_json
from gongkai.reading import read_bytes
from gongkai.render.readback import differences
from gongkai_web.agencies.actions import appoint
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import queries as annual
from gongkai_web.annual import sets
from gongkai_web.annual.actions import Frozen, notice_drift, release_sum
from gongkai_web.annual.aggregation import actions, queries
from gongkai_web.annual.aggregation.models import SumRelease
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.annual.campaign.collecting.models import Submission
from gongkai_web.annual.campaign.collecting.queries import standing
from gongkai_web.annual.models import Filing, FormerListing, FormerReport
from gongkai_web.annual.work import lists, work
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.office.places import page_of
from gongkai_web.search import actions as index
from gongkai_web.search.models import Entry
from tests.people import FOUNDED, found
from tests.web.aggregation.sums import COUNTY, OFFICE, hand_in, total
from tests.web.aggregation.test_prose import FIFTH, FIRST, SIXTH
from tests.web.annual.published import publish as release

YEAR = 2024
FREEZING, PUBLISHING = date(2025, 3, 10), date(2025, 3, 20)
SLUG = "shifan-gov"
TEXTS = {1: FIRST, 5: FIFTH, 6: SIXTH}
SUM = total(OFFICE, COUNTY)


def frozen(town, level, *, texts=TEXTS, day=FREEZING, reason=""):
    given = {"by": town.zhou_jie, "level": level, "day": day}
    for number, text in texts.items():
        actions.write_text(**given, number=number, text=text)
    return actions.freeze(**given, reason=reason)


def publish(town, made, *, by=None, day=PUBLISHING):
    return actions.publish_sum(by=by or town.zheng_gang, sum_=made, day=day)


def waiting(person):
    """Whose report waits for the person, and by when."""
    reports = [one.found() for one in lists(person, PUBLISHING)]
    return [(one.agency, one.due) for one in work(person, PUBLISHING, reports)]


def on_day(monkeypatch, day=PUBLISHING):
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)


def test_to_publish_the_report_of_a_government_is_an_act_of_the_head_with_its_day(town, city):
    made = frozen(town, city)
    with pytest.raises(NotAllowed, match="周洁在 2025-03-20 不是示范市人民政府办公室的公开机构负责人"):
        publish(town, made, by=town.zhou_jie)
    assert not Filing.objects.exists()
    filing = publish(town, made).filing
    assert (filing.release.released_on, filing.release.released_by) == (PUBLISHING, "郑刚")
    assert (filing.filed_on, filing.filed_by) == (FREEZING, "周洁")
    assert (filing.agency.slug, filing.document) == (SLUG, made.document)
    assert not made.submissions.exists()  # 提交 is another act
    assert verify().faults == ()


def test_once_it_is_frozen_the_row_of_the_day_leads_to_that_version(town, city, monkeypatch):
    """Not to the sum of this moment, where it would be frozen again; published, it is gone."""
    on_day(monkeypatch)
    made, head = frozen(town, city), Client()
    head.force_login(town.zheng_gang, backend="django.contrib.auth.backends.ModelBackend")
    page = head.get(reverse("desk:home")).content.decode()
    assert "示范市人民政府的本级政府年报第 1 版已经定稿，等公开机构负责人公布" in page
    assert f'href="{reverse("aggregation:frozen", args=[made.pk])}"' in page
    assert "本级政府年报还没有公布" not in page
    publish(town, made)
    assert "本级政府年报" not in head.get(reverse("desk:home")).content.decode()


def test_the_public_reads_it_among_the_reports_of_the_government(town, city, monkeypatch):
    on_day(monkeypatch)
    filing = publish(town, frozen(town, city)).filing
    anyone, at = Client(), [SLUG, YEAR]
    shown = anyone.get(page_of(filing)).content.decode()
    assert "示范市人民政府2024年政府信息公开工作年度报告" in shown
    assert f"新收政府信息公开申请{SUM}件" in shown
    assert page_of(filing) in anyone.get(reverse("portal:reports_of_agency", args=[SLUG])).content.decode()
    of_year = anyone.get(reverse("portal:reports_of_year", args=[YEAR])).content.decode()
    assert page_of(filing) in of_year
    assert "人民政府" in of_year
    assert anyone.get(reverse("portal:report_json", args=at)).json() == filing.document
    cell = anyone.get(reverse("portal:cell", args=[*at, "table3.new_received.total"]))
    assert str(SUM) in cell.content.decode()
    rows = list(sets.rows(sets.data_set(PUBLISHING), page_of))
    assert {(row["agency_key"], row["version"]) for row in rows} == {(SLUG, 1)}


def test_it_is_found_instead_of_the_one_made_elsewhere(town, city):
    made = frozen(town, city)
    given = {"agency": queries.government_of(made), "year": YEAR, "document": made.document}
    former = FormerReport.objects.create(**given, name="年报.docx", imported_on=FREEZING, imported_by="郑刚")
    FormerListing.objects.create(former=former, published_on=FREEZING, listed_on=FREEZING, listed_by="郑刚")
    assert index.catch_up("former_reports") == 1
    filing = publish(town, made).filing
    kept = Entry.objects.filter(agency=filing.agency_id).values_list("subject", "key")
    assert list(kept) == [("reports", filing.pk)]


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_its_files_read_back_as_it_was_frozen(town, city, monkeypatch, kind):
    on_day(monkeypatch)
    made = frozen(town, city)
    publish(town, made)
    sent = Client().get(reverse("portal:report_file", args=[SLUG, YEAR, kind]))
    data = b"".join(sent.streaming_content)
    assert list(differences(from_json(made.document), read_bytes(data, f"年报.{kind}"))) == []


def test_a_correction_is_published_as_another_version_with_its_reason(town, city):
    first = frozen(town, city)
    publish(town, first)
    with pytest.raises(Refused, match="已经公布"):
        publish(town, first)
    given = {"by": town.zheng_gang, "government": queries.government_of(first), "office": first.agency}
    about = {"year": YEAR, "day": PUBLISHING}
    for day, why in ((FREEZING, "写明更正的理由"), (date(YEAR, 12, 31), "统计期间没有结束就定稿了")):
        with pytest.raises(Refused, match=why):
            release_sum(**given, **about, frozen=Frozen(first.document, first.law, day, "周洁", ""))
    rows = [NewUnit("示范市档案馆", "authorised_organisation")]
    (unit,) = collecting.add_units(by=town.zhou_jie, campaign=city.campaign, units=rows, day=FREEZING)
    hand_in(town, unit, town.zhou_jie, new=1, done=1)
    second = frozen(town, city, texts={}, day=PUBLISHING, reason="市档案馆补报")
    with pytest.raises(Refused, match="以后另有定稿；请公布最近的一版"):
        publish(town, first)
    filing = publish(town, second).filing
    assert (filing.version, filing.reason) == (2, "市档案馆补报")
    assert list(annual.published(PUBLISHING)) == [filing]


def test_what_changed_or_is_not_whole_is_not_published(town, city):
    bare = frozen(town, city, texts={})
    with pytest.raises(Refused, match="「一、总体情况」没有正文"):
        publish(town, bare)
    made = frozen(town, city, reason="写上正文")
    with pytest.raises(Refused, match="公布日期 2025-03-01 早于定稿日期"):
        publish(town, made, day=date(2025, 3, 1))
    last = Submission.objects.get(unit__name=COUNTY)
    collecting.take_back(by=town.zhou_jie, submission=last, reason="漏了一件", day=FREEZING)
    with pytest.raises(Refused, match=f"第2版已经失效（「{COUNTY}」有变动：漏了一件）"):
        publish(town, made)
    assert not Filing.objects.exists()
    assert not SumRelease.objects.exists()


def test_a_government_that_is_no_agency_here_has_nowhere_to_publish(town, city):
    made = frozen(town, city)
    government = queries.government_of(made)
    type(government).objects.filter(pk=government.pk).update(kind="department")
    with pytest.raises(Refused, match="本平台没有「示范市人民政府」这个机关"):
        publish(town, made)


def test_a_government_that_was_closed_publishes_nothing_more_but_the_one_of_its_name_does(town, city):
    made = frozen(town, city)
    Agency.objects.filter(slug=SLUG).update(closed_on=FOUNDED)
    with pytest.raises(Refused, match="本平台没有「示范市人民政府」这个机关"):
        publish(town, made)
    found(town.operator, "示范市人民政府", "shifan-gov-new", "government")
    assert publish(town, made).filing.agency.slug == "shifan-gov-new"


def test_no_office_publishes_the_report_of_another_government(town, city):
    made = frozen(town, city)
    other = found(town.operator, "云溪区人民政府", "yunxi-gov", "government")
    kept = Frozen(made.document, made.law, made.frozen_on, made.frozen_by, made.reason)
    given = {"by": town.zheng_gang, "office": town.city, "year": YEAR, "frozen": kept, "day": PUBLISHING}
    with pytest.raises(Refused, match="示范市人民政府办公室不是云溪区人民政府的办公厅（室）"):
        release_sum(government=other, **given)
    assert not Filing.objects.exists()
    assert release_sum(government=queries.government_of(made), **given).filing.version == 1


def test_the_board_above_tells_when_the_governments_report_was_published_not_the_offices(town, city):
    made = frozen(town, city)
    given = {"by": town.zhou_jie, "day": FREEZING}
    upper = collecting.open_campaign(agency=town.city, year=YEAR, kind="government", **given)
    row = NewUnit("示范市", "government_office", agency=town.city)
    (unit,) = collecting.add_units(campaign=upper, units=[row], **given)
    actions.submit_sum(sum_=made, unit=unit, **given)
    release(town.city, YEAR, {}, day=date(2025, 1, 20))  # the office's own report, of the other kind
    april = date(2025, 4, 2)
    (before,) = standing(upper, april)
    assert (before.first_published_on, before.late_by_law) == (None, True)
    publish(town, made)
    (after,) = standing(upper, april)
    assert (after.published_on, after.first_published_on) == (PUBLISHING, PUBLISHING)
    assert not after.late_by_law
    assert not after.overtaken
    publish(town, frozen(town, city, texts={}, day=PUBLISHING, reason="更正一处"), day=PUBLISHING)
    assert standing(upper, april)[0].overtaken, "what was handed in is no longer what the public has"


def test_its_own_records_say_nothing_of_it_and_nothing_is_left_to_do(town, city):
    government = Agency.objects.get(slug=SLUG)
    given = {"by": town.operator, "person": town.zheng_gang, "agency": government}
    appoint(**given, role="head", since=FOUNDED, reason="任命")
    made = frozen(town, city)
    assert (government, date(2025, 3, 31)) in waiting(town.zheng_gang)
    filing = publish(town, made).filing
    assert notice_drift(filing=filing, day=PUBLISHING) is None
    assert government not in [agency for agency, _ in waiting(town.zheng_gang)]


def test_the_head_publishes_on_the_page_and_is_told_the_last_day(town, city, monkeypatch):
    on_day(monkeypatch)
    made = frozen(town, city)
    at = reverse("aggregation:publish", args=[made.pk])
    zhou, zheng = Client(), Client()
    zhou.force_login(town.zhou_jie)
    zheng.force_login(town.zheng_gang)
    page = reverse("aggregation:frozen", args=[made.pk])
    assert at not in zhou.get(page).content.decode()
    assert zhou.get(at).status_code == 403
    assert at in zheng.get(page).content.decode()
    assert "本级政府年报的期限是 2025-03-31" in zheng.get(at).content.decode()
    assert zheng.post(at).url == page
    after = zheng.get(page).content.decode()
    assert at not in after
    assert page_of(Filing.objects.get()) in after
    assert zheng.post(at).status_code == 422
