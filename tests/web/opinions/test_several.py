"""Several at once: is each opinion still decided and told for itself, and is nothing entered by halves?"""

import pytest
from django.urls import reverse
from lxml import html

from gongkai_web.agencies.models import Office
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed
from gongkai_web.imports.tables import actions as tables
from gongkai_web.opinions import actions, contacts, queries
from gongkai_web.opinions.actions import OpinionGiven
from gongkai_web.opinions.models import Opinion
from tests.people import FOUNDED
from tests.web.imports.test_tables import comma
from tests.web.interaction.written import client_of
from tests.web.opinions.asked import DAY, TITLE, sent


def test_one_decision_about_several_leaves_out_what_may_not_be_shown_and_says_why(office, call):
    plain, personal, other = (sent(call, text=one) for one in ("两小时", "请打 13812345678 找我。", "三小时"))
    staff, address = client_of(office.li_qiang), reverse("opinions:look_several", args=[call.pk])
    given = {"opinions": [plain.pk, personal.pk, other.pk], "status": "shown", "note": ""}
    answer = staff.post(address, given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "已审看 2 条" in shown
    assert f"{personal.registry_number} 没有登记：" in shown
    assert "请选不公开显示" in shown
    assert html.fromstring(shown).xpath("//input[@name='opinions']/@value") == [str(personal.pk)]
    states = dict(Opinion.objects.values_list("pk", "status"))
    assert states == {plain.pk: "shown", personal.pk: "new", other.pk: "shown"}
    assert AuditLine.objects.filter(act="opinions.look").count() == 2
    hidden = {"opinions": [personal.pk], "status": "hidden", "note": "含手机号码"}
    assert staff.post(address, hidden).status_code == 302
    assert verify().sound
    with pytest.raises(NotAllowed):
        actions.look_at_several(call=call, by=office.zhou_jie, day=DAY, opinions=[plain], status="shown")


def test_a_table_of_paper_opinions_is_entered_whole_or_not_at_all(office, call):
    staff, address = client_of(office.li_qiang), reverse("opinions:register_table", args=[call.pk])
    rows = '第三条\t太短\t云溪商会\t010-66001234\n\t支持\n第二条\t"分两行\n写的"\n'
    given = {"channel": "post", "day": str(DAY), "rows": f"{rows}第九条\t没有这一条\n"}
    wrong = staff.post(address, given)
    assert (wrong.status_code, Opinion.objects.count()) == (422, 0)
    assert "第 4 条：草案没有“第九条”这一条" in wrong.content.decode()
    wrong = staff.post(address, {**given, "rows": f"{rows}第一条\t\n"})
    assert (wrong.status_code, Opinion.objects.count()) == (422, 0)
    assert "第 4 条：意见没有填写" in wrong.content.decode()
    assert staff.post(address, {**given, "rows": rows}).status_code == 302
    found = list(Opinion.objects.values_list("clause", "text", "channel"))
    assert found == [("c3", "太短", "post"), ("", "支持", "post"), ("c2", "分两行\n写的", "post")]
    assert contacts.opened(Opinion.objects.first().contact)["name"] == "云溪商会"
    assert verify().sound


HEAD = ("来件编号", "草案", "来源", "收到日期", "条文", "意见", "姓名或者单位", "联系电话")


def paper(number, **changes):
    """A line of the register of letters."""
    plain = ("", TITLE, "来信", "2026年3月2日", "第三条", "支持", "", "")
    return {**dict(zip(HEAD, plain, strict=True)), "来件编号": number, **changes}


def test_a_file_of_paper_opinions_tells_of_each_row_what_came_of_it(office, call):
    rows = (
        paper("信1", 姓名或者单位="云溪商会", 联系电话="010-66001234"),
        paper("信2"),
        paper("信2", 意见="同一封信写了两遍"),
        paper("信3", 条文="第九条"),
        paper("信4", 来源="托梦"),
        paper("信5", 收到日期="2026-04-09"),
        paper("信6", 草案="没有的草案"),
        paper("信7", 意见=""),
        paper("", 条文=""),
    )
    given = {"table": "opinions", "by": office.li_qiang, "agency": office.district, "day": DAY}
    begun = tables.begin(**given, name="来信登记.csv", data=comma(*rows, head=HEAD))
    came = list(tables.run(begun).rows.values_list("result", "sentence", "key"))
    assert [result for result, *_ in came] == ["made", "made", "there", *["refused"] * 6]
    said = (
        "已经登记过",
        "没有“第九条”",
        "来源「托梦」",
        "还没有到",
        "没有就《没有的草案》",
        "意见没有填写",
        "没有来件编号",
    )
    assert all(word in sentence for word, (_, sentence, _) in zip(said, came[2:], strict=True))
    assert "商会" not in str(came)
    found = list(Opinion.objects.values_list("clause", "text", "channel", "status"))
    assert found == [("c3", "支持", "post", "new")] * 2
    assert contacts.opened(Opinion.objects.first().contact)["phone"] == "010-66001234"
    again = tables.run(tables.begin(**given, name="来信登记.csv", data=comma(*rows[:2], head=HEAD)))
    assert list(again.rows.values_list("result", flat=True)) == ["there", "there"]
    page = client_of(office.li_qiang).get(reverse("imports:table", args=[again.pk])).content.decode()
    assert reverse("opinions:look", args=[call.pk, Opinion.objects.first().pk]) in page
    assert verify().sound


def test_who_does_not_handle_opinions_brings_no_file_of_them(office, call):
    with pytest.raises(NotAllowed):
        tables.begin(
            table="opinions",
            by=office.chen_jing,
            agency=office.district,
            day=DAY,
            name="来信.csv",
            data=comma(paper("信1"), head=HEAD),
        )


def test_who_enters_a_letter_shows_it_to_the_public_only_where_nobody_else_is_there(office, call):
    # planted: the person who registered looked himself, one by one, several at once, from a file
    given = OpinionGiven(text="支持", channel="post")
    for many in (1, 2):
        actions.register_opinions(call=call, by=office.li_qiang, day=DAY, given=[given] * many)
    first, *others = Opinion.objects.order_by("pk")
    look = {"call": call, "day": DAY, "status": "shown"}
    with pytest.raises(NotAllowed, match=r"由李强登记，本机关还有别的.*须由另一人审看"):
        actions.look_at(opinion=first, by=office.li_qiang, day=DAY, status="void", note="重复")
    told_of = actions.look_at_several(**look, by=office.li_qiang, opinions=[first, sent(call)])
    assert ([one.number for one in told_of.done], [one for one, _ in told_of.refused]) == ([4], [first])
    staff, page = client_of(office.li_qiang), reverse("opinions:kept_one", args=[call.pk])
    shown = staff.get(page).content.decode()
    assert "3 条待审看（3 条是您登记的，等另一个人审看）" in shown
    assert f'"{reverse("opinions:look_several", args=[call.pk])}"' not in shown
    own = staff.get(reverse("opinions:look", args=[call.pk, first.pk])).content.decode()
    assert "这条意见由您登记，等另一个人审看：赵敏、孙立。" in own
    assert 'name="status"' not in own
    assert list(queries.waiting(office.li_qiang, DAY)) == []
    assert list(queries.waiting(office.zhao_min, DAY)) == [call]
    actions.look_at_several(**look, by=office.zhao_min, opinions=[first])
    actions.look_at(opinion=first, by=office.li_qiang, day=DAY, status="hidden", note="含住址")
    assert verify().sound
    Office.objects.filter(agency=office.district).exclude(person=office.li_qiang).update(until=FOUNDED)
    assert list(queries.waiting(office.li_qiang, DAY)) == [call]
    alone = actions.look_at_several(**look, by=office.li_qiang, opinions=others)
    assert alone.done == tuple(others)
