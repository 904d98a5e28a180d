"""Is every number of what is published counted from its items, and does it move with them?"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai_web.figures.counting import Asked, count, split
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.items import actions, figures, review_figures
from tests.lawfolder import LawFolder
from tests.web.items.test_stock import again, begun, rows
from tests.web.items.written import (
    CONTENT,
    DAY,
    decide,
    drafted,
    fresh,
    keep_secrets,
    listed,
    published,
    submitted,
)

YEAR = Period.of_year(2026)


def n(figure, scope=EVERYWHERE, period=YEAR) -> int:
    return count(figure, scope, period)


def by(figure, dimension, period=YEAR) -> dict:
    groups = split({"n": Asked(figure, period)}, EVERYWHERE, (dimension,))
    return {values[0]: numbers["n"] for values, numbers in groups.items() if numbers["n"]}


def revise(office, item, day=DAY):
    """Another text of the item goes out."""
    edition = actions.begin(item=fresh(item), by=office.li_qiang, day=day)
    values = {"body": f"<p>{day} 改</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=day, group="body", values=values, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=day)
    decide(office.zhao_min, edition, day)
    keep_secrets(office.chen_jing, edition, day)
    decide(office.sun_li, edition, day)
    actions.publish(edition=edition, by=office.li_qiang, day=day)


def test_what_is_published_is_counted_by_class_column_month_and_agency(office):
    for kind in ("overview", "news", "news"):
        published(office, content={"item_class": kind})
    published(office, date(2026, 5, 6), content={"formed_on": date(2026, 5, 6), "column": "art20_03_plans"})
    drafted(office)
    assert n(figures.PUBLISHED) == n(figures.PUBLISHED, Scope.of(office.district)) == 4
    assert (
        n(figures.PUBLISHED, Scope.of(office.county))
        == n(figures.PUBLISHED, period=Period.of_year(2025))
        == 0
    )
    assert by(figures.PUBLISHED, figures.CLASS) == {"overview": 1, "news": 2, "catalogue": 1}
    assert by(figures.PUBLISHED, figures.COLUMN) == {"policies": 3, "art20_03_plans": 1}
    assert by(figures.PUBLISHED, figures.MONTH) == {3: 3, 5: 1}


def test_channels_and_fields_count_an_item_once_in_each(office):
    published(office, content={"channels": ["website", "wechat"], "fields": ["skills_training"]})
    published(office, content={"channels": ["website"], "fields": ["employment"]})
    assert by(figures.BY_CHANNEL, figures.CHANNEL) == {"website": 2, "wechat": 1}
    found = by(figures.BY_FIELD, figures.FIELD)
    assert (found["skills_training"], found["employment"], found["livelihood"]) == (1, 2, 2)
    assert n(figures.PUBLISHED) == 2


def test_what_was_reposted_is_counted_apart_and_has_no_term(office):
    source = {"origin": "reposted", "source_name": "中国政府网", "source_url": "https://www.gov.cn/a"}
    listed(office)
    published(office, content=source)
    published(office)
    assert (n(figures.PUBLISHED), n(figures.REPOSTED), n(figures.DUE)) == (2, 1, 1)


def test_what_was_reposted_falls_apart_by_its_source(office):
    """手册00 §七: 转载条数（按来源）. Who may see none of it is not told the name either."""
    source = {"origin": "reposted", "source_name": "中国政府网", "source_url": "https://www.gov.cn/a"}
    listed(office)
    listed(office, "新华网", "www.news.cn")
    for name, host in (("中国政府网", "www.gov.cn"), ("新华网", "www.news.cn"), ("新华网", "www.news.cn")):
        published(office, content={**source, "source_name": name, "source_url": f"https://{host}/a"})
    drafted(office, content={**source, "source_name": "草稿网"})
    published(office, content={"source_name": "写错了地方"})
    assert by(figures.REPOSTED, figures.SOURCE) == {"中国政府网": 1, "新华网": 2}
    assert set(figures.SOURCE.told(office.he_jing, DAY)) == {"中国政府网", "新华网"}
    assert set(figures.SOURCE.told(office.li_qiang, DAY)) == {"中国政府网", "新华网", "草稿网"}


def test_in_time_is_within_twenty_working_days_of_what_was_formed(office):
    published(office, date(2026, 3, 26))
    published(office, date(2026, 3, 27), looked="转来得晚")
    assert (n(figures.DUE), n(figures.IN_TIME), n(figures.LATE)) == (2, 1, 1)


def test_what_is_due_and_not_published_is_found(office):
    drafted(office)
    assert n(figures.OVERDUE, period=Period(DAY, date(2026, 3, 26))) == 0
    assert n(figures.OVERDUE, period=Period(DAY, date(2026, 3, 27))) == 1


SUMMER = Period(DAY, date(2026, 6, 1))


def test_the_term_of_a_genre_is_that_of_its_items(office, tmp_path):
    law = LawFolder(tmp_path / "law")
    law.replace("publication/genres.yaml", "label: 统计数据,", "label: 统计数据, term: procurement_result,")
    with law.installed():
        due = [drafted(office, content={"genre": one}).item.due_on for one in ("statistics", "notice")]
    # Saturday 28 February is worked.
    assert due == [date(2026, 3, 2), date(2026, 3, 26)]


def test_a_draft_that_was_given_up_is_not_overdue(office):
    edition = drafted(office)
    assert n(figures.OVERDUE, period=SUMMER) == 1
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason="写重了")
    assert n(figures.OVERDUE, period=SUMMER) == 0


def test_past_stock_has_no_term_and_is_not_overdue_while_it_is_reviewed(office):
    given = {"by": office.li_qiang, "day": DAY}
    batch = actions.begin_batch(**given, agency=office.district, title="旧网站政策", reason="旧网站迁移")
    old = {**CONTENT, "formed_on": date(2025, 6, 3), "published_on": date(2025, 6, 9)}
    rows = [actions.StockRow("old-1", old)]
    entered = actions.enter_stock(**given, batch=batch, rows=rows)
    assert [one.item.due_on for one in entered] == [None]
    assert n(figures.OVERDUE, period=SUMMER) == 0


def test_what_went_out_late_was_overdue_at_the_end_of_the_time_before(office):
    published(office, date(2026, 4, 2), looked="转来得晚")
    march, april = Period(DAY, date(2026, 3, 31)), Period(DAY, date(2026, 4, 2))
    assert (n(figures.OVERDUE, period=march), n(figures.LATE, period=march)) == (1, 0)
    assert (n(figures.OVERDUE, period=april), n(figures.LATE, period=april)) == (0, 1)


@pytest.mark.parametrize("kind", ["withdrawn", "secret"])
def test_what_was_published_by_mistake_leaves_the_count_and_is_counted_apart(office, kind):
    item = published(office)
    actions.end(item=item, by=office.li_qiang, day=DAY, kind=kind, reason="误公开")
    assert n(figures.PUBLISHED) == n(figures.BY_CHANNEL) == n(figures.BY_FIELD) == 0
    assert by(figures.ENDED, figures.ENDED_HOW) == {kind: 1}


@pytest.mark.parametrize("kind", ["out_of_force", "archived", "list_expired"])
def test_what_ended_in_its_time_stays_in_the_count(office, kind):
    item = published(office)
    given = {"basis": "云政办〔2026〕5号"} if kind == "out_of_force" else {}
    actions.end(item=item, by=office.sun_li, day=DAY, kind=kind, reason="到期", **given)
    assert n(figures.PUBLISHED) == 1
    assert by(figures.ENDED, figures.ENDED_HOW) == {kind: 1}


def test_another_rule_of_the_law_counts_otherwise_from_its_year(office, tmp_path):
    item = published(office, date(2028, 3, 1), content={"formed_on": date(2028, 3, 1)})
    actions.end(item=item, by=office.sun_li, day=date(2028, 3, 2), kind="archived", reason="归档")
    law = LawFolder(tmp_path / "law")
    value = "    - {from: 2028-01-01, counted: false, source: {instrument: convention, article: 口径}}"
    law.add_value("publication/ends.yaml", "archived", value)
    year = Period.of_year(2028)
    assert n(figures.PUBLISHED, period=year) == 1
    with law.installed():
        assert n(figures.PUBLISHED, period=year) == 0


def test_a_time_is_counted_by_the_rule_at_its_end(office, tmp_path):
    item = published(office, date(2028, 3, 1), content={"formed_on": date(2028, 3, 1)})
    actions.end(item=item, by=office.sun_li, day=date(2028, 3, 2), kind="archived", reason="归档")
    law = LawFolder(tmp_path / "law")
    value = "    - {from: 2028-07-01, counted: false, source: {instrument: convention, article: 口径}}"
    law.add_value("publication/ends.yaml", "archived", value)
    spring, year = Period(date(2028, 1, 1), date(2028, 6, 30)), Period.of_year(2028)
    with law.installed():
        assert (n(figures.PUBLISHED, period=spring), n(figures.PUBLISHED, period=year)) == (1, 0)


def test_an_item_of_another_class_is_counted_there(office):
    item = published(office, content={"item_class": "news"})
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    values = {"item_class": "overview"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="placing", values=values, seen=1)
    assert by(figures.PUBLISHED, figures.CLASS) == {"news": 1}
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert by(figures.PUBLISHED, figures.CLASS) == {"overview": 1}


def test_reviews_returns_days_and_updates(office):
    item = published(office)
    revise(office, item, date(2026, 3, 5))
    edition = submitted(office)
    decide(office.zhao_min, edition, date(2026, 3, 4))
    decide(office.chen_jing, edition, date(2026, 3, 5), approve=False)
    actions.submit(edition=edition, by=office.li_qiang, day=date(2026, 3, 6))
    decide(office.zhao_min, edition, date(2026, 3, 6))
    keep_secrets(office.chen_jing, edition, date(2026, 3, 9))
    decide(office.sun_li, edition, date(2026, 3, 10))
    assert (n(review_figures.REVIEWED), n(review_figures.REVIEW_DAYS), n(review_figures.RETURNS)) == (3, 4, 1)
    assert n(review_figures.SECRECY_REVIEWS) == 4
    assert by(review_figures.RETURNS, review_figures.STEP) == {"secrecy": 1}
    assert n(figures.UPDATED) == 1


def test_the_review_of_what_is_sealed_since_leaves_every_count_and_so_do_its_updates(office):
    """赵敏 opens as many rows as the report counts: of what was taken down as secret nobody opens any."""
    published(office)
    revise(office, secret := published(office), date(2026, 3, 5))
    batch_decided(office)
    actions.end(item=fresh(secret), by=office.chen_jing, day=DAY, kind="secret", reason="不应公开")
    seen = EVERYWHERE.seen_by(office.zhao_min, DAY)
    for figure, number in (
        (review_figures.REVIEWED, 1),
        (review_figures.REVIEWS, 3 + 1),
        (review_figures.SECRECY_REVIEWS, 1),
        (figures.UPDATED, 0),
    ):
        opened = figure.records(seen, YEAR).count()
        assert (n(figure), n(figure, seen), opened) == (number, number, number), figure.id
    assert by(figures.ENDED, figures.ENDED_HOW) == {"secret": 1}


def batch_decided(office):
    """赵敏 agrees to a batch of past stock: an opinion, too, whose row leads to the batch."""
    batch = begun(office)
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=rows("甲"))
    seen = actions.submit_batch(batch=again(batch), by=office.li_qiang, day=DAY).digest
    actions.decide_batch(batch=batch, by=office.zhao_min, day=DAY, approve=True, seen=seen)


def test_each_number_opens_the_items_that_the_person_may_see(office):
    item = published(office)
    drafted(office)
    seen = EVERYWHERE.seen_by(office.he_jing, DAY)
    assert list(figures.PUBLISHED.records(seen, YEAR)) == [item]
    assert n(figures.PUBLISHED, seen) == 1
    assert n(figures.OVERDUE, seen, Period(DAY, date(2026, 6, 1))) == 0
    assert n(review_figures.SECRECY_REVIEWS, seen) == 0
    assert n(review_figures.SECRECY_REVIEWS, EVERYWHERE.seen_by(office.zhao_min, DAY)) == 1
    for figure in figures.FIGURES:
        assert (
            figure.records(EVERYWHERE.seen_by(office.zhao_min, DAY), YEAR).count()
            == n(figure, EVERYWHERE.seen_by(office.zhao_min, DAY))
            or figure.sums
        )


@pytest.mark.parametrize("kind", ["withdrawn", "secret"])
def test_that_something_was_taken_back_is_seen_where_it_was_published_and_above(office, kind):
    item = published(office)
    actions.end(item=item, by=office.li_qiang, day=DAY, kind=kind, reason="误公开")
    for person, seen in (
        (office.li_qiang, 1),
        (office.zhou_jie, 1),
        (office.he_jing, 0),
        (office.stranger, 0),
    ):
        scope = EVERYWHERE.seen_by(person, DAY)
        assert (n(figures.ENDED, scope), figures.ENDED.records(scope, YEAR).count()) == (seen, seen)
    assert not figures.ENDINGS.visible(AnonymousUser(), DAY).exists()


def test_what_stays_inside_is_counted_by_its_attribute(office):
    kept = {"attribute": "withheld", "attribute_reason": "内部事务", "reassess_on": date(2027, 3, 1)}
    edition = submitted(office, content=kept)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.keep_inside(edition=edition, by=office.li_qiang, day=DAY)
    assert by(figures.INSIDE, figures.ATTRIBUTE) == {"withheld": 1}
    assert n(figures.PUBLISHED) == 0


def test_an_item_of_another_class_after_the_turn_of_the_year_moves_in_the_year_of_its_publication(office):
    item = published(
        office, date(2025, 12, 31), content={"item_class": "news", "formed_on": date(2025, 12, 30)}
    )
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    values = {"item_class": "overview"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="placing", values=values, seen=1)
    last, this = Period.of_year(2025), YEAR

    def told():
        return [by(figures.PUBLISHED, figures.CLASS, year) for year in (last, this)]

    assert told() == [{"news": 1}, {}]
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    assert told() == [{"news": 1}, {}]
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert told() == [{"overview": 1}, {}]
    assert [n(figures.UPDATED, period=year) for year in (last, this)] == [0, 1]
