"""更正本人记录: who may, when is it due, what must it say, and that it is no case (《条例》第四十一条)?"""

from datetime import date

import pytest
from django.test import Client

from gongkai.letters.words import normal
from gongkai.letters.writing import text_of
from gongkai_web.annual.tally import cells
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.cases.models import Case
from gongkai_web.corrections import actions, papers, queries
from gongkai_web.corrections.actions import CorrectionGiven
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.errors import NotAllowed, Refused
from tests.people import WANG_FANG
from tests.web.audit.test_record import sql
from tests.web.letters.written import furnish

MONDAY = date(2026, 3, 2)
NUMBER = "11010119900307803X"


def asked(town, day=MONDAY, **changes) -> RecordCorrection:
    given = {
        "applicant_name": WANG_FANG,
        "record": "不动产登记簿上的房屋面积",
        "claim": "登记为 80 平方米，应为 88 平方米",
        "proof": "房屋测绘报告",
    }
    known = {
        name: changes.pop(name) for name in ("by", "agency", "today", "submission_key") if name in changes
    }
    call = {"by": town.li_qiang, "agency": town.district, "day": day, **known}
    return actions.register_correction(given=CorrectionGiven(**{**given, **changes}), **call)


def decided(town, correction, day=date(2026, 3, 10), **changes):
    given = {"decision": "corrected", "detail": "面积更正为 88 平方米", "letter_number": "云公开〔2026〕7号"}
    return actions.decide_correction(correction=correction, by=town.li_qiang, day=day, **{**given, **changes})


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_its_numbers_are_a_series_of_their_own_by_agency_and_year(town):
    numbers = [asked(town).registry_number, asked(town).registry_number]
    elsewhere = asked(town, by=town.he_jing, agency=town.county).registry_number
    assert numbers == ["更正2026-0001", "更正2026-0002"]
    assert elsewhere == "更正2026-0001"
    assert asked(town, date(2025, 3, 3)).registry_number == "更正2025-0001"


def test_a_refused_one_uses_no_number(town):
    with pytest.raises(Refused, match="缺少证明记录不准确的证据"):
        asked(town, proof=" ")
    assert asked(town).number == 1


def test_a_repeated_click_makes_one(town):
    first, second = asked(town, submission_key="k"), asked(town, submission_key="k")
    assert first.pk == second.pk
    assert asked(town).number == 2


def test_it_is_due_twenty_working_days_after_the_receipt(town):
    # 2 March 2026 to 30 March: twenty working days, no holiday between.
    assert asked(town).due_on == date(2026, 3, 30)


def test_the_due_day_is_shown_as_a_rule_of_the_house(town):
    page = client_of(town.li_qiang).get(f"/office/records/corrections/{asked(town).pk}/").content.decode()
    assert "没有规定期限，这是本系统的口径" in page
    assert "20 个工作日" in page
    assert "2026-03-30" in page


def test_only_those_who_handle_cases_there_may_enter_it(town):
    for person in (town.he_jing, town.zhou_jie, town.stranger):
        with pytest.raises(NotAllowed):
            asked(town, by=person)
    made = asked(town)
    with pytest.raises(NotAllowed):
        actions.decide_correction(
            correction=made, by=town.he_jing, day=MONDAY, decision="refused", detail="无误"
        )


@pytest.mark.parametrize(
    ("decision", "words", "sentence"),
    [
        ("corrected", {"detail": ""}, "须写明更正成什么"),
        ("refused", {"detail": " "}, "须写明不予更正的理由"),
        ("passed_on", {"detail": "不归本机关管"}, "须写明有权更正的机关"),
        ("told_where", {"detail": "不归本机关管"}, "须写明有权更正的机关"),
        ("perhaps", {"detail": "也许"}, "不认识的处理"),
    ],
)
def test_each_way_says_what_the_article_asks(town, decision, words, sentence):
    with pytest.raises(Refused, match=sentence):
        decided(town, asked(town), decision=decision, **words)


@pytest.mark.parametrize(
    ("decision", "words", "said"),
    [
        ("corrected", {}, "经审核属实，本机关已予更正"),
        ("refused", {"detail": "测绘报告与登记一致"}, "经审核不属实，不予更正"),
        ("passed_on", {"agency_named": "示范市自然资源局"}, "已转送有权更正的行政机关处理"),
        ("told_where", {"agency_named": "示范市自然资源局"}, "请向有权更正的行政机关提出"),
    ],
)
def test_the_letter_says_how_it_was_handled(town, decision, words, said):
    furnish(town)
    made = asked(town)
    decided(town, made, decision=decision, **words)
    made.refresh_from_db()
    for fmt in papers.FORMATS:
        text = normal(text_of(papers.correction_file(made, fmt), fmt))
        assert (normal("如对本告知书不服") in text) is (decision == "refused")
        assert normal(said) in text
        assert normal("云公开〔2026〕7号") in text
        assert normal("更正2026-0001") in text
        assert normal(words.get("agency_named", "不动产登记簿上的房屋面积")) in text


def test_there_is_no_letter_before_the_decision(town):
    made = asked(town)
    with pytest.raises(Refused, match="还没有作出处理"):
        papers.correction_file(made, "pdf")
    back = client_of(town.li_qiang).get(f"/office/records/corrections/{made.pk}/letter.pdf", follow=True)
    assert "还没有作出处理" in back.content.decode()


def test_nobody_is_told_before_the_decision_nor_decided_before_the_receipt(town):
    made = asked(town)
    with pytest.raises(Refused, match="此前没有「作出处理」"):
        actions.tell_correction(correction=made, by=town.li_qiang, day=date(2026, 3, 9))
    with pytest.raises(Refused, match="此前没有「收到更正申请」"):
        decided(town, made, date(2026, 2, 27))


def test_the_future_cannot_be_entered(town):
    with pytest.raises(Refused, match="还没有到"):
        asked(town, date(2026, 3, 3), today=MONDAY)


def test_a_wrong_decision_is_voided_and_stays_in_sight(town):
    made = asked(town)
    wrong = decided(town, made)
    actions.void_correction_event(
        correction=made, by=town.li_qiang, day=date(2026, 3, 11), event=wrong, reason="选错了"
    )
    made.refresh_from_db()
    assert (made.status, made.decision, made.decided_on) == ("open", "", None)
    decided(town, made, date(2026, 3, 12), decision="refused", detail="测绘报告与登记一致")
    made.refresh_from_db()
    assert made.decision == "refused"
    page = client_of(town.li_qiang).get(f"/office/records/corrections/{made.pk}/").content.decode()
    assert page.count("面积更正为 88 平方米") == 1
    assert "选错了" in page


def test_what_others_rest_on_is_not_voided_first(town):
    made = asked(town)
    received = made.events.get()
    decided(town, made)
    with pytest.raises(Refused, match="此前没有「收到更正申请」"):
        actions.void_correction_event(
            correction=made, by=town.li_qiang, day=date(2026, 3, 11), event=received, reason="错"
        )


def test_it_never_counts_in_table_three(town):
    made = asked(town)
    decided(town, made)
    assert Case.objects.count() == 0
    found = cells(town.district, 2026)
    assert "table3.new_received.natural_person" in found
    assert not any(value for cell, value in found.items() if cell.startswith("table3."))


def test_the_work_list_has_it_until_the_applicant_was_told(town):
    made = asked(town)
    assert queries.tasks(town.li_qiang, MONDAY) == (made,)
    decided(town, made)
    assert queries.tasks(town.zhao_min, MONDAY) == (made,)
    for person in (town.he_jing, town.zhou_jie, town.stranger):
        assert queries.tasks(person, MONDAY) == ()
    actions.tell_correction(correction=made, by=town.li_qiang, day=date(2026, 3, 12), way="post")
    assert queries.tasks(town.li_qiang, MONDAY) == ()


def test_zhou_jie_sees_it_and_he_jing_does_not(town):
    made = asked(town)
    assert queries.visible(town.zhou_jie, MONDAY).get() == made
    assert not queries.visible(town.he_jing, MONDAY).exists()
    assert not queries.visible(town.stranger, MONDAY).exists()


def test_the_identity_number_is_never_stored_or_shown_in_clear(town):
    made = asked(town, id_kind="resident_id", id_number=NUMBER)
    page = client_of(town.li_qiang).get(f"/office/records/corrections/{made.pk}/").content.decode()
    assert NUMBER not in page
    assert "110***********803X"[:3] in page
    assert NUMBER.encode() not in bytes(made.id_cipher)
    assert made.masked.startswith("110")
    assert NUMBER not in str([line.detail for line in AuditLine.objects.all()])


def test_each_act_leaves_its_line(town):
    made = asked(town)
    decided(town, made)
    acts = AuditLine.objects.filter(subject=f"records.RecordCorrection:{made.pk}").order_by("position")
    assert [line.act for line in acts] == ["records.register_correction", "records.decide_correction"]


def test_li_qiang_takes_one_through_the_pages(town):
    client = client_of(town.li_qiang)
    form = client.get("/office/records/corrections/new/").context["form"]
    given = {
        "agency": town.district.pk,
        "day": "2026-03-02",
        "applicant_name": WANG_FANG,
        "organisation": "no",
        "record": "户籍档案里的出生日期",
        "claim": "应为 1990 年 3 月 7 日",
        "proof": "",
        "submission_key": form["submission_key"].value(),
    }
    refused = client.post("/office/records/corrections/new/", given)
    assert refused.status_code == 422
    assert "户籍档案里的出生日期" in refused.content.decode()
    done = client.post("/office/records/corrections/new/", {**given, "proof": "出生医学证明"})
    made = RecordCorrection.objects.get()
    assert done.url == f"/office/records/corrections/{made.pk}/"
    decision = {"day": "2026-03-05", "decision": "refused", "detail": "档案与出生医学证明一致"}
    assert client.post(f"{done.url}decide/", decision).status_code == 302
    assert client.post(f"{done.url}tell/", {"day": "2026-03-06", "way": "post"}).status_code == 302
    made.refresh_from_db()
    assert made.status == "told"
    assert "户籍档案里的出生日期" in client.get("/office/records/corrections/?show=told").content.decode()
    assert "户籍档案里的出生日期" not in client.get("/office/records/corrections/?show=open").content.decode()


# – the trail vouches for what was asked, and does not repeat it


@pytest.mark.parametrize(
    "change",
    [
        "claim = '应为 99 平方米'",
        "record = '车辆'",
        "proof = '没有'",
        "applicant_name = '张伟'",
        "contact = ''",
    ],
)
def test_changed_words_of_a_request_are_found_and_stand_in_no_line(town, change):
    made = asked(town, contact="13800000000")
    assert verify().sound
    assert not any(made.claim in str(line.detail) for line in AuditLine.objects.all())
    sql(f"UPDATE corrections_recordcorrection SET {change}")
    assert [(one.kind, one.ledger, one.fields) for one in verify().faults] == [
        ("differs", "更正申请", ("words",))
    ]
