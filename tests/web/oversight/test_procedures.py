"""网站和账号的手续: asked for, agreed, announced, done in this order; closed after a long enough notice."""

from datetime import date

import pytest

from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.figures.registry import registry
from gongkai_web.oversight.registers.models import OutletProcedure
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.registers import actions
from gongkai_web.registers.declared import registers
from tests.web.oversight.conftest import TODAY

PROCEDURES = registers()["outlet-procedures"]
AGREED = {"approved_by": "市政府办公室", "approved_on": date(2025, 3, 5)}


def asked_for(town, kind="关停", name="云溪旅游网"):
    given = {"name": name, "kind": kind, "host": "区文旅局", "reason": "合并到区政府网站"}
    return actions.enter(
        register=PROCEDURES,
        by=town.li_qiang,
        agency=town.district,
        day=date(2025, 3, 3),
        given=given,
        today=TODAY,
    )


def filled(town, entry, **given):
    actions.fill(register=PROCEDURES, entry=entry, by=town.li_qiang, today=TODAY, given=given)


def test_the_same_one_is_not_begun_twice_while_it_is_open(town):
    first = asked_for(town)
    asked_for(town, kind="变更")
    with pytest.raises(Refused, match="关停在 2025-03-03 已经登记过，还没有办结"):
        asked_for(town)
    actions.void(register=PROCEDURES, entry=first, by=town.li_qiang, day=TODAY, reason="写错了")
    asked_for(town)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"done_on": date(2025, 5, 1)}, "还没有同意日期"),
        ({**AGREED, "approved_on": date(2025, 3, 1)}, "同意日期 2025-03-01 早于 2025-03-03"),
        ({**AGREED, "done_on": date(2025, 3, 4)}, "早于同意日期"),
        ({**AGREED, "done_on": date(2025, 5, 1)}, "没有登记公告，一般不少于 30 日"),
        (
            {**AGREED, "notice_from": date(2025, 4, 1), "done_on": date(2025, 4, 29)},
            "公告了 29 日，一般不少于 30 日",
        ),
        ({"notice_until": date(2025, 4, 1)}, "没有公告日期"),
        ({"notice_from": date(2025, 5, 21)}, "还没有到"),
    ],
)
def test_what_is_out_of_order_is_refused(town, given, words):
    entry = asked_for(town)
    with pytest.raises(Refused, match=words):
        filled(town, entry, **given)
    assert OutletProcedure.objects.get().done_on is None


def test_a_notice_of_thirty_days_is_enough_and_a_shorter_one_needs_a_reason(town):
    filled(town, asked_for(town), **AGREED, notice_from=date(2025, 4, 1), done_on=date(2025, 4, 30))
    short = {"notice_from": date(2025, 4, 1), "done_on": date(2025, 4, 29), "short_reason": "域名到期"}
    filled(town, asked_for(town), **AGREED, **short)
    assert OutletProcedure.objects.filter(done_on=None).count() == 0


def test_what_is_opened_needs_no_notice_and_its_end_may_lie_ahead(town):
    filled(town, asked_for(town, "开设"), **AGREED, done_on=date(2025, 3, 6))
    filled(town, asked_for(town), notice_from=date(2025, 5, 1), notice_until=date(2025, 6, 30))
    assert OutletProcedure.objects.filter(done_on=None).count() == 1


def test_what_was_done_later_was_not_done_on_an_earlier_day(town):
    """Asked for in March and done on the 6th: as of the 5th it is not done."""
    filled(town, asked_for(town, "开设"), **AGREED, done_on=date(2025, 3, 6))
    done = registry().named("outlet-procedures.done")
    year = Period.of_year(2025)
    days = (date(2025, 3, 5), date(2025, 3, 6))
    assert [count(done, EVERYWHERE, year.asked(day)) for day in days] == [0, 1]


def test_the_state_of_the_site_follows_its_procedure(town):
    site = Outlet.objects.get(name="云溪区人民政府")

    def stands():
        site.refresh_from_db()
        return site.state, site.closed_on

    resting = asked_for(town, "临时下线", site.name)
    assert stands() == ("running", None)
    filled(town, resting, **AGREED, done_on=date(2025, 3, 6))
    assert stands() == ("suspended", None)
    closing = asked_for(town, "关停", site.name)
    filled(town, closing, **AGREED, notice_from=date(2025, 4, 1), number="区政办〔2025〕3号")
    assert stands() == ("closing", None)
    filled(town, closing, done_on=date(2025, 5, 5))
    assert stands() == ("closed", date(2025, 5, 5))
    last = site.changes.last()
    assert (last.kind, last.number, "合并到区政府网站" in last.reason) == (
        "closed",
        "区政办〔2025〕3号",
        True,
    )
    assert verify().sound


def test_a_procedure_of_what_is_not_registered_changes_nothing_and_a_wrong_turn_is_refused_whole(town):
    filled(town, asked_for(town), **AGREED, notice_from=date(2025, 4, 1))
    assert set(Outlet.objects.values_list("state", flat=True)) == {"running"}
    closing, resting = (asked_for(town, kind, "云溪发布") for kind in ("关停", "临时下线"))
    filled(town, closing, **AGREED, notice_from=date(2025, 4, 1))
    with pytest.raises(Refused, match="现在是“关停中”，接着只能是"):
        filled(town, resting, **AGREED, done_on=date(2025, 4, 2))
    resting.refresh_from_db()
    assert resting.done_on is None
