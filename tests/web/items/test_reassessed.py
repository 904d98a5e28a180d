"""What is kept inside is assessed anew from its day (第十八条): does it stand on the desk then, and is
nothing old left in it once it is opened?
"""

from datetime import date, timedelta

import pytest

from gongkai_web.publishing.items import actions, queries
from tests.web.items.test_work import listed, rows, seen_by
from tests.web.items.written import CONTENT, DAY, again, approved, decide, drafted, fresh, keep_secrets

REASON, ON, NEXT = "过程性信息", date(2026, 9, 1), date(2027, 3, 1)
KEPT = {"attribute": "on_request", "attribute_reason": REASON, "reassess_on": ON}
OLD = {"attribute_reason": REASON, "reassess_on": ON.isoformat()}


@pytest.fixture
def inside(office):
    """What 李强 settled as open on request only."""
    return actions.keep_inside(edition=approved(office, content=KEPT), by=office.li_qiang, day=DAY)


def opened(office, item, **given):
    """李强's text that opens it, with what the form sends besides."""
    edition = actions.begin(item=item, by=office.li_qiang, day=ON)
    values = {"attribute": "proactive", **given}
    return actions.edit(edition=edition, by=office.li_qiang, day=ON, group="attribute", values=values, seen=1)


def test_it_stands_on_the_desk_once_from_its_day_until_it_is_assessed_anew(office, inside):
    assert seen_by(office, ON - timedelta(days=1)) == {}
    for day in (ON, ON + timedelta(days=40)):
        assert seen_by(office, day) == {
            name: [("再看", CONTENT["title"])] for name in ("li_qiang", "zhao_min", "sun_li")
        }
        (row,) = listed(office.li_qiang, day)
        assert "依申请公开的，再评估" in row.about
        assert row.due_on == ON
    actions.looked_again(item=inside, by=office.li_qiang, day=ON, next_on=NEXT, reason="仍在研究")
    assert seen_by(office, NEXT - timedelta(days=1)) == {}
    assert set(seen_by(office, NEXT)) == {"li_qiang", "zhao_min", "sun_li"}


def test_once_it_is_opened_neither_the_old_reason_nor_the_day_stay_and_no_row_comes(office, inside):
    edition = again(opened(office, inside, **OLD))
    assert (edition.content["attribute_reason"], edition.content["reassess_on"]) == ("", "")
    actions.submit(edition=edition, by=office.li_qiang, day=ON)
    assert rows(office.li_qiang, ON) == []
    decide(office.zhao_min, edition, ON)
    keep_secrets(office.chen_jing, edition, ON)
    decide(office.sun_li, edition, ON)
    actions.publish(edition=again(edition), by=office.li_qiang, day=ON)
    assert queries.live().get() == inside
    assert fresh(inside).look_again_on == date(2029, 9, 1)  # that of its class, as of everything public
    assert seen_by(office, NEXT) == {}


@pytest.mark.parametrize("given", [{}, {"attribute_reason": REASON}, {"reassess_on": ON}])
def test_also_what_a_program_leaves_out_does_not_stay(office, given):
    edition = drafted(office, content=KEPT)
    values = {"attribute": "proactive", **given}
    on = {"edition": edition, "by": office.li_qiang, "day": DAY}
    actions.edit(**on, group="attribute", values=values, seen=1)
    content = again(edition).content
    assert (content["attribute_reason"], content["reassess_on"]) == ("", "")


def test_a_reason_that_is_written_anew_stays(office, inside):
    edition = opened(office, inside, attribute_reason="情势变化，可以公开", reassess_on="")
    assert again(edition).content["attribute_reason"] == "情势变化，可以公开"
