"""Is there a number for everything that the reports state of what is published, and does it open its records?

The rows are those of the list of features: 15–44 proactive disclosure, 56 the guide, 65–86 management.
"""

from collections.abc import Collection
from datetime import date

import pytest
from django.urls import reverse

from gongkai_web.figures.counting import Asked, count, split
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.figures.registry import registry
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.channels.actions import open_outlet
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.registers.declared import ARTICLES
from gongkai_web.registers.actions import enter
from tests.web.items.written import DAY, decide, fresh, keep_secrets, published

UNIT = "agency"
# Row, figure, and by what it falls apart.
ROWS: list[tuple[int, str, Collection[str]]] = [
    (15, "items.published", {UNIT, "month", "column", "item_class"}),
    (16, "items.published", {"item_class"}),
    (17, "outlets.sites", {UNIT}),
    (17, "items.published_by_channel", {"channel", UNIT, "month", "column"}),
    (17, "items.published_by_site", {"site", UNIT, "month", "column"}),
    (18, "articles.published", {"articles_outlet", "articles_article_class", UNIT, "month"}),
    (19, "items.published_by_field", {"field", UNIT, "month", "column"}),
    (20, "columns.open", {UNIT}),
    (20, "columns.adjusted", {UNIT, "column_change"}),
    (21, "items.published", {"column"}),
    (22, "items.reposted", {UNIT, "month", "source"}),
    (23, "interpretations.published", {UNIT, "month", "interpretation_class"}),
    (24, "reported-up.reported", {UNIT, "month"}),
    (24, "reported-up.adopted", {UNIT, "month"}),
    (25, "columns.topics", {UNIT}),
    (26, "items.published_by_field", {"field"}),
    (28, "decisions.listed", {UNIT, "decision_stage"}),
    (29, "decisions.decided", {UNIT, "decision_stage"}),
    (30, "decisions.consulted", {UNIT}),
    (30, "decisions.opinions", {UNIT}),
    (30, "decisions.opinions_adopted", {UNIT}),
    (30, "decisions.answered", {UNIT}),
    (30, "opinions.held", {UNIT, "month"}),
    (30, "opinions.received", {UNIT, "month", "opinion_channel", "verdict"}),
    (30, "opinions.adopted", {UNIT, "month"}),
    (30, "opinions.results", {UNIT}),
    (31, "items.published_by_field", {"field"}),
    (39, "responses.answered", {UNIT, "month", "responses_way"}),
    (40, "columns.overdue", {UNIT}),
    (41, "items.published_by_channel", {"channel"}),
    (43, "enterprises.listed", {UNIT, "enterprise_sector"}),
    (43, "enterprises.covered", {UNIT, "enterprise_sector"}),
    (44, "standard.items", {UNIT, "standard_field"}),
    (44, "standard.items_fulfilled", {UNIT, "standard_field"}),
    (56, "items.guide_updated", {UNIT}),
    (56, "items.updated", {UNIT, "column"}),
    (65, "items.published", {"attribute"}),
    (65, "items.kept_inside", {UNIT, "attribute"}),
    (66, "sweeps.settled", {UNIT, "sweep_kind"}),
    (67, "items.published", {"item_class", "column"}),
    (69, "documents.issued_count", {UNIT, "document_kind"}),
    (69, "documents.repealed_count", {UNIT, "document_kind"}),
    (69, "documents.effective_count", {UNIT, "document_kind"}),
    (69, "documents.clean_ups", {UNIT}),
    (69, "documents.cleaned", {UNIT, "verdict"}),
    (74, "documents.marked", {UNIT, "document_change"}),
    (73, "items.ended", {UNIT, "ended_how"}),
    (75, "sweeps.hits", {UNIT, "sweep_kind", "genre"}),
    (76, "offices.held", {UNIT, "role"}),
    (77, "items.secrecy_reviews", {UNIT}),
    (77, "items.returned", {UNIT, "review_step"}),
    (79, "items.reviewed", {UNIT}),
    (79, "items.review_days", {UNIT}),
    (82, "sweeps.sweeps", {UNIT, "sweep_kind"}),
    (82, "sweeps.hits", {UNIT, "sweep_kind"}),
    (83, "sweeps.mended", {UNIT, "sweep_kind"}),
    (84, "sweeps.mending_days", {UNIT, "sweep_kind"}),
    (85, "gazette.issues", {UNIT}),
    (85, "gazette.articles", {UNIT, "section"}),
    (104, "items.in_time", {UNIT, "month"}),
    (104, "items.due", {UNIT, "month"}),
    (133, "responses.answered", {UNIT}),
]
YEAR = Period.of_year(2026)


def n(name: str) -> int:
    return count(registry().named(name), EVERYWHERE, YEAR)


def by(name: str, dimension: str) -> dict[object, int]:
    figure = registry().named(name)
    chosen = next(one for one in figure.by if one.id == dimension)
    groups = split({"n": Asked(figure, YEAR)}, EVERYWHERE, (chosen,))
    return {values[0]: numbers["n"] for values, numbers in groups.items() if numbers["n"]}


@pytest.mark.parametrize(("row", "name", "dimensions"), ROWS)
def test_each_row_has_its_number_and_falls_apart(row, name, dimensions):
    figure = registry().named(name)
    assert set(dimensions) <= {one.id for one in figure.by}, row


def test_each_number_has_a_page_that_lists_its_records(office, client):
    published(office)
    client.force_login(office.li_qiang)
    for name in dict.fromkeys(name for _, name, _ in ROWS):
        figure = registry().named(name)
        answer = client.get(reverse("desk:figure", args=[name]) + "?year=2026")
        assert answer.status_code == 200, name
        page = answer.content.decode()
        assert figure.label in page
        assert figure.source.split("：")[0][:12] in page


def test_withdrawing_an_item_moves_every_number_in_which_it_is(office):
    one = published(office, content={"channels": ["website", "wechat"], "fields": ["skills_training"]})
    published(office, content={"channels": ["website"]})
    before = {name: n(name) for name in ("items.published", "items.published_by_field", "items.in_time")}
    actions.end(item=one, by=office.sun_li, day=DAY, kind="withdrawn", reason="登错了")
    assert n("items.published") == before["items.published"] - 1
    assert n("items.in_time") == before["items.in_time"] - 1
    assert by("items.published_by_channel", "channel") == {"website": 1}
    assert "skills_training" not in by("items.published_by_field", "field")
    assert by("items.ended", "ended_how") == {"withdrawn": 1}


def test_classing_an_item_anew_moves_it_from_one_part_to_the_other(office):
    item = published(office, content={"item_class": "news", "fields": ["employment"]})
    edition = actions.begin(item=fresh(item), by=office.li_qiang, day=DAY)
    values = {"item_class": "overview", "fields": ["health"], "column": "art20_02_organization"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="placing", values=values, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    assert by("items.published", "item_class") == {"news": 1}  # not before it is out
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert by("items.published", "item_class") == {"overview": 1}
    assert by("items.published", "column") == {"art20_02_organization": 1}
    assert by("items.published_by_field", "field") == {"health": 1, "livelihood": 1}
    assert by("items.updated", "column") == {"art20_02_organization": 1}
    assert n("items.published") == 1


def test_articles_are_counted_by_account(office):
    shared = {"by": office.li_qiang, "agency": office.district}
    one = open_outlet(**shared, day=DAY, channel="wechat", name="云溪发布")
    other = open_outlet(**shared, day=DAY, channel="weibo", name="云溪微博")
    for account, title in ((one, "甲"), (one, "乙"), (other, "丙")):
        given = {"title": title, "outlet": account, "article_class": "work_news"}
        enter(register=ARTICLES, **shared, day=DAY, given=given)
    assert by("articles.published", "articles_outlet") == {one.pk: 2, other.pk: 1}


def test_a_column_that_was_not_updated_in_its_cycle_is_counted_until_something_is_published(office):
    shared = {"by": office.li_qiang, "agency": office.district}
    catalogue.seed_columns(**shared, day=date(2026, 1, 5), level="county")
    column = catalogue.open_column(**shared, day=date(2026, 1, 5), name="便民信息", cycle="fortnightly")
    figure = registry().named("columns.overdue")

    def overdue(day: date) -> bool:
        found = figure.records(EVERYWHERE, Period.of_day(day).asked(day))
        return found.filter(pk=column.pk).exists()

    assert not overdue(date(2026, 1, 19))
    assert overdue(date(2026, 1, 20))
    published(office, content={"column": column.code})
    assert not overdue(date(2026, 3, 16))
    assert overdue(date(2026, 3, 17))
