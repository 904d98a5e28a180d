"""Several at once: is each opinion still decided and told for itself, and is nothing entered by halves?"""

import pytest
from django.urls import reverse
from lxml import html

from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed
from gongkai_web.opinions import actions, contacts
from gongkai_web.opinions.models import Opinion
from tests.web.interaction.written import client_of
from tests.web.opinions.asked import DAY, sent


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
