"""By when must a change of what is public be public (《条例》第二十六条: 形成或者变更之日起二十个工作日)?"""

from datetime import date

import pytest
from django.urls import reverse

from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.checks import Unready
from gongkai_web.publishing.items.figures import LATE, UPDATED, UPDATES_DUE, UPDATES_LATE
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import (
    DAY,
    again,
    approved,
    decide,
    drafted,
    keep_secrets,
    published,
    submitted,
)

VARIED = date(2026, 4, 1)
# Twenty working days after it: the three days of 清明 are off.
LAST = date(2026, 4, 30)


def changed(office, on, varied=VARIED):
    """李强's next text of what is public, with the day on which the information changed."""
    edition = actions.begin(item=published(office), by=office.li_qiang, day=on)
    values = {"varied_on": varied}
    return actions.edit(edition=edition, by=office.li_qiang, day=on, group="days", values=values, seen=1)


def out(office, edition, on, looked=""):
    actions.submit(edition=edition, by=office.li_qiang, day=on, looked=looked)
    decide(office.zhao_min, edition, on)
    keep_secrets(office.chen_jing, edition, on)
    decide(office.sun_li, edition, on)
    return actions.publish(edition=again(edition), by=office.li_qiang, day=on)


def test_a_change_has_a_last_day_of_its_own(office):
    edition = changed(office, date(2026, 4, 3))
    assert (edition.due_on, edition.has_to_be_public_on) == (LAST, LAST)
    assert out(office, edition, date(2026, 4, 10)).due_on == LAST


def test_a_slip_of_the_pen_is_no_change_and_has_none(office):
    edition = actions.begin(item=published(office), by=office.li_qiang, day=DAY)
    assert (edition.due_on, edition.has_to_be_public_on) == (None, None)
    assert out(office, edition, DAY).due_on is None


def test_a_late_change_is_asked_about_and_counted_apart_from_the_first_publication(office):
    late = date(2026, 5, 6)
    edition = changed(office, late)
    with pytest.raises(Unready, match=f"应于 {LAST} 以前更新（《条例》第二十六条），已经过了"):
        actions.submit(edition=edition, by=office.li_qiang, day=late)
    out(office, edition, late, looked="等上级批复")
    year = Period.of_year(2026)
    assert [count(one, EVERYWHERE, year) for one in (UPDATED, UPDATES_DUE, UPDATES_LATE, LATE)] == [
        1,
        1,
        1,
        0,
    ]


def test_the_next_text_does_not_inherit_the_day(office):
    edition = changed(office, date(2026, 4, 3))
    out(office, edition, date(2026, 4, 10))
    following = actions.begin(item=again(edition).item, by=office.li_qiang, day=date(2026, 4, 13))
    assert (following.content["varied_on"], following.due_on) == ("", None)


@pytest.mark.parametrize("varied", [date(2026, 2, 1), date(2026, 4, 4)])
def test_a_day_before_the_information_or_after_today_is_refused(office, varied):
    edition = changed(office, date(2026, 4, 3), varied)
    with pytest.raises(Unready, match=r"变更日期 .* 应在生成日期以后、今天以前"):
        actions.submit(edition=edition, by=office.li_qiang, day=date(2026, 4, 3))


def test_what_was_never_public_has_not_changed(office):
    edition = drafted(office, content={"varied_on": DAY})
    with pytest.raises(Unready, match="只有公开以后另起的一稿才填写"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


def test_it_stands_on_the_work_list_when_the_day_is_near_with_its_day(office, sign_in, at):  # noqa: F811
    edition = changed(office, date(2026, 4, 3))
    page = reverse("desk:publication")
    at(2026, 4, 8)
    assert edition.content["title"] not in sign_in(office.li_qiang).get(page).content.decode()
    at(2026, 4, 28)
    said = sign_in(office.li_qiang).get(page).content.decode()
    assert edition.content["title"] in said
    assert "2026-04-30" in said


def test_what_was_settled_as_not_public_and_is_opened_later_is_never_late(office):
    """第十八条: nothing was due before somebody found that it can be public."""
    kept = {"attribute": "on_request", "attribute_reason": "内部事务", "reassess_on": date(2026, 9, 1)}
    item = actions.keep_inside(edition=approved(office, content=kept), by=office.li_qiang, day=DAY)
    on = date(2026, 9, 1)
    edition = actions.begin(item=item, by=office.li_qiang, day=on)
    values = {"attribute": "proactive", "attribute_reason": "", "reassess_on": ""}
    actions.edit(edition=edition, by=office.li_qiang, day=on, group="attribute", values=values, seen=1)
    out(office, edition, on)  # nothing is asked: no term has passed
    item.refresh_from_db()
    assert (item.published_on, item.due_on) == (on, None)
    # Nor does the next text of it bring a term back.
    out(office, actions.begin(item=item, by=office.li_qiang, day=on), on)
    item.refresh_from_db()
    assert item.due_on is None


def test_what_was_only_drafted_as_not_public_has_its_term(office):
    kept = {"attribute": "on_request", "attribute_reason": "内部事务", "reassess_on": date(2026, 9, 1)}
    edition = submitted(office, content=kept)
    values = {"attribute": "proactive", "attribute_reason": "", "reassess_on": ""}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="attribute", values=values, seen=1)
    edition.item.refresh_from_db()
    assert edition.item.due_on == date(2026, 3, 26)
