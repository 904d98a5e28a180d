"""Does everybody read a free word about a call, or a decision, that only its writer has read?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed
from gongkai_web.opinions import actions
from gongkai_web.opinions.models import Call
from gongkai_web.prepared import read as read_all
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue import queries as catalogue_queries
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.items.work import lists, work
from tests.web.interaction.written import client_of
from tests.web.opinions.asked import DAY, LAST, agreed, sent

SHORT, LONGER, OVER = "防汛在即", "来信很多", "另行起草"


def to_rewrite(person) -> list[str]:
    found = work(person, DAY, read_all(lists(person, DAY, timezone.now())))
    return [one.about for one in found.words_back]


def read(name, *args) -> str:
    return Client().get(reverse(name, args=args)).content.decode()


def test_what_is_typed_about_a_call_is_read_once_a_second_person_agreed(office, draft):
    given = {"item": draft, "by": office.li_qiang, "day": DAY, "reads": "张科长", "reason": SHORT}
    call = actions.open_call(**given, until=date(2026, 3, 9))
    actions.prolong(call=call, by=office.li_qiang, day=DAY, until=LAST, reason=LONGER)
    actions.stop(call=call, by=office.li_qiang, day=DAY, reason=OVER)
    page = read("opinions:call", call.pk)
    assert "2026-04-01" in page  # the days hold at once
    assert not [one for one in ("张科长", SHORT, LONGER, OVER) if one in page]
    waiting = list(catalogue_queries.held_words(office.district))
    with pytest.raises(NotAllowed, match="另一个人看过"):
        catalogue.let_out(held=waiting[0], by=office.li_qiang, day=DAY)
    second = client_of(office.zhao_min)
    shown = second.get(reverse("catalogue:waiting_one", args=["yunxi", waiting[1].pk])).content.decode()
    assert SHORT in shown
    assert reverse("opinions:kept_one", args=[call.pk]) in shown
    catalogue.send_back(held=waiting[0], by=office.zhao_min, day=DAY, reason="不写姓")
    agreed(office)
    page = read("opinions:call", call.pk)
    assert [one for one in ("张科长", SHORT, LONGER, OVER) if one in page] == [SHORT, LONGER, OVER]
    assert (
        OVER in client_of(office.li_qiang).get(reverse("opinions:kept_one", args=[call.pk])).content.decode()
    )
    assert verify().sound


def test_who_wrote_what_was_sent_back_rewrites_it_and_a_second_person_reads_it(office, draft):
    """From the work list of the writer to the public page; the days hold all the while."""
    given = {"item": draft, "by": office.li_qiang, "day": DAY, "reads": "张科长", "reason": SHORT}
    call = actions.open_call(**given, until=date(2026, 3, 9))
    actions.prolong(call=call, by=office.li_qiang, day=DAY, until=LAST, reason=LONGER)
    for held in catalogue_queries.held_words(office.district):
        catalogue.send_back(held=held, by=office.zhao_min, day=DAY, reason="不写姓")
    named = f"意见征集 {call.pk}"
    assert to_rewrite(office.li_qiang) == [
        f"{named}：由谁看意见",
        f"{named}：理由",
        f"{named}（延长到 {LAST}）：理由",
    ]
    writer, pages = client_of(office.li_qiang), []
    for held in catalogue_queries.words_sent_back(office.district):
        waiting = writer.get(reverse("catalogue:waiting_one", args=["yunxi", held.pk])).content.decode()
        pages.append(reverse("opinions:rewrite", args=[held.pk]))
        assert pages[-1] in waiting
    asked = writer.get(pages[0]).content.decode()
    assert "退回：不写姓" in asked
    assert "张科长" in asked
    for page, words in zip(pages, ("综合科", "汛期将至", "应来信人的要求"), strict=True):
        assert writer.post(page, {"words": words}).status_code == 302
    assert "已经改写过" in writer.post(pages[0], {"words": "又一科"}).content.decode()
    assert "综合科" not in read("opinions:call", call.pk)
    assert to_rewrite(office.li_qiang) == []
    for held in catalogue_queries.held_words(office.district):
        catalogue.let_out(held=held, by=office.zhao_min, day=DAY)
    page = read("opinions:call", call.pk)
    told = ("综合科", "汛期将至", "应来信人的要求", "张科长", SHORT, LONGER)
    assert [one for one in told if one in page] == list(told[:3])
    assert verify().sound
    for column in ("reads", "reason", "end_reason"):
        before = getattr(Call.objects.get(), column)
        Call.objects.update(**{column: "张科长"})
        assert not verify().sound, column
        Call.objects.update(**{column: before})


def test_who_writes_or_has_written_reads_no_more_of_it(office, draft):
    given = {"item": draft, "by": office.li_qiang, "day": DAY, "reads": "张科长", "reason": ""}
    call = actions.open_call(**given, until=LAST)
    sent(call)
    assert "张科长" not in read("opinions:write", call.pk)


def test_nor_the_reason_and_the_link_of_a_stage_of_a_decision(office):
    of = {"agency": office.district, "day": DAY, "title": "停车管理办法", "unit": "城市管理局"}
    parking_rule = decisions.open_decision(by=office.sun_li, **of)
    given = {"decision": parking_rule, "day": DAY, "stage": "draft", "until": date(2026, 3, 9)}
    decisions.enter_stage(**given, by=office.zhao_min, reason=SHORT, link="https://www.shifan.gov.cn/a")
    page = read("decisions:one", parking_rule.pk)
    assert SHORT not in page
    assert "shifan.gov.cn/a" not in page
    for held in catalogue_queries.held_words(office.district):
        catalogue.let_out(held=held, by=office.li_qiang, day=DAY)
    page = read("decisions:one", parking_rule.pk)
    assert SHORT in page
    assert "shifan.gov.cn/a" in page
    assert verify().sound


def test_a_stage_whose_words_were_sent_back_is_declared_void_and_entered_anew(office):
    of = {"agency": office.district, "day": DAY, "title": "停车管理办法", "unit": "城市管理局"}
    given = {"decision": decisions.open_decision(by=office.sun_li, **of), "by": office.zhao_min, "day": DAY}
    stage = {"stage": "draft", "until": date(2026, 3, 9)}
    wrong = decisions.enter_stage(**given, **stage, reason="张科长说急")
    held = catalogue_queries.held_words(office.district).get()
    catalogue.send_back(held=held, by=office.li_qiang, day=DAY, reason="不写姓")
    decisions.void_stage(**given, event=wrong, reason="理由写得不对")
    decisions.enter_stage(**given, **stage, reason=SHORT)
    catalogue.let_out(held=catalogue_queries.held_words(office.district).get(), by=office.li_qiang, day=DAY)
    page = read("decisions:one", given["decision"].pk)
    assert SHORT in page
    assert "张科长" not in page
