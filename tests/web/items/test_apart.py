"""Does one person with several roles decide all of a review, although others could?"""

import pytest
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import actions, review
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.reviewers import setting_of
from tests.people import FOUNDED
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import DAY, again, decide, drafted, fresh, keep_secrets, submitted

STEPS = [
    {"kind": "department", "roles": ["reviewer"]},
    {"kind": "secrecy", "roles": ["secrecy"]},
    {"kind": "approval", "roles": ["head"]},
]


@pytest.fixture
def zhao(office):
    """赵敏 heads her department, keeps the secrets and heads the disclosure office beside 孙立."""
    for role in ("secrecy", "head"):
        agencies.appoint(
            by=office.operator,
            person=office.zhao_min,
            agency=office.district,
            role=role,
            since=FOUNDED,
            reason="兼任",
        )
    return office.zhao_min


def leave(office, *people):
    for person in people:
        person.is_active = False
        person.save()


def test_who_decided_before_leaves_the_next_step_to_others_and_they_are_named(office, zhao):
    edition = submitted(office)
    decide(zhao, edition)
    with pytest.raises(NotAllowed, match=r"已经作过这份信息的「科室负责人审核」.*请由另一人办理.*陈静、吴刚"):
        keep_secrets(zhao, edition)
    keep_secrets(office.chen_jing, edition)
    with pytest.raises(NotAllowed, match="「批准」请由另一人办理；现在可以办理的有孙立。"):
        decide(zhao, edition)
    decide(office.sun_li, edition)
    assert again(edition).stage == Stage.APPROVED


def test_where_nobody_else_can_the_same_person_goes_on(office, zhao):
    edition = submitted(office)
    leave(office, office.chen_jing, office.wu_gang, office.sun_li)
    decide(zhao, edition)
    keep_secrets(zhao, edition)
    decide(zhao, edition)
    assert again(edition).stage == Stage.APPROVED


def test_who_wrote_it_is_nobody_else(office, zhao):
    """李强 heads the disclosure office, too, but it is his own text; 孙立 is away: 赵敏 approves it."""
    given = {"agency": office.district, "role": "head", "since": FOUNDED, "reason": "兼任"}
    agencies.appoint(by=office.operator, person=office.li_qiang, **given)
    leave(office, office.sun_li)
    edition = submitted(office)
    decide(zhao, edition)
    keep_secrets(office.chen_jing, edition)
    decide(zhao, edition)
    assert again(edition).stage == Stage.APPROVED


def test_who_decided_already_is_nobody_else(office, zhao):
    """陈静 kept the secrets and 孙立 is away: for 赵敏's approval there is nobody but herself."""
    leave(office, office.sun_li, office.wu_gang)
    edition = submitted(office)
    decide(zhao, edition)
    keep_secrets(office.chen_jing, edition)
    decide(zhao, edition)
    assert again(edition).stage == Stage.APPROVED


def test_an_agency_may_set_it_otherwise_and_the_trail_bears_it_out(office, zhao):
    assert "没有别人能办的，才可以接着办" in setting_of(review.DEFAULT, office.district, DAY).sentence
    actions.set_steps(by=office.sun_li, agency=office.district, day=DAY, steps=STEPS, same_person=True)
    edition = submitted(office)
    decide(zhao, edition)
    keep_secrets(zhao, edition)
    decide(zhao, edition)
    assert again(edition).stage == Stage.APPROVED
    assert verify().sound


def test_the_head_sets_it_on_the_page(office, sign_in, at):  # noqa: F811
    at(2026, 3, 2)
    client, page = sign_in(office.sun_li), reverse("items:steps_of", args=["yunxi"])
    assert "没有别人能办的，才可以接着办" in client.get(page).content.decode()
    sent = {"same_person": "on"}
    for number, step in enumerate(STEPS, 1):
        sent |= {f"kind_{number}": step["kind"], f"roles_{number}": step["roles"]}
    assert client.post(page, sent).status_code == 302
    said = client.get(page).content.decode()
    assert "同一个人可以办理几步。" in said
    assert "checked" in said.partition('name="same_person"')[2].partition(">")[0]


def test_what_is_left_to_others_is_not_on_the_list_of_who_decided_before(office, zhao, sign_in, at):  # noqa: F811
    at(2026, 3, 2)
    edition = submitted(office)
    decide(zhao, edition)
    title = edition.content["title"]
    assert title not in sign_in(zhao).get("/office/publication/").content.decode()
    assert title in sign_in(office.chen_jing).get("/office/publication/").content.decode()


def test_what_was_approved_by_one_person_before_stays_approved(office, zhao):
    """The rule is for what is decided from now on: nothing that is public falls by it."""
    leave(office, office.chen_jing, office.wu_gang, office.sun_li)
    edition = submitted(office)
    for act in (decide, keep_secrets, decide):
        act(zhao, edition)
    office.sun_li.is_active = True
    office.sun_li.save()
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    assert fresh(edition.item).live is not None


def wu_gang_writes(office):
    """Of the two who keep the secrets, one writes in the text."""
    agencies.appoint(
        by=office.operator, person=office.wu_gang, agency=office.district, role="officer", since=FOUNDED,
        reason="兼任",
    )  # fmt: skip
    return drafted(office, by=office.wu_gang)


def test_of_two_reviewers_of_a_kind_one_may_write_where_it_is_reviewed_once(office, sign_in):  # noqa: F811
    edition = wu_gang_writes(office)
    address = reverse("items:act", args=[edition.item_id, "submit"])
    page = sign_in(office.li_qiang).get(address).content.decode()
    assert "保密审查：保密审查员（陈静）" in page
    assert "科室负责人审核：审核人（赵敏）" in page
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)


def test_where_it_is_reviewed_twice_and_one_of_the_two_wrote_it_the_hand_in_says_so(office):
    """It would wait for a second one for ever."""
    two = [{"kind": "secrecy", "roles": ["secrecy"]}] * 2
    actions.set_steps(by=office.sun_li, agency=office.district, day=DAY, steps=[*two, STEPS[2]])
    edition = wu_gang_writes(office)
    with pytest.raises(
        Refused, match=r"「保密审查」的几次须由没有写过这份信息的不同的人办理，.*现在只有陈静；"
    ):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


def test_who_alone_can_do_the_second_of_two_reviews_leaves_the_first_to_the_others(office):
    """Else the second finds nobody: 赵敏 alone is of both roles' first and of the second."""
    rows = [{"kind": "secrecy", "roles": ["reviewer", "secrecy"]}, {"kind": "secrecy", "roles": ["reviewer"]}]
    actions.set_steps(by=office.sun_li, agency=office.district, day=DAY, steps=[*rows, STEPS[2]])
    edition = submitted(office)
    with pytest.raises(NotAllowed, match=r"后面的「保密审查」要由赵敏办理，.*现在可以办理的有陈静、吴刚。"):
        keep_secrets(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    keep_secrets(office.zhao_min, edition)
    assert review.waits_for(again(edition).waits) == "公开机构负责人"
