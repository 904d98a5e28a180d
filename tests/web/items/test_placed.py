"""Do the rows of channels, fields and sites say what is counted of their item – after every act?"""

import logging
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser

from gongkai_web.figures.counting import Asked, count, counts, split
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.items import actions, jobs, queries
from gongkai_web.publishing.items.actions.placing import PLACES, count_anew
from gongkai_web.publishing.items.figures import BY_CHANNEL, BY_FIELD, CLASS
from gongkai_web.publishing.items.place_models import ItemChannel
from gongkai_web.publishing.items.rows_seen import of_placed, of_seen
from tests.web.items.test_stock import approved as approved_batch
from tests.web.items.written import DAY, decide, drafted, fresh, keep_secrets, published

YEAR = Period.of_year(2026)
UNTIL = DAY + timedelta(days=7)
LIST = {"shown_from": DAY, "shown_until": UNTIL}


def by_class() -> dict[object, int]:
    found = split({"n": Asked(BY_CHANNEL, YEAR)}, EVERYWHERE, (CLASS,))
    return {values[0]: numbers["n"] for values, numbers in found.items() if numbers["n"]}


def test_every_act_on_an_item_is_said_by_its_rows(office):
    item = published(office, content={"channels": ["website", "wechat"], "fields": ["skills_training"]})
    assert by_class() == {"catalogue": 2}
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    edit = {"edition": edition, "by": office.li_qiang, "day": DAY, "seen": 1}
    actions.edit(
        **edit, group="placing", values={"item_class": "news", "column": "", "channels": ["website"]}
    )
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    assert by_class() == {"catalogue": 2}
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert by_class() == {"news": 1}
    actions.note_channel(item=fresh(item), by=office.li_qiang, code="gazette")
    assert by_class() == {"news": 2}
    assert count_anew() == 0
    actions.end(item=fresh(item), by=office.sun_li, day=DAY, kind="withdrawn", reason="登错了")
    assert by_class() == {}
    assert counts({"n": Asked(BY_FIELD, YEAR)}, EVERYWHERE) == {"n": 0}
    assert count_anew() == 0


def test_past_stock_that_goes_out_is_said_by_its_rows(office):
    batch = approved_batch(office, "甲", "乙")
    actions.publish_batch(batch=batch, by=office.sun_li, day=DAY)
    assert count(BY_CHANNEL, EVERYWHERE, Period.of_year(2015)) == 4
    assert count_anew() == 0


def test_what_a_row_says_wrongly_is_mended_at_night_and_told(office, caplog):
    item = published(office)
    ItemChannel.objects.filter(item=item, code="website").update(
        published_on=date(2025, 3, 2), ending="withdrawn"
    )
    assert by_class() == {"catalogue": 1}
    with caplog.at_level(logging.ERROR, "gongkai.publishing"):
        assert jobs.count_places_anew.func() == 1
    assert f"信息 {item.pk} " in caplog.text
    assert by_class() == {"catalogue": 2}
    assert jobs.count_places_anew.func() == 0


def test_a_row_is_seen_by_whoever_sees_its_item(office):
    published(office)
    published(office, content={"title": "名单", **LIST})
    ended = published(office, content={"title": "旧的标准"})
    actions.end(item=ended, by=office.sun_li, day=DAY, kind="withdrawn", reason="登错了")
    gone = published(office, content={"title": "误发的"})
    secret = {"item": gone, "by": office.zhao_min, "day": DAY, "kind": "secret", "reason": "误发"}
    actions.end(**secret)
    drafted(office, content={"title": "草稿"})
    drafted(office, content={"title": "指定的人"}, readers="named")
    people = (
        office.li_qiang,
        office.zhao_min,
        office.sun_li,
        office.chen_jing,
        office.zhou_jie,
        office.he_jing,
    )
    told = set()
    for day in (DAY, UNTIL + timedelta(days=1)):
        for person in people:
            for model in PLACES:
                beside = set(of_seen(model)(person, day).values_list("pk", flat=True))
                assert set(of_placed(model)(person, day).values_list("pk", flat=True)) == beside
                told.add((model, frozenset(beside)))
        public = queries.public(day)
        for model in PLACES:
            found = model.objects.filter(item__in=public)
            assert set(of_placed(model)(AnonymousUser(), day)) == set(found)
    assert len({seen for model, seen in told if model is ItemChannel}) > 2
    seen = Scope.of(office.district).seen_by(office.zhou_jie, DAY)
    assert count(BY_CHANNEL, seen, YEAR) == 4
