"""Does past stock come in by one reviewed manifest, and by nothing else?"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai_web.annual.figures import AFTER_REPORT
from gongkai_web.annual.models import Filing, Release
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.actions.stock import MANIFEST
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import Stage, State
from gongkai_web.publishing.items.models import Edition, Item
from tests.web.items.written import CONTENT, DAY, decide, fresh, keep_secrets

OLD = {**CONTENT, "formed_on": date(2015, 6, 1), "published_on": date(2015, 6, 8)}


def rows(*titles, **changes):
    return [
        actions.StockRow(f"old-{number}", {**OLD, "title": title, **changes})
        for number, title in enumerate(titles)
    ]


def begun(office):
    return actions.begin_batch(
        by=office.li_qiang, agency=office.district, day=DAY, title="旧网站政策", reason="旧网站迁移"
    )


def entered(office, *titles):
    batch = begun(office)
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=rows(*(titles or ("甲", "乙"))))
    return again(batch)


def again(batch):
    return type(batch).objects.select_related("agency").get(pk=batch.pk)


def judge(person, batch, approve=True, **changes):
    given = {"seen": queries.manifest_of(batch).digest, "note": "" if approve else "少一件", **changes}
    return actions.decide_batch(batch=batch, by=person, day=DAY, approve=approve, **given)


def judge_secrecy(person, batch):
    points = {MANIFEST.key: "public"}
    return judge(person, batch, note="都已公开过", basis="《保守国家秘密法》第三十五条", points=points)


def approved(office, *titles):
    batch = entered(office, *titles)
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    judge(office.zhao_min, batch)
    judge_secrecy(office.chen_jing, batch)
    judge(office.sun_li, batch)
    return again(batch)


@pytest.mark.parametrize("on", [DAY, DAY + timedelta(1)])
def test_what_was_not_public_before_its_batch_is_no_past_stock(office, on):
    batch, formed = begun(office), date(2026, 2, 2)
    given = rows("甲", published_on=on, formed_on=formed)
    (refused,) = actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY + timedelta(3), rows=given)
    assert f"原发布日期 {on} 不早于登记批次的 {DAY}" in refused.problem
    given = rows("甲", published_on=DAY - timedelta(1), formed_on=formed)
    (came,) = actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=given)
    assert came.problem == ""


def test_stock_of_a_year_that_was_reported_is_asked_about_and_counted_for_the_supervisor(office):
    """The report of 2015 is public: what is dated into it now makes it wrong."""
    filing = Filing(agency=office.district, year=2015, title="2015年年报", document={}, records={})
    filing.digest, filing.filed_on, filing.filed_by = "", date(2016, 3, 1), "孙立"
    filing.save()
    Release(filing=filing, released_on=date(2016, 3, 2), released_by="孙立").save()
    batch = entered(office, "甲")
    later = {**OLD, "title": "乙", "published_on": date(2016, 6, 8)}
    given = {"batch": batch, "by": office.li_qiang, "day": DAY}
    actions.enter_stock(**given, rows=[actions.StockRow("old-x", later)])
    with pytest.raises(Refused, match=r"在 2015 年，那一年的年报已经公布.*请核对凭据"):
        actions.submit_batch(**given)
    actions.submit_batch(**given, looked="旧网站备份可以核对")
    period = Period(DAY, DAY)
    assert count(AFTER_REPORT, EVERYWHERE, period) == 0
    judge(office.zhao_min, batch)
    judge_secrecy(office.chen_jing, batch)
    judge(office.sun_li, batch)
    actions.publish_batch(**given)
    assert count(AFTER_REPORT, EVERYWHERE, period) == 1
    seen = AFTER_REPORT.subject.visible(office.zhou_jie, DAY).filter(AFTER_REPORT.holds(period))
    assert [one.title for one in seen] == ["甲"]


def test_what_a_manifest_names_goes_out_with_the_day_on_which_it_was_first_public(office):
    batch = approved(office)
    assert batch.stage == Stage.APPROVED
    assert not queries.live().exists()
    assert actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY) == 2
    items = queries.live().order_by("pk")
    assert [(one.title, one.published_on, one.state) for one in items] == [
        ("甲", date(2015, 6, 8), State.LIVE),
        ("乙", date(2015, 6, 8), State.LIVE),
    ]
    assert all(one.batch == batch for one in items)
    assert all(one.entered for one in Publication.objects.all())
    assert again(batch).stage == Stage.DONE
    assert verify().sentence.startswith("审计记录完整")


def test_nothing_goes_out_before_the_manifest_is_approved(office):
    batch = entered(office)
    with pytest.raises(Refused, match="“起草”，不能发布"):
        actions.publish_batch(batch=batch, by=office.sun_li, day=DAY)
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    judge(office.zhao_min, batch)
    with pytest.raises(Refused, match="“审查中”，不能发布"):
        actions.publish_batch(batch=batch, by=office.sun_li, day=DAY)
    edition = Edition.objects.first()
    with pytest.raises(Refused, match="不能发布"):
        actions.publish(edition=edition, by=office.sun_li, day=DAY)
    with pytest.raises(Refused, match="随批次《旧网站政策》一起送审"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


def test_who_wrote_a_row_does_not_decide_on_the_manifest(office):
    batch = entered(office)
    edition = Edition.objects.first()
    values = {"body": "<p>改</p>"}
    actions.edit(edition=edition, by=office.zhao_min, day=DAY, group="body", values=values, seen=1)
    with pytest.raises(Refused, match="须由没有写过这份信息的审核人办理"):
        actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)


def test_a_row_does_not_change_while_the_manifest_is_reviewed(office):
    batch = entered(office)
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    edition, values = Edition.objects.first(), {"body": "<p>改</p>"}
    with pytest.raises(Refused, match="在批次《旧网站政策》里一起审查，不能单独修改"):
        actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    Edition.objects.filter(pk=edition.pk).update(content={**edition.content, **values})
    with pytest.raises(Refused, match="与送审时的不一致"):
        judge(office.zhao_min, batch)


def test_a_returned_batch_is_mended_and_handed_in_again(office):
    batch = entered(office)
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    judge(office.zhao_min, batch, approve=False)
    more = [actions.StockRow("old-9", {**OLD, "title": "丙"})]
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=more)
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    judge(office.zhao_min, batch)
    judge_secrecy(office.chen_jing, batch)
    judge(office.sun_li, batch)
    assert actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY) == 3


def test_each_row_says_what_is_wrong_with_it_and_the_others_come_in(office):
    batch = begun(office)
    given = [
        *rows("甲"),
        actions.StockRow("b", {**OLD, "title": ""}),
        actions.StockRow("c", {**OLD, "published_on": ""}),
        actions.StockRow("d", {**OLD, "colour": "red"}),
        actions.StockRow("", OLD),
    ]
    found = actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=given)
    assert [bool(one.item) for one in found] == [True, False, False, False, False]
    assert [one.problem[:6] for one in found[1:]] == [
        "缺少标题；请",
        "缺少原发布日",
        "不认识的项「",
        "这一行没有键",
    ]
    assert (again(batch).size, Item.objects.count()) == (1, 1)


def test_the_same_rows_again_are_there_once(office):
    batch = begun(office)
    for _ in range(2):
        found = actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=rows("甲", "乙"))
        assert all(one.item for one in found)
    assert again(batch).size == Item.objects.count() == 2


def test_publishing_that_was_interrupted_goes_on(office, monkeypatch):
    batch = approved(office, "甲", "乙", "丙")
    monkeypatch.setattr("gongkai_web.publishing.items.actions.stock._AT_ONCE", 1)
    calls = []

    def interrupted(*given, **more):
        calls.append(1)
        if len(calls) == 2:
            raise InterruptedError
        return real(*given, **more)

    real = actions.stock.publish_rows
    monkeypatch.setattr("gongkai_web.publishing.items.actions.stock.publish_rows", interrupted)
    with pytest.raises(InterruptedError):
        actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY)
    assert queries.live().count() == 1
    assert actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY) == 2
    assert queries.live().count() == 3


def test_a_row_that_was_withdrawn_meanwhile_does_not_come_out_again(office, monkeypatch):
    batch = approved(office, "甲", "乙")
    monkeypatch.setattr("gongkai_web.publishing.items.actions.stock._AT_ONCE", 1)
    real, calls = actions.stock.publish_rows, []

    def interrupted(*given, **more):
        calls.append(1)
        if len(calls) == 2:
            raise InterruptedError
        return real(*given, **more)

    monkeypatch.setattr("gongkai_web.publishing.items.actions.stock.publish_rows", interrupted)
    with pytest.raises(InterruptedError):
        actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY)
    out = queries.live().get()
    actions.end(item=out, by=office.sun_li, day=DAY, kind="withdrawn", reason="写了个人电话")
    assert actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY) == 1
    assert fresh(out).live is None


def test_rows_of_several_years_are_numbered_in_their_series_without_a_gap(office):
    batch = begun(office)
    years = [2015, 2016, 2015, 2016, 2015]
    given = [
        actions.StockRow(
            f"k{number}",
            {
                **OLD,
                "title": f"第{number}件",
                "formed_on": date(year, 6, 1),
                "published_on": date(year, 6, 8),
            },
        )
        for number, year in enumerate(years)
    ]
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=given)
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    judge(office.zhao_min, batch)
    judge_secrecy(office.chen_jing, batch)
    judge(office.sun_li, batch)
    actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY)
    numbers = list(queries.live().order_by("pk").values_list("index_number", flat=True))
    assert [one.rpartition("-")[2] for one in numbers] == ["00001", "00001", "00002", "00002", "00003"]
    assert len(set(numbers)) == 5
    assert {one.agency_name for one in queries.live()} == {office.district.name}


def _asked(office, count):
    batch = begun(office)
    given = [actions.StockRow(f"{count}-{n}", {**OLD, "title": f"第{n}件"}) for n in range(count)]
    with CaptureQueriesContext(connection) as entering:
        actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=given)
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    judge(office.zhao_min, batch)
    judge_secrecy(office.chen_jing, batch)
    judge(office.sun_li, batch)
    with CaptureQueriesContext(connection) as publishing:
        actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY)
    return len(entering), len(publishing)


def test_sixty_rows_ask_the_database_hardly_more_than_three(office):
    _asked(office, 1)  # what is read once
    many, few = _asked(office, 60), _asked(office, 3)
    # SQLite takes a long list of rows in two statements or three.
    assert all(more <= less + 6 for more, less in zip(many, few, strict=True)), (many, few)
    assert max(many) < 44


def test_a_row_of_a_batch_lives_on_like_any_item(office):
    actions.publish_batch(batch=approved(office), by=office.li_qiang, day=DAY)
    item = queries.live().first()
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    values = {"body": "<p>今年的</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    item = fresh(item)
    assert (item.published_on, item.changed_on, item.live.number) == (date(2015, 6, 8), DAY, 2)


def test_only_staff_of_the_agency_bring_stock_in(office):
    for person in (office.he_jing, office.chen_jing, office.operator):
        with pytest.raises(NotAllowed):
            actions.begin_batch(by=person, agency=office.district, day=DAY, title="旧", reason="迁移")


def test_a_file_of_past_stock_is_examined_like_any_other(office):
    """The row names a file that nobody examined: it is not the item's own."""
    batch = begun(office)
    strange = {"no": 1, "sha256": "0" * 64, "name": "名册", "media_type": "", "size": 1, "pages": None}
    given = {"batch": batch, "by": office.li_qiang, "day": DAY}
    actions.enter_stock(**given, rows=rows("甲", attachments=[strange]))
    with pytest.raises(Refused, match="附件《名册》不在本件收存的文件里，不能公开"):
        actions.submit_batch(**given, looked="以前已经公开")


def test_what_was_approved_with_its_file_waits_where_the_file_may_not_leave_any_more(office, monkeypatch):
    batch = approved(office)

    def refused(edition, day, doing="送审"):
        raise Refused(f"不能{doing}：《名册》里查出隐藏的工作表。")

    monkeypatch.setattr("gongkai_web.publishing.items.actions.stock.require_files_fit", refused)
    with pytest.raises(Refused, match="不能发布：《名册》"):
        actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY)
    assert not queries.live().exists()


def test_what_is_not_to_be_public_is_no_past_stock(office):
    batch = begun(office)
    withheld = {"attribute": "withheld", "attribute_reason": "内部事务", "reassess_on": date(2027, 3, 1)}
    (found,) = actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=rows("甲", **withheld))
    assert (found.item, "公开属性不能是“不予公开”" in found.problem) == (None, True)
