"""网站找错: from the citizen's form to the public answer, with its term, its review and its row on 今天."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse

from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.interaction import actions, queries
from gongkai_web.interaction.models import Message
from gongkai_web.interaction.pages import asking
from gongkai_web.interaction.pages.findable import GROUP
from gongkai_web.portal.search.suggestions import suggested
from gongkai_web.search.finding import find
from gongkai_web.search.grams import asked as query
from gongkai_web.search.narrowing import Narrowing
from tests.web.interaction.written import (
    FAULT,
    MENDED,
    MONDAY,
    answered,
    approved,
    client_of,
    drafted,
    sent,
    worked,
)

FORM = "/messages/ask/fault/"


def written(client, town, **changes):
    """王芳 fills in the form and presses 提交; nothing like it is published yet."""
    key = re.search(r'name="submission_key" value="(\w+)"', client.get(FORM).content.decode())[1]
    fields = {name: value for name, value in FAULT.items() if name != "kind"}
    given = {"submission_key": key, "agency": town.district.slug, "may_publish": "yes", **fields, **changes}
    return client.post(FORM, {**given, "effort": worked(given["submission_key"])})


def code_on(page: str) -> str:
    return re.search(r'class="code">([\w-]+)<', page)[1]


def test_a_fault_goes_from_the_form_to_the_public_answer(town):
    wang_fang = client_of()
    receipt = wang_fang.get(written(wang_fang, town)["Location"]).content.decode()
    message = Message.objects.get()
    assert message.registry_number in receipt
    assert "2026-06-04" in receipt  # three working days after 1 June

    today = client_of(town.li_qiang).get(reverse("desk:home")).content.decode()
    assert FAULT["title"] in today
    given = {"day": "2026-06-01", **MENDED, "publish": "yes"}
    drafting = reverse("interaction:draft", args=[message.pk])
    assert client_of(town.li_qiang).post(drafting, given).status_code == 302

    reviewer = client_of(town.zhao_min)
    assert FAULT["title"] in reviewer.get(reverse("desk:home")).content.decode()
    deciding = reverse("interaction:decide", args=[message.pk])
    seen = re.search(r'name="seen" value="(\w+)"', reviewer.get(deciding).content.decode())[1]
    said = {"day": "2026-06-01", "approve": "yes", "seen": seen}
    assert reviewer.post(deciding, said).status_code == 302

    public = wang_fang.get(reverse("interaction:answer", args=[message.pk])).content.decode()
    assert MENDED["answer"] in public
    assert FAULT["text"] not in public  # only what was reviewed
    assert MENDED["public_title"] in wang_fang.get(reverse("interaction:answers")).content.decode()

    opened = wang_fang.post(
        reverse("interaction:follow"), {"code": code_on(receipt), "number": message.registry_number}
    )
    mine = wang_fang.get(opened["Location"]).content.decode()
    assert MENDED["answer"] in mine
    assert "您对这次办理满意吗" in mine
    assert verify().sound


@pytest.mark.parametrize(
    "page", ["http://", "https:///a", "javascript:alert(1)", "http://[", "file:///C:/a.htm"]
)
def test_an_address_that_leads_to_no_page_is_said_so_and_nothing_typed_is_lost(town, page):
    answer = written(client_of(), town, page=page)
    told = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert f"「{page}」打不开任何网页；请从浏览器的地址栏复制整个网址" in told
    assert f'value="{page}"' in told
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "page", ["首页“通知公告”栏目第三条", "www.yunxi.example:8080/a", "HTTPS://www.a.example/b"]
)
def test_where_it_is_may_be_said_in_words(town, page):
    assert written(client_of(), town, page=page).status_code == 302
    assert Message.objects.get().page == page


def test_who_reports_a_fault_is_not_asked_what_the_rule_decides(town):
    """What is said of a fault becomes public: nobody is promised that it does not."""
    wang_fang = client_of()
    page = wang_fang.get(reverse("interaction:form", args=["fault"])).content.decode()
    assert "不公开，只告诉我" not in page
    assert "办理情况经审核、去掉个人信息以后公开" in page
    office = client_of(town.li_qiang).get(reverse("interaction:message", args=[sent(town).pk]))
    assert "同意公开" not in office.content.decode()
    asked_first = wang_fang.get(reverse("interaction:form", args=["consultation"])).content.decode()
    assert "不公开，只告诉我" in asked_first
    told = wang_fang.get(reverse("interaction:form", args=["complaint"])).content.decode()
    assert "答复只告诉您，不公开" in told


@pytest.mark.parametrize(
    ("came_from", "typed"),
    [
        ("http://testserver/documents/3/?page=2", "http://testserver/documents/3/?page=2"),
        ("http://testserver/messages/ask/", ""),
        ("http://testserver/apply/draft/c2VjcmV0LXRva2Vu/", ""),
        ("http://testserver/reports/hand-in/ACDE-ACDE-ACDE/", ""),
        ("http://testserver/messages/follow/1/", ""),
        ("http://testserver/no-such-page/", ""),
        ("https://elsewhere.example.cn/documents/3/", ""),
        ("", ""),
    ],
)
def test_the_page_from_which_a_fault_is_reported_is_written_already(town, came_from, typed):
    form = reverse("interaction:form", args=["fault"])
    page = client_of().get(form, headers={"Referer": came_from}).content.decode()
    field = re.search(r'<input[^>]*name="page"[^>]*>', page)[0]
    assert (re.search(r'value="([^"]*)"', field) or ["", ""])[1] == typed


def test_only_answers_are_shown_to_who_reports_a_fault(town, monkeypatch):
    """A document with the same words does not say that its page will be mended."""
    groups = []
    monkeypatch.setattr(asking, "similar", lambda words, day, group: groups.append(group) or [])
    client = client_of()
    for kind in ("fault", "consultation"):
        client.post(reverse("interaction:form", args=[kind]), {"title": FAULT["title"], "look": "1"})
    assert groups == [GROUP, ""]


def test_where_the_fault_was_is_written_in_the_draft_already(town):
    drafting = reverse("interaction:draft", args=[sent(town).pk])
    page = client_of(town.li_qiang).get(drafting).content.decode()
    assert FAULT["page"] in re.search(r'<input[^>]*name="where"[^>]*>', page)[0]


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("http://testserver/items/7/?page=2", "/items/7/?page=2"),
        ("https://testserver/", "/"),
        ("https://testserver.example.cn/items/7/", "https://testserver.example.cn/items/7/"),
    ],
)
def test_a_page_of_this_site_is_written_by_its_path(town, page, written):
    drafting = reverse("interaction:draft", args=[sent(town, page=page).pk])
    shown = client_of(town.li_qiang).get(drafting).content.decode()
    assert f'value="{written}"' in re.search(r'<input[^>]*name="where"[^>]*>', shown)[0]


def test_a_second_click_makes_one(town):
    wang_fang = client_of()
    key = queries.CODES.new_submission_key()
    first, second = written(wang_fang, town, submission_key=key), written(wang_fang, town, submission_key=key)
    assert first["Location"] == second["Location"] == reverse("interaction:receipt")
    assert Message.objects.count() == 1


def test_whoever_wrote_the_draft_does_not_approve_it_where_somebody_else_can(town):
    message = sent(town)
    drafted(town, message, by=town.zhao_min)
    with pytest.raises(NotAllowed, match="须由另一人审核"):
        approved(town, message)
    actions.decide_answer(message=message, by=town.sun_li, day=MONDAY, approve=True)
    message.refresh_from_db()
    assert message.public


def test_who_drafted_an_answer_reads_for_whom_it_waits(town):
    message = sent(town)
    drafted(town, message)
    page = client_of(town.li_qiang).get(reverse("interaction:message", args=[message.pk])).content.decode()
    waits = re.search(r"已送审，等([^<]*)审核", page)[1]
    assert town.zhao_min.display_name in waits
    assert town.li_qiang.display_name not in waits


def test_each_page_of_a_code_leads_to_the_other(town):
    pages = [reverse("apply:query"), reverse("interaction:follow")]
    for here, there in (pages, pages[::-1]):
        main = client_of().get(here).content.decode().partition("<main")[2]
        assert f'href="{there}"' in main


def test_who_reviews_too_late_is_led_to_the_message(town):
    """Two reviewers see the same row; the second one is told how it stands, and not that it is forbidden."""
    message = answered(town, sent(town))
    deciding = reverse("interaction:decide", args=[message.pk])
    client = client_of(town.sun_li)
    said = {"day": "2026-06-01", "approve": "no", "opinion": "再改", "seen": "0" * 64}
    for shown, words in (
        (client.get(deciding, follow=True), "不再等审核；下面是现在的状态"),
        (client.post(deciding, said, follow=True), "您的意见没有登记"),
    ):
        assert shown.redirect_chain == [(reverse("interaction:message", args=[message.pk]), 302)]
        assert words in shown.content.decode()
    message.refresh_from_db()
    assert message.status == "answered"


def test_a_draft_given_back_comes_again_with_its_reason(town):
    message = sent(town)
    drafted(town, message)
    actions.decide_answer(message=message, by=town.zhao_min, day=MONDAY, approve=False, opinion="写明文件")
    page = client_of(town.li_qiang).get(reverse("interaction:draft", args=[message.pk])).content.decode()
    assert "退回修改：写明文件" in page
    assert MENDED["what"] in page
    assert not queries.public().exists()


@pytest.mark.parametrize("seen", ["0" * 64, ""])
def test_what_the_reviewer_has_not_seen_is_not_approved(town, seen):
    message = sent(town)
    drafted(town, message)
    with pytest.raises(Refused, match="打开以后"):
        actions.decide_answer(message=message, by=town.zhao_min, day=MONDAY, approve=True, seen=seen)


@pytest.mark.parametrize(
    ("end", "words", "sentence"),
    [
        ("done", {"what": ""}, "改了什么"),
        ("done", {"where": " "}, "在哪里可以看到"),
        ("done", {"what": "", "where": ""}, "须写明改了什么、在哪里可以看到；"),
        (
            "done",
            {"answer": "您好！我们已经[改了什么]，见[哪个网页]。"},
            r"填写的\[改了什么\]、\[哪个网页\]；",
        ),
        ("partly", {"reason": ""}, "理由"),
        ("unfounded", {"reason": ""}, "理由"),
        ("passed_on", {"elsewhere": ""}, "转到哪个单位"),
        ("duplicate", {"first": "留言2026-0009", "publish": False}, "没有编号为"),
        ("done", {"answer": " "}, "答复没有填写"),
        ("done", {"publish": False}, "办理情况要公开"),
        ("done", {"public_title": ""}, "公开的标题和问题"),
    ],
)
def test_each_end_says_what_it_must(town, end, words, sentence):
    with pytest.raises(Refused, match=sentence):
        drafted(town, sent(town), end=end, **words)


def test_a_number_in_square_brackets_is_nothing_left_open(town):
    answer = "您好！依据示规[2024]281号第三条，收费标准已经更正。"
    assert answered(town, sent(town), answer=answer).answer == answer


def test_a_repeated_one_leads_to_the_first(town):
    first = answered(town, sent(town))
    again = answered(town, sent(town), end="duplicate", first=first.registry_number, publish=False)
    assert again.first == first
    with pytest.raises(Refused, match="自己也是重复的"):
        drafted(town, sent(town), end="duplicate", first=again.registry_number, publish=False)


def test_who_repeated_can_still_speak_when_the_first_turns_out_to_repeat_another(town):
    earliest, first = answered(town, sent(town)), answered(town, sent(town))
    again = answered(town, sent(town), end="duplicate", first=first.registry_number, publish=False)
    actions.reopen(message=first, day=MONDAY, words="还没有改")
    answered(town, first, end="duplicate", first=earliest.registry_number, publish=False)
    actions.rate(message=again, day=MONDAY, satisfied="no")
    actions.reopen(message=again, day=MONDAY, words="也没有改")
    again.refresh_from_db()
    assert (again.status, again.first) == ("open", first)
    assert verify().sound


def test_personal_data_stops_what_is_to_be_public(town):
    with pytest.raises(Refused, match="居民身份证号码"):
        drafted(town, sent(town), public_question="王芳，身份证号 11010119900307803X，反映收费有误。")


def test_what_is_public_is_found_and_what_is_withdrawn_is_gone(town):
    message = answered(town, sent(town))

    def hits():
        return [hit.entry.key for hit in find(query("停车收费标准"), Narrowing(group="answers"), MONDAY).hits]

    assert hits() == [message.pk]
    title = query(message.public_title)
    assert find(title, Narrowing(), MONDAY).total == 1
    assert suggested(title, MONDAY) == []  # a citizen's words may name somebody
    actions.withdraw_answer(message=message, by=town.li_qiang, day=MONDAY, reason="写错了路名")
    assert hits() == []
    assert client_of().get(reverse("interaction:answer", args=[message.pk])).status_code == 404
    assert verify().sound


def test_no_line_of_the_trail_repeats_what_was_written(town):
    message = answered(town, sent(town, name="王芳", phone="13800001111"))
    actions.reopen(message=message, day=MONDAY, words="住址是云溪路 8 号，仍然没有改")
    told = "".join(str(line.detail) for line in AuditLine.objects.all())
    assert "13800001111" not in told
    assert "云溪路 8 号" not in told
    assert verify().sound
    Message.objects.filter(pk=message.pk).update(text="另一句话")
    assert not verify().sound


def test_a_day_that_is_to_come_is_no_day(town):
    with pytest.raises(Refused, match="还没有到"):
        actions.assign(
            message=sent(town), by=town.li_qiang, day=date(2026, 6, 2), handler=town.li_qiang, today=MONDAY
        )


def test_today_says_of_what_nothing_is_overdue_while_a_message_is(town):
    """The sentence speaks of cases: what else is overdue stands in its own list."""
    sent(town, date(2026, 5, 11))
    today = client_of(town.li_qiang).get(reverse("desk:home")).content.decode()
    assert "逾期" in today.partition(FAULT["title"])[0]
    assert "没有逾期的申请件" in today
    assert "没有逾期的事" not in today
