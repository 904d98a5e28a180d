"""意见征集 on its pages: does 王芳 get in while it is open, is nothing lost, nothing shown too early?"""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.opinions import actions, figures, queries
from gongkai_web.opinions.models import Opinion
from gongkai_web.opinions.pages.urls import urlpatterns
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.decisions import figures as of_decisions
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries as items_queries
from tests.web.interaction.written import client_of, worked
from tests.web.opinions.asked import AFTER, DAY, LAST, answered, called, looked, now_of, out, parking, sent

SCRIPT = "<script>alert('x')</script>"


def page(client, name, *args, **query):
    """What is on the page, as text."""
    answer = client.get(reverse(f"opinions:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def form_of(client, call, **query):
    """The hidden fields of the form, as a browser gets them."""
    tree = html.fromstring(page(client, "write", call.pk, **query))
    return {one.get("name"): one.get("value") for one in tree.xpath("//form//input[@type='hidden']")}


def write(client, call, fields=None, **given):
    """The form, filled in and sent by a browser with script."""
    fields = fields or form_of(client, call)
    effort = {"effort": worked(fields["submission_key"])}
    words = {"clause": "c3", "text": "首小时免费太短。"}
    return client.post(reverse("opinions:write", args=[call.pk]), {**fields, **effort, **words, **given})


@pytest.fixture
def citizen():
    return Client()


# – writing and following


def test_from_the_draft_to_the_receipt_and_to_what_became_of_it(office, call, citizen, clock):
    shown = page(citizen, "call", call.pk)
    assert "还有 30 日" in shown
    assert "云溪区城市管理局法制科" in shown
    assert "对第三条提意见" in shown
    assert "首小时免费" in page(citizen, "write", call.pk, clause="c3")
    assert write(citizen, call, name="王芳").url == reverse("opinions:receipt")
    receipt = page(citizen, "receipt")
    number = re.search(r"意见\d+-\d{4}", receipt)[0]
    code = re.search(r'class="code">([^<]+)<', receipt)[1]
    assert code not in page(citizen, "receipt")
    looked(office, Opinion.objects.get())
    clock.at(AFTER)
    answered(office, call, Opinion.objects.get())
    other = Client()
    opened = other.post(reverse("opinions:follow"), {"code": code, "number": number})
    assert "已改为两小时" not in other.get(opened.url).content.decode()
    out(office, actions.draft_results(call=call, by=office.li_qiang, day=AFTER))
    assert "已改为两小时" in other.get(opened.url).content.decode()
    assert "王芳" not in page(citizen, "said", call.pk)
    assert "采纳：已改为两小时" in page(citizen, "said", call.pk, clause="c3")
    # planted: what the review cut from the results was still read beside the opinion
    call = now_of(call)
    edition = items.begin(item=call.results, by=office.li_qiang, day=AFTER)
    body = edition.content["body"].replace("已改为两小时。", "已改。")
    items.edit(edition=edition, by=office.li_qiang, day=AFTER, group="body", values={"body": body}, seen=1)
    out(office, call.results)
    for shown in (other.get(opened.url).content.decode(), page(citizen, "said", call.pk, clause="c3")):
        assert "理由见采纳情况" in shown
        assert "已改为两小时" not in shown
    wrong = other.post(reverse("opinions:follow"), {"code": "AAAA", "number": number})
    assert (wrong.status_code, "对不上" in wrong.content.decode()) == (422, True)
    assert Client().get(opened.url).status_code == 404


def test_the_pages_of_the_draft_and_of_the_results_lead_to_the_call(office, call, draft, citizen, clock):
    def leads_from(item):
        found = html.fromstring(citizen.get(reverse("items:public_item", args=[item.pk])).content)
        return reverse("opinions:call", args=[call.pk]) in found.xpath("//main//a/@href")

    assert leads_from(draft)
    assert not leads_from(parking(office, title="另一份草案"))
    clock.at(AFTER)
    assert leads_from(out(office, actions.draft_results(call=call, by=office.li_qiang, day=AFTER)))


def test_who_reads_or_answers_a_draft_that_was_corrected_since_learns_that_it_is_not_the_newest(
    office, call, citizen, clock
):
    """Opinions are asked on that version: it stays, and says so, on the page of the call and of the form."""
    said = "以后改过的，见"
    assert said not in page(citizen, "call", call.pk)
    edition = items.begin(item=call.item, by=office.li_qiang, day=DAY)
    values = {"body": edition.content["body"].replace("首小时免费", "首两小时免费")}
    items.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    out(office, call.item, DAY)
    for name in ("call", "write"):
        shown = page(citizen, name, call.pk, clause="c3")
        assert said in shown, name
        assert f'<a href="{reverse("items:public_item", args=[call.item_id])}">现在的全文</a>' in shown, name
        assert "首小时免费" in shown, name


def test_results_that_were_taken_down_are_said_to_be_public_nowhere(office, call, citizen, clock):
    clock.at(AFTER)
    item = out(office, actions.draft_results(call=call, by=office.li_qiang, day=AFTER))
    staff = client_of(office.li_qiang)
    for client, name in ((citizen, "calls"), (staff, "kept")):
        assert "采纳情况已公布" in page(client, name)
    assert "采纳情况已公布" in page(citizen, "call", call.pk)
    items.end(item=item, by=office.sun_li, day=AFTER, kind="withdrawn", reason="误公开")
    for client, name, *args in (
        (citizen, "calls"),
        (citizen, "call", call.pk),
        (staff, "kept"),
    ):
        assert "采纳情况已公布" not in page(client, name, *args), name
    assert "后来撤下，现在看不到" in page(citizen, "call", call.pk)
    assert "采纳情况已撤下" in page(staff, "kept")
    assert "后来撤下，公众现在看不到" in page(staff, "kept_one", call.pk)


def test_opinions_that_were_sealed_with_the_results_leave_no_empty_rows(office, call, citizen, clock):
    looked(office, sent(call))
    actions.prolong(call=call, by=office.li_qiang, day=DAY, until=AFTER, reason="多听听")
    over = AFTER + timedelta(days=1)
    clock.at(over)
    answered(office, call, Opinion.objects.get(), day=over)
    item = out(office, actions.draft_results(call=call, by=office.li_qiang, day=over), over)
    assert f"意见{call.pk}-" in page(citizen, "said", call.pk)
    items.end(item=item, by=office.chen_jing, day=over, kind="secret", reason="涉密")
    assert Opinion.objects.get().text == ""
    assert f"意见{call.pk}-" not in page(citizen, "said", call.pk)
    shown = page(citizen, "call", call.pk)
    assert "的意见（1 条）" not in shown
    assert not [cell for cell in html.fromstring(shown).xpath("//dd") if not cell.text_content().strip()]
    assert "理由：" not in shown
    assert "（已封存）" in page(client_of(office.li_qiang), "kept_one", call.pk, show="every")


def test_after_the_last_second_every_address_refuses_and_loses_nothing(office, call, citizen, clock):
    clock.at(LAST, "23:59:50")
    fields = form_of(citizen, call)
    early = form_of(citizen, call)
    clock.at(LAST, "23:59:59")
    assert write(citizen, call, early).status_code == 302
    clock.at(AFTER, "00:00:00")
    late = write(citizen, call, fields, text="写了半个小时的意见。")
    said = late.content.decode()
    assert late.status_code == 422
    assert "已于 2026-04-01 24 时截止" in said
    assert "写了半个小时的意见。</textarea>" in said
    assert "已于 2026-04-01 24 时截止" in page(citizen, "write", call.pk)
    assert (
        "提意见"
        not in re.sub("逐条提意见", "", page(citizen, "call", call.pk)).split("<main")[-1].split("经过")[0]
    )
    assert write(citizen, call, early).status_code == 302  # pressed again: it was in time
    assert Opinion.objects.count() == 1


def test_who_sends_in_the_last_second_is_in_time_while_the_day_turns(call, citizen, clock, monkeypatch):
    clock.at(LAST, "23:59:59")
    fields = form_of(citizen, call)
    monkeypatch.setattr("gongkai_web.opinions.pages.writing.today", lambda: AFTER)
    assert write(citizen, call, fields).status_code == 302
    assert Opinion.objects.get().received_on == LAST


def test_what_was_typed_is_there_when_the_draft_was_taken_down(office, call, citizen):
    fields = form_of(citizen, call)
    items.end(item=call.item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    late = write(citizen, call, fields, text="写了半个小时的意见。")
    said = late.content.decode()
    assert (late.status_code, "已经撤下" in said, "写了半个小时的意见。" in said) == (422, True, True)
    assert call.item.title not in said
    for name in ("call", "said", "write"):
        assert citizen.get(reverse(f"opinions:{name}", args=[call.pk])).status_code == 404
    assert call.item.title not in page(citizen, "calls")


def test_who_sends_thousands_is_held_off_and_nothing_is_lost(call, citizen, settings):
    settings.GONGKAI_MESSAGES_PER_HOUR = 2
    fast = citizen.post(
        reverse("opinions:write", args=[call.pk]), {**form_of(citizen, call), "text": "快", "clause": ""}
    )
    assert (fast.status_code, "提交得太快" in fast.content.decode()) == (422, True)
    assert [write(citizen, call).status_code for _ in range(3)] == [302, 302, 422]
    held = write(citizen, call, text="留着我").content.decode()
    assert "提交得太多" in held
    assert "留着我</textarea>" in held
    assert Opinion.objects.count() == 2


def test_without_script_it_waits_and_then_goes_through(call, citizen, clock, monkeypatch):
    fields = form_of(citizen, call)
    monkeypatch.setattr("gongkai_web.visitors.effort.WAIT", -1)
    sent_late = citizen.post(
        reverse("opinions:write", args=[call.pk]), {**fields, "text": "不开脚本", "clause": ""}
    )
    assert sent_late.status_code == 302


def test_a_forged_form_keeps_what_was_typed(call):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("opinions:write", args=[call.pk]), {"text": "留着我", "clause": "c1"})
    assert (answer.status_code, "留着我</textarea>" in answer.content.decode()) == (403, True)
    assert not Opinion.objects.exists()


# – what is shown


def test_what_nobody_has_looked_at_is_on_no_address(office, call, citizen):
    secret = "只有审看过才能看到的话"
    for status in ("new", "hidden", "void"):
        opinion = sent(call, text=secret)
        if status != "new":
            looked(office, opinion, status, note="看过")
    for address in (
        *(reverse(f"opinions:{name}", args=[call.pk]) for name in ("call", "said")),
        reverse("opinions:said", args=[call.pk]) + "?clause=c3",
        *(reverse("opinions:calls"), reverse("portal:home"), reverse("items:sitemap")),
        reverse("items:public_item", args=[call.item_id]),
        reverse("items:agency_feed", args=[office.district.slug]),
        reverse("items:agency_data", args=[office.district.slug, "json"]),
    ):
        answer = citizen.get(address)
        assert answer.status_code == 200, address
        assert secret not in answer.getvalue().decode(), address
    found = citizen.get(reverse("portal:search"), {"q": secret}).content.decode()
    assert reverse("opinions:call", args=[call.pk]) not in found
    looked(office, sent(call, text=secret))
    assert secret in page(citizen, "said", call.pk)


def test_whoever_wants_a_say_is_led_there_from_where_the_public_writes(town, citizen):
    lead = f'href="{reverse("opinions:calls")}"'
    assert lead not in citizen.get(reverse("interaction:answers")).content.decode()


def test_and_only_once_something_was_asked(call, citizen):
    lead = f'href="{reverse("opinions:calls")}"'
    assert lead in citizen.get(reverse("interaction:answers")).content.decode()


def test_words_of_citizens_never_become_markup(office, call, citizen, clock):
    opinion = looked(office, sent(call, text=SCRIPT), note="看过")
    clock.at(AFTER)
    answered(office, call, opinion, summary=SCRIPT, reason=SCRIPT)
    item = out(office, actions.draft_results(call=call, by=office.li_qiang, day=AFTER))
    staff = client_of(office.li_qiang)
    for client, address in (
        (citizen, reverse("opinions:said", args=[call.pk])),
        (citizen, reverse("items:public_item", args=[item.pk])),
        (staff, reverse("opinions:kept_one", args=[call.pk]) + "?show=every"),
        (staff, reverse("opinions:look", args=[call.pk, opinion.pk])),
    ):
        shown = client.get(address).content.decode()
        assert SCRIPT not in shown, address
        assert "alert(" in shown, address


# – the office


WHO = ("anonymous", "officer", "head", "supervisor", "elsewhere", "stranger")
PUBLIC, CLOSED = dict.fromkeys(WHO, 200), dict.fromkeys(WHO, 404)
SIGNED_IN = {**PUBLIC, "anonymous": 302}
SEEN = {**SIGNED_IN, "elsewhere": 404, "stranger": 404}
HANDLED = {**SEEN, "supervisor": 403}
MAY = {**SIGNED_IN, "supervisor": 403, "stranger": 403}
EXPECTED = {
    "calls": PUBLIC,
    "call": PUBLIC,
    "said": PUBLIC,
    "write": PUBLIC,
    "receipt": CLOSED,
    "follow": PUBLIC,
    "leave": dict.fromkeys(WHO, 405),
    "mine": CLOSED,
    "kept": SIGNED_IN,
    "choose": MAY,
    "open": {**MAY, "elsewhere": 403},
    "kept_one": SEEN,
    "prolong": HANDLED,
    "stop": HANDLED,
    "rewrite": {**MAY, "elsewhere": 404},
    "look_several": HANDLED,
    "register_table": HANDLED,
    "register": HANDLED,
    "answer": HANDLED,
    "results": {**dict.fromkeys(WHO, 405), "anonymous": 302},
    "look": HANDLED,
}


def test_each_address_answers_each_person_as_expected(office, call):
    opinion = looked(office, sent(call))
    by = {"by": office.li_qiang, "day": DAY, "reason": "来信很多"}
    actions.prolong(call=call, **by, until=LAST + timedelta(days=9))
    back = catalogue.send_back(held=office.district.held_words.get(agreed=None), **by)
    assert sorted(pattern.name for pattern in urlpatterns) == sorted(EXPECTED)
    people = dict(
        zip(
            WHO,
            (None, office.li_qiang, office.sun_li, office.zhou_jie, office.he_jing, office.stranger),
            strict=True,
        )
    )
    bare = {"calls", "receipt", "follow", "leave", "kept", "choose"}
    for who, name in product(WHO, EXPECTED):
        keys = {"open": [call.item_id], "look": [call.pk, opinion.pk], "rewrite": [back.pk]}
        args = keys.get(name, [] if name in bare else [call.pk])
        status = client_of(people[who]).get(reverse(f"opinions:{name}", args=args)).status_code
        assert status == EXPECTED[name][who], (who, name, status)
        if args and name not in {"leave", "results"}:
            guess = reverse(f"opinions:{name}", args=[*args[:-1], 99999])
            assert client_of(people["officer"]).get(guess).status_code == 404, name


def test_the_office_asks_looks_answers_and_drafts_on_its_pages(office, draft, clock):
    staff = client_of(office.li_qiang)
    assert draft.title in page(staff, "choose", q="停车")
    answer = staff.post(
        reverse("opinions:open", args=[draft.pk]),
        {"day": str(DAY), "until": str(LAST), "term": "", "decision": "", "reads": "法制科", "reason": ""},
    )
    assert answer.status_code == 302, answer.content.decode()
    call = queries.visible(office.li_qiang, DAY).get()
    paper = {"channel": "post", "day": str(DAY), "clause": "c3", "text": "太短", "name": "商会", "phone": ""}
    assert staff.post(reverse("opinions:register", args=[call.pk]), {**paper, "email": ""}).status_code == 302
    sent(call, text="太短", phone="13800001111")
    sent(call, text="另一条")
    assert "3 条待审看" in page(staff, "kept")
    assert "13800001111" in page(staff, "look", call.pk, Opinion.objects.get(number=2).pk)
    assert "13800001111" not in page(client_of(office.zhou_jie), "kept_one", call.pk)
    for one in Opinion.objects.all():
        client_of(office.zhao_min).post(
            reverse("opinions:look", args=[call.pk, one.pk]), {"status": "hidden", "note": "与标题相同"}
        )
    clock.at(AFTER)
    staff, first = client_of(office.li_qiang), Opinion.objects.get(number=1)
    asked = reverse("opinions:answer", args=[call.pk]) + f"?clause=c3&like={first.pk}"
    ticked = html.fromstring(staff.get(asked).content).xpath("//input[@type='checkbox'][@checked]/@value")
    assert len(ticked) == 2
    given = {"opinions": ticked, "verdict": "adopted", "summary": "延长", "reason": "已改"}
    assert staff.post(asked, given).status_code == 302
    wrong = staff.post(asked, {**given, "opinions": [str(Opinion.objects.get(number=3).pk)], "reason": ""})
    assert wrong.status_code == 422
    staff.post(asked, {**given, "opinions": [str(Opinion.objects.get(number=3).pk)], "verdict": "refused"})
    drafted = staff.post(reverse("opinions:results", args=[call.pk]))
    call = now_of(call)
    assert drafted.url == reverse("items:item", args=[call.results_id])
    edition = items_queries.under_way(call.results)
    assert "采纳 2 条，部分采纳 0 条，不采纳 1 条" in edition.content["summary"]
    assert "重新起草" in page(staff, "kept_one", call.pk)


def test_what_is_to_do_stands_on_the_desk_of_whoever_does_it(office, call, clock):
    home, staff = reverse("desk:home"), client_of(office.li_qiang)
    assert "意见征集 ·" not in staff.get(home).content.decode()
    sent(call)
    assert "1 条待审看" in staff.get(home).content.decode()
    assert "1 条待审看" not in client_of(office.he_jing).get(home).content.decode()
    looked(office, Opinion.objects.get())
    clock.at(AFTER)
    shown = client_of(office.li_qiang).get(home).content.decode()
    assert "1 条待处理" in shown
    assert "处理意见" in shown


# – the numbers


def test_each_number_opens_its_rows_and_what_is_no_opinion_is_in_none(office, call, clock):
    one = looked(office, sent(call))
    looked(office, sent(call, text="广告"), "void", note="与草案无关")
    sent(call)
    clock.at(AFTER)
    answered(office, call, one)
    period = Period(DAY, AFTER)

    def number(figure):
        return count(figure, EVERYWHERE, period)

    expected = {"held": 1, "results": 0, "received": 2, "shown": 1, "adopted": 1, "refused": 0, "waiting": 1}
    assert {key: number(getattr(figures, key.upper())) for key in expected} == expected


def test_the_numbers_of_a_decision_are_not_those_of_a_call_that_is_none(office, call):
    sent(call)
    period = Period(DAY, AFTER)
    assert count(of_decisions.CONSULTED, EVERYWHERE, period) == 0
    assert count(figures.HELD, EVERYWHERE, period) == 1
    called(office, parking(office))
    assert count(figures.HELD, EVERYWHERE, period) == 2
