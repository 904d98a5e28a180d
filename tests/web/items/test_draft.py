"""Is nothing lost when two write, and who sees what is not public yet?"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai_web.agencies import actions as agencies
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.items import actions, checks, queries
from gongkai_web.publishing.items.kinds import Stage, State
from gongkai_web.publishing.items.models import Edition
from tests.people import FOUNDED
from tests.web.items.written import CONTENT, DAY, again, approved, drafted, fresh, published, submitted


def edit(office, edition, values, *, by=None, group="body", seen=1):
    return actions.edit(
        edition=edition, by=by or office.li_qiang, day=DAY, group=group, values=values, seen=seen
    )


def test_the_last_write_does_not_win_and_both_texts_are_given_back(office):
    edition = drafted(office)
    edit(office, edition, {"body": "<p>赵敏的写法</p>"}, by=office.zhao_min)
    with pytest.raises(actions.Conflict, match="赵敏在 2026-03-02 改过「正文」") as refused:
        edit(office, edition, {"body": "<p>李强的写法</p>"})
    both = refused.value.both
    assert (both.theirs["body"], both.yours["body"]) == ("<p>赵敏的写法</p>", "<p>李强的写法</p>")
    assert again(edition).content["body"] == "<p>赵敏的写法</p>"
    edit(office, edition, {"body": "<p>两人的写法</p>"}, seen=both.version)
    assert again(edition).content["body"] == "<p>两人的写法</p>"


def test_two_who_write_in_different_groups_do_not_stand_in_each_others_way(office):
    edition = drafted(office)
    edit(office, edition, {"body": "<p>新正文</p>"}, by=office.zhao_min)
    edit(office, edition, {"title": "新标题"}, group="heading")
    content = again(edition).content
    assert (content["title"], content["body"]) == ("新标题", "<p>新正文</p>")
    assert fresh(edition.item).title == "新标题"


def test_who_saves_the_same_text_again_changes_nothing(office):
    edition = approved(office)
    edit(office, edition, {"body": CONTENT["body"]}, seen=7)
    assert again(edition).stage == Stage.APPROVED


@pytest.mark.parametrize("stand", [submitted, approved])
def test_an_edit_voids_what_was_decided(office, stand):
    edition = stand(office)
    edit(office, edition, {"body": "<p>改动</p>"})
    edition = again(edition)
    assert (edition.stage, edition.waits, edition.item.draft) == (Stage.DRAFTING, "", None)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert again(edition).waits == "|reviewer|"


def test_what_is_published_is_not_edited_but_another_text_begun(office):
    item = published(office)
    edition = Edition.objects.get(item=item)
    with pytest.raises(Refused, match="“已发布”，不能修改"):
        edit(office, edition, {"body": "<p>改动</p>"})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"colour": "red"}, "不认识的项「colour」"),
        ({"formed_on": "昨天"}, "「生成日期」「昨天」不是日期"),
        ({"attribute": "secret"}, "「公开属性」没有「secret」这一种"),
        ({"channels": "网站"}, "「公开渠道」应为几项文字"),
        ({"shown_until": "0001-01-02"}, "「公示期止」0001-01-02 应在 1900 年至 2199 年之间"),
        ({"formed_on": date(9999, 12, 31)}, "「生成日期」9999-12-31 应在 1900 年至 2199 年之间"),
        ({"interprets": [10**30]}, "「解读的文件」应为几个登记编号"),
        ({"change_note": "长" * 301}, "「更新说明」有 301 字，最多 300 字"),
        ({"interpretation_author": "长" * 31}, "「解读主体」有 31 字，最多 30 字"),
        ({"registration_number": "长" * 101}, "「统一登记号」有 101 字，最多 100 字"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(office, content, sentence):
    with pytest.raises(Refused, match=sentence):
        drafted(office, content=content)


def test_what_no_file_and_no_feed_can_hold_is_not_kept(office):
    """A line break of Word, a zero, half a sign: nobody sees them, and the Word file of it would fail."""
    given = {"title": "停车\x0b收费\x00标准", "summary": "路内\ud800停车", "body": "<p>甲\x0b乙\ud800</p>"}
    content = drafted(office, content=given).content
    assert (content["title"], content["summary"]) == ("停车收费标准", "路内停车")
    assert content["body"] == "<p>甲乙</p>"


def test_all_that_is_missing_is_told_at_once(office):
    edition = drafted(office, content={"title": "", "body": "", "formed_on": "", "origin": "reposted"})
    with pytest.raises(checks.Unready) as refused:
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    fields = [point.field for point in refused.value.points]
    assert fields == ["title", "formed_on", "source_name", "source_url", "body"]
    assert all(point.message.endswith("请填写。") for point in refused.value.points)


def test_what_is_not_published_says_why_and_when_it_is_looked_at_again(office):
    edition = drafted(office, content={"attribute": "withheld", "summary": "", "body": ""})
    with pytest.raises(checks.Unready, match="“不予公开”的，须写明理由和依据（《条例》第十八条）"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


@pytest.mark.parametrize(("attribute", "label"), [("withheld", "不予公开"), ("on_request", "依申请公开")])
def test_what_is_not_published_carries_a_day_of_its_assessment(office, attribute, label):
    written = {"attribute": attribute, "attribute_reason": "内部管理", "summary": "", "body": ""}
    edition = drafted(office, content=written)
    with pytest.raises(checks.Unready) as told:
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    said = f"公开属性是“{label}”的，须写明再评估的日子（《条例》第十八条）；请填写。"
    assert told.value.sentences == (said,)


def test_days_that_cannot_be_are_told(office):
    later = {"formed_on": date(2026, 3, 3), "published_on": DAY}
    edition = drafted(office, content=later)
    with pytest.raises(checks.Unready, match=r"2026-03-03 还没有到.*原发布日期只有历史存量才填写"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


def test_only_staff_of_the_agency_draft(office):
    for person in (office.he_jing, office.zhou_jie, office.stranger, office.operator):
        with pytest.raises(NotAllowed):
            drafted(office, by=person)


def test_a_draft_is_seen_at_its_agency_alone(office):
    item = drafted(office).item
    seers = [
        person.display_name
        for person in (office.zhao_min, office.chen_jing, office.he_jing, office.zhou_jie, office.operator)
        if queries.visible(person, DAY).filter(pk=item.pk).exists()
    ]
    assert seers == ["赵敏", "陈静"]
    assert not queries.visible(AnonymousUser(), DAY).exists()
    assert not queries.editions(AnonymousUser(), DAY).exists()


def test_an_agency_that_issues_it_together_does_not_see_the_draft_for_that(office):
    """Who may see a draft is said in a field of its own (`readers`), and follows from no other."""
    together = {"issuers": [office.district.name, office.county.name], "lead": office.county.name}
    edition = submitted(office, content=together)
    assert not queries.visible(office.he_jing, DAY).exists()
    assert not queries.editions(office.he_jing, DAY).exists()
    assert not queries.snapshots(office.he_jing, DAY).exists()
    assert queries.visible(office.zhao_min, DAY).get() == edition.item


def test_the_public_item_is_seen_by_all_and_its_drafts_are_not(office):
    item = published(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    for person in (office.he_jing, office.zhou_jie, AnonymousUser()):
        assert queries.visible(person, DAY).filter(pk=item.pk).exists()
        assert not queries.editions(person, DAY).filter(pk=edition.pk).exists()
        assert not queries.snapshots(person, DAY).exists()
    assert queries.editions(office.zhao_min, DAY).filter(pk=edition.pk).exists()


def test_a_draft_for_named_people_is_seen_by_them_its_writer_and_who_reviews(office, town):
    item = drafted(office, readers="named", by=office.zhao_min).item
    ours = (office.li_qiang, office.chen_jing, office.sun_li, office.zhao_min)
    seers = {one.display_name for one in ours if queries.visible(one, DAY).filter(pk=item.pk).exists()}
    assert seers == {"陈静", "孙立", "赵敏"}
    with pytest.raises(NotAllowed, match="李强不在其中"):
        edit(office, queries.under_way(item), {"body": "<p>改动</p>"})


def test_nobody_locks_himself_out(office):
    item = drafted(office).item
    actions.set_readers(item=item, by=office.li_qiang, day=DAY, readers="named", named=[office.he_jing])
    assert set(item.named.all()) == {office.li_qiang, office.he_jing}
    assert queries.visible(office.he_jing, DAY).filter(pk=item.pk).exists()


def test_a_draft_that_is_given_up_leaves_what_is_live(office):
    item = published(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    with pytest.raises(Refused, match="须写明理由"):
        actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason=" ")
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason="不改了")
    assert (again(edition).stage, fresh(item).state) == (Stage.DROPPED, State.LIVE)
    assert queries.under_way(item) is None


def test_personal_data_are_found_before_it_is_handed_in(office):
    edition = drafted(office, content={"body": "<p>补贴发给王芳，身份证号码 110101199003070134。</p>"})
    with pytest.raises(checks.Unready) as refused:
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert [point.field for point in refused.value.points] == ["body"]
    assert "110101199003070134" not in str(refused.value)


def test_what_the_checks_ask_about_goes_on_with_its_reason(office):
    edition = drafted(office, content={"effective_from": date(2026, 2, 1)})
    with pytest.raises(checks.Unready, match="施行日期 2026-02-01 早于生成日期"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    frozen = actions.submit(edition=edition, by=office.li_qiang, day=DAY, looked="追溯至二月一日，依据省文件")
    assert frozen.looked == "追溯至二月一日，依据省文件"


def test_a_word_that_is_in_no_list_is_told(office):
    edition = drafted(office, content={"channels": ["pigeon"], "theme": "weather"})
    with pytest.raises(checks.Unready, match=r"主题分类里没有「weather」.*公开渠道里没有「pigeon」"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


@pytest.fixture
def columns(office):
    """云溪区 keeps the columns of the law."""
    catalogue.seed_columns(
        by=office.sun_li, agency=office.district, day=DAY, level="county", agency_code="X1"
    )
    return office


def test_what_is_published_stands_in_a_column_of_its_agency(columns):
    for column, sentence in (("", "请选择栏目"), ("policies", "没有可以放信息的栏目「policies」")):
        edition = drafted(columns, content={"column": column})
        with pytest.raises(checks.Unready, match=sentence):
            actions.submit(edition=edition, by=columns.li_qiang, day=DAY)


def test_an_item_has_the_elements_that_its_column_asks_for(columns):
    edition = drafted(columns, content={"column": "normative_documents"})
    with pytest.raises(checks.Unready) as refused:
        actions.submit(edition=edition, by=columns.li_qiang, day=DAY)
    fields = [point.field for point in refused.value.points]
    assert fields == ["document_number", "theme", "genre", "effective_from", "issuing_agency"]


def test_an_item_of_a_column_has_its_number_and_its_term(columns):
    item = published(columns, content={"column": "art20_06_penalty_and_coercion"})
    assert item.index_number == "X1/2026-00001"
    assert item.due_on == date(2026, 3, 9)  # 7 个工作日，2 月 28 日调休上班


def test_fields_roll_up_into_those_above_them(office):
    item = drafted(office, content={"fields": ["skills_training"]}).item
    codes = set(item.fields.values_list("code", flat=True))
    assert {"skills_training", "employment", "livelihood"} <= codes


def test_all_elements_that_a_guide_lacks_are_told_at_once(columns):
    """《条例》第十二条."""
    edition = drafted(columns, content={"column": "guide", "body": "<p>信息的分类和获取方式</p>"})
    with pytest.raises(checks.Unready) as refused:
        actions.submit(edition=edition, by=columns.li_qiang, day=DAY)
    told = {point.field for point in refused.value.points}
    assert {"arrangement", "office_name", "phone"} <= told
    assert not {"classification", "ways"} & told
    assert {checks.group_of(point) for point in refused.value.points} == {"body"}


def test_words_links_and_annexes_are_looked_at_too(office):
    body = '<p>详见附件1。<a href="http://192.168.3.7/oa">系统</a></p>'
    edition = drafted(office, content={"body": body})
    with pytest.raises(checks.Unready) as refused:
        actions.submit(edition=edition, by=office.li_qiang, day=DAY, looked="已经看过")
    assert {point.code for point in refused.value.points} == {"link_intranet"}
    with pytest.raises(checks.Unready) as refused:
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert {point.code for point in refused.value.points} == {"link_intranet", "attachment_absent"}


def test_what_is_late_says_why_and_an_update_of_it_does_not(office):
    late = date(2026, 4, 20)
    with pytest.raises(checks.Unready, match="应于 2026-03-26 以前"):
        submitted(office, late)
    item = published(office, late, looked="转来得晚")
    edition = actions.begin(item=item, by=office.li_qiang, day=late)
    actions.submit(edition=edition, by=office.li_qiang, day=late)


def test_a_text_for_named_people_is_closed_beside_what_is_public_too(office, client):
    item = published(office)
    actions.set_readers(item=item, by=office.li_qiang, day=DAY, readers="named")
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    colleague = agencies.add_person(by=office.operator, username="xiaoming", display_name="王小明")
    agencies.appoint(
        by=office.operator,
        person=colleague,
        agency=office.district,
        role="officer",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    assert queries.visible(colleague, DAY).filter(pk=item.pk).exists()
    assert not queries.editions(colleague, DAY).filter(pk=edition.pk).exists()
    assert queries.editions(office.zhao_min, DAY).filter(pk=edition.pk).exists()
    with pytest.raises(NotAllowed, match="只给指定的人看"):
        edit(office, edition, {"body": "<p>王小明的写法</p>"}, by=colleague)
    client.force_login(colleague)
    for page in ("write/body/", "attachments/", "drop/", "submit/", "consult/"):
        assert client.get(f"/office/items/{item.pk}/{page}").status_code == 404, page
    assert client.get(f"/office/items/{item.pk}/").status_code == 200
