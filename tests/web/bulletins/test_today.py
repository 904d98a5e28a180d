"""Does 今天 show a bulletin to whoever must approve it, go on with it or sign for it, and to nobody else?"""

from gongkai_web.agencies import actions as agencies
from gongkai_web.oversight.bulletins import actions
from tests.people import FOUNDED
from tests.web.bulletins.conftest import TODAY
from tests.web.bulletins.written import approved, decided, drafted, issued, submitted
from tests.web.office.test_left_forms import desk_of
from tests.web.oversight.home import acts, listed
from tests.web.rectification.found import sent

WHO = ("zhou_jie", "zheng_gang", "li_qiang", "he_jing", "operator", "stranger")


def waiting(town) -> dict[str, list[str]]:
    return acts(town, "bulletins", *WHO)


def test_zheng_gang_approves_and_zhou_jie_goes_on_with_what_she_wrote(town):
    made = drafted(town)
    assert waiting(town) == {"zhou_jie": ["送审"]}
    made = submitted(town, made)
    assert waiting(town) == {"zheng_gang": ["审核"]}
    decided(town, made, note="第二段的数请核对")
    assert waiting(town) == {"zhou_jie": ["修改"]}
    (row,) = listed(town.zhou_jie, "bulletins")
    assert "郑刚退回：第二段的数请核对" in row.about
    approved(town, made)
    assert waiting(town) == {"zhou_jie": ["印发"]}


def test_a_draft_waits_only_once_its_days_are_over(town):
    """Before that it cannot be sent (`actions.submit`)."""
    drafted(town, kind="special", last=TODAY)
    assert waiting(town) == {}


def test_what_moved_after_it_was_sent_waits_for_zhou_jie_and_for_no_leader(town):
    """郑刚 could neither approve nor return it: what he would decide on is not what she sent."""
    made = submitted(town, drafted(town))
    sent(town)
    assert waiting(town) == {"zhou_jie": ["重新送审"]}
    (row,) = listed(town.zhou_jie, "bulletins")
    assert "送审以后所引的数变了" in row.about
    client = desk_of(town.zhou_jie)
    page = client.get(f"/office/bulletins/{made.pk}/").content.decode()
    assert "送审以后所引的数变了" in page
    assert '<button class="button">送审</button>' in page
    actions.submit(bulletin=made, by=town.zhou_jie, today=TODAY)
    assert waiting(town) == {"zheng_gang": ["审核"]}
    made.refresh_from_db()
    decided(town, made)
    sent(town, rule="V3 附件打不开", place="https://example.invalid/2")
    assert waiting(town) == {"zhou_jie": ["重新送审"]}


def test_a_clerk_of_each_unit_signs_for_what_was_issued_until_it_is_signed(town):
    leads = {"agency": town.district, "role": "leader", "since": FOUNDED, "reason": "任职"}
    agencies.appoint(by=town.operator, person=town.stranger, **leads)  # who handles nothing signs nothing
    made = issued(town)
    assert waiting(town) == {"li_qiang": ["签收"], "he_jing": ["签收"]}
    one = made.recipients.get(agency=town.district)
    actions.receive(recipient=one, by=town.zhao_min, today=TODAY)
    assert waiting(town) == {"he_jing": ["签收"]}


def test_what_came_back_to_somebody_who_left_is_for_whoever_keeps_the_office(town):
    decided(town, submitted(town, drafted(town)), note="请补充")
    about = {"by": town.operator, "until": FOUNDED, "reason": "调离"}
    agencies.end_office(office=town.zhou_jie.offices.get(), **about)
    assert waiting(town) == {"zheng_gang": ["修改"]}


def test_what_a_leader_wrote_waits_for_another_one(town):
    leads = {"agency": town.city, "role": "leader", "since": FOUNDED, "reason": "任职"}
    agencies.appoint(by=town.operator, person=town.zhou_jie, **leads)
    made = drafted(town, by=town.zheng_gang)
    actions.submit(bulletin=made, by=town.zheng_gang, today=TODAY)
    assert waiting(town) == {"zhou_jie": ["审核"]}
