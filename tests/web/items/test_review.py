"""Does every text pass every step, each by another person than its writers?"""

import pytest

from gongkai_web.agencies import actions as agencies
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import actions, queries, review
from gongkai_web.publishing.items.content import digest
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Decision
from tests.people import FOUNDED
from tests.web.items.written import DAY, again, approved, decide, drafted, keep_secrets, submitted


def set_steps(office, *steps):
    rows = [{"kind": kind, "roles": roles} for kind, roles in steps]
    return actions.set_steps(by=office.sun_li, agency=office.district, day=DAY, steps=rows)


def test_the_steps_follow_each_other(office):
    edition = submitted(office)
    waits = [again(edition).waits]
    for step in (
        lambda: decide(office.zhao_min, edition),
        lambda: keep_secrets(office.chen_jing, edition),
        lambda: decide(office.sun_li, edition),
    ):
        step()
        waits.append(again(edition).waits)
    assert waits == ["|reviewer|", "|secrecy|", "|head|leader|", ""]
    assert again(edition).stage == Stage.APPROVED


def test_it_waits_on_the_list_of_who_is_to_decide(office):
    edition = submitted(office)
    assert queries.waiting_for(office.zhao_min, DAY).get() == edition
    assert not queries.waiting_for(office.chen_jing, DAY).exists()
    decide(office.zhao_min, edition)
    assert queries.waiting_for(office.chen_jing, DAY).get() == edition
    assert not queries.waiting_for(office.zhao_min, DAY).exists()


def test_nobody_decides_out_of_turn(office):
    edition = submitted(office)
    for person in (office.sun_li, office.chen_jing, office.operator, office.zhou_jie):
        with pytest.raises(NotAllowed):
            decide(person, edition)


def test_a_superuser_has_no_way_round(office):
    """孙立 runs the system besides: his own text waits for another all the same."""
    office.sun_li.is_superuser = True
    office.sun_li.save()
    edition = drafted(office, by=office.sun_li)
    with pytest.raises(Refused, match="没有写过这份信息的公开机构负责人或分管领导办理"):
        actions.submit(edition=edition, by=office.sun_li, day=DAY)
    with pytest.raises(Refused, match="不能发布"):
        actions.publish(edition=edition, by=office.sun_li, day=DAY)


def test_whoever_wrote_in_it_decides_at_no_step(office):
    edition = drafted(office)
    actions.edit(
        edition=edition, by=office.zhao_min, day=DAY, group="body", values={"body": "<p>改</p>"}, seen=1
    )
    with pytest.raises(Refused, match="「科室负责人审核」这一步须由没有写过这份信息的审核人办理"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    set_steps(office, ("secrecy", ["secrecy", "reviewer"]), ("approval", ["head"]))
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    with pytest.raises(NotAllowed, match="由赵敏起草，须由另一人审查"):
        keep_secrets(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)


def test_whoever_hands_it_in_decides_at_no_step_and_where_nobody_else_could_it_is_refused(office):
    edition = drafted(office)
    with pytest.raises(Refused, match="须由没有写过这份信息的审核人办理"):
        actions.submit(edition=edition, by=office.zhao_min, day=DAY)
    assert again(edition).stage == Stage.DRAFTING
    set_steps(office, ("secrecy", ["secrecy"]), ("approval", ["head", "reviewer"]))
    actions.submit(edition=again(edition), by=office.zhao_min, day=DAY)
    keep_secrets(office.chen_jing, edition)
    with pytest.raises(NotAllowed, match="由赵敏起草，须由另一人审查"):
        decide(office.zhao_min, edition)
    decide(office.sun_li, edition)


def test_whoever_wrote_an_old_text_does_not_decide_when_another_takes_it_up(office):
    set_steps(office, ("secrecy", ["secrecy"]), ("approval", ["head", "reviewer"]))
    edition, given = drafted(office), {"day": DAY, "by": office.li_qiang}
    values = {"body": "<p>赵敏写的</p>"}
    actions.edit(edition=edition, by=office.zhao_min, day=DAY, group="body", values=values, seen=1)
    old = actions.submit(**given, edition=again(edition))
    decide(office.chen_jing, edition, approve=False)
    actions.drop(**given, edition=again(edition), reason="另写")
    taken = actions.take_up(**given, snapshot=old, reason="还是用这一份")
    keep_secrets(office.chen_jing, taken.edition)
    with pytest.raises(NotAllowed, match="由赵敏起草，须由另一人审查"):
        decide(office.zhao_min, taken.edition)
    decide(office.sun_li, taken.edition)


def test_a_snapshot_without_steps_is_approved_by_nobody(office):
    snapshot = submitted(office).item.draft
    snapshot.steps = []
    assert not review.approved(snapshot)


def test_the_second_secrecy_review_is_for_a_second_person(office):
    """一名分管领导和两名保密人员."""
    two = (("secrecy", ["secrecy"]), ("secrecy", ["secrecy"]), ("approval", ["head"]))
    set_steps(office, *two)
    edition = submitted(office)
    keep_secrets(office.chen_jing, edition)
    with pytest.raises(NotAllowed, match="陈静已经作过「保密审查」；同一种审查的第二次须由另一人办理"):
        keep_secrets(office.chen_jing, edition)
    keep_secrets(office.wu_gang, edition)
    decide(office.sun_li, edition)
    assert again(edition).stage == Stage.APPROVED


def test_the_secrecy_review_says_by_what_and_judges_part_by_part(office, settings, tmp_path):
    settings.DATA = tmp_path
    edition = drafted(office)
    table = {"upload_name": "收费表.txt", "content": "路段\t每小时\n云溪路\t两元".encode()}
    edition = actions.attach(edition=edition, by=office.li_qiang, day=DAY, seen=1, **table)
    (attached,) = edition.content["attachments"]
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    with pytest.raises(Refused, match="须写明依据和意见"):
        keep_secrets(office.chen_jing, edition, basis="")
    with pytest.raises(Refused, match=r"还没有意见的有正文、附件《收费表\.txt》"):
        keep_secrets(office.chen_jing, edition, points={"heading": "public"})
    unsure = {"heading": "public", "body": "unsure", f"attachment:{attached['sha256']}": "public"}
    with pytest.raises(Refused, match=r"「正文」的意见是“不能确定”，不能同意公开.*第十七条"):
        keep_secrets(office.chen_jing, edition, points=unsure)
    made = keep_secrets(office.chen_jing, edition)
    assert (made.basis, made.person, len(made.points)) == (
        "《保守国家秘密法》第三十五条",
        office.chen_jing,
        3,
    )


def test_a_return_needs_its_reason_and_everything_begins_anew(office):
    edition = submitted(office)
    decide(office.zhao_min, edition)
    with pytest.raises(Refused, match="须写明理由"):
        decide(office.chen_jing, edition, approve=False, note="")
    decide(office.chen_jing, edition, approve=False)
    edition = again(edition)
    assert (edition.stage, edition.item.draft) == (Stage.DRAFTING, None)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert again(edition).waits == "|reviewer|"
    assert Decision.objects.count() == 2


def test_who_looks_at_an_old_page_decides_nothing(office):
    edition = submitted(office)
    with pytest.raises(Refused, match="改动过"):
        decide(office.zhao_min, edition, seen="0" * 64)


def test_a_text_that_was_changed_past_the_acts_is_not_decided_on(office):
    edition = submitted(office)
    content = {**again(edition).content, "body": "<p>偷改</p>"}
    type(edition).objects.filter(pk=edition.pk).update(content=content)
    with pytest.raises(Refused, match="与送审时的不一致"):
        decide(office.zhao_min, edition, seen=digest(content))


def test_a_text_that_was_changed_after_the_last_approval_does_not_go_out(office):
    edition = approved(office)
    type(edition).objects.filter(pk=edition.pk).update(content={**edition.content, "body": "<p>偷改</p>"})
    with pytest.raises(Refused, match="还没有按现在的内容"):
        actions.publish(edition=edition, by=office.li_qiang, day=DAY)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([], "至少要有保密审查和批准两步"),
        ([("approval", ["head"])], "须有保密审查这一步"),
        ([("approval", ["head"]), ("secrecy", ["secrecy"])], "最后一步须是批准"),
        ([("secrecy", ["operator"]), ("approval", ["head"])], "「保密审查」须由下列岗位之一办理"),
        ([("secrecy", []), ("approval", ["head"])], "「保密审查」须由下列岗位之一办理"),
        ([("lunch", ["head"])], "不认识的审查环节"),
    ],
)
def test_steps_that_will_not_do_are_refused(office, steps, sentence):
    with pytest.raises(Refused, match=sentence):
        set_steps(office, *steps)


def test_who_may_set_the_steps(office):
    with pytest.raises(NotAllowed):
        actions.set_steps(by=office.li_qiang, agency=office.district, day=DAY, steps=[])
    assert review.steps_of(office.district) == review.DEFAULT


def test_what_is_under_review_goes_by_the_steps_of_its_day(office):
    edition = submitted(office)
    set_steps(office, ("secrecy", ["secrecy"]), ("approval", ["head"]))
    decide(office.zhao_min, edition)
    assert again(edition).waits == "|secrecy|"


@pytest.mark.parametrize("how", ["begin", "take_up"])
def test_a_text_that_comes_back_through_another_hand_is_still_his_own(office, how):
    """孙立's text was given up; 李强 brings it back as it was, and 孙立 is asked to approve it."""
    agencies.appoint(
        by=office.operator,
        person=office.wu_gang,
        agency=office.district,
        role="leader",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    edition = drafted(office, by=office.sun_li)
    frozen = actions.submit(edition=edition, by=office.sun_li, day=DAY)
    actions.drop(edition=edition, by=office.sun_li, day=DAY, reason="另起")
    if how == "begin":
        back = actions.begin(item=edition.item, by=office.li_qiang, day=DAY)
        actions.submit(edition=back, by=office.li_qiang, day=DAY)
    else:
        actions.take_up(snapshot=frozen, by=office.li_qiang, day=DAY, reason="重来")
        back = queries.under_way(edition.item)
    decide(office.zhao_min, back)
    keep_secrets(office.chen_jing, back)
    with pytest.raises(NotAllowed, match="孙立"):
        decide(office.sun_li, back)
    decide(office.wu_gang, back)
    assert again(back).stage == Stage.APPROVED


def test_who_wrote_what_was_approved_may_review_a_change_of_it(office):
    edition = approved(office)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert actions.begin(item=edition.item, by=office.zhao_min, day=DAY).writers == [office.zhao_min.pk]
