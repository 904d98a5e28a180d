"""What does each person find on the page of a case?"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import ApplicantGiven, Part, RequestGiven
from gongkai_web.files.models import StoredFile
from gongkai_web.proposals import actions as proposals
from tests.people import answer, receive
from tests.web.casework.conftest import errors, said, tree

ID_NUMBER = "110101199003070011"
MASKED = "110***********0011"
CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def case(town, at):
    """王芳's request with her identity number, received on 2024-03-01."""
    at(2024, 3, 15)
    given = RequestGiven(
        "counter",
        "natural_person",
        (ApplicantGiven("王芳", id_kind="resident_id", id_number=ID_NUMBER, phone="13800000000"),),
        "云溪路拓宽工程的征地补偿方案",
    )
    day = date(2024, 3, 1)
    found = cases.register_request(by=town.li_qiang, agency=town.district, day=day, given=given)
    cases.confirm_receipt(case=found, by=town.li_qiang, day=day)
    return found


def reveal(client, case, reason="核对本人"):
    return client.post(reverse("casework:reveal", args=[case.pk, 1]), {"reason": reason})


def test_the_next_act_is_the_one_button_with_its_day(desk, case):
    page = tree(desk.see(case))
    (button,) = page.xpath('//section[@class="next"]//a[@class="button"]')
    assert button.text == "作出答复"
    assert button.get("href") == reverse("casework:act", args=[case.pk, "reply"])
    assert "还有 10 个工作日" in page.xpath('//section[@class="next"]')[0].text_content()
    assert not page.xpath(f'//*[@class="acts"]//a[@href="{button.get("href")}"]')


def test_the_acts_stand_by_stage_and_the_refused_with_their_reason(desk, case):
    page = tree(desk.see(case))
    stages = page.xpath('//dl[@class="acts"]//dt/text()')
    assert stages == ["登记", "办理", "救济"]
    refused = " ".join(one.text_content() for one in page.xpath('//*[@class="refused"]/li'))
    assert "没有待送达的收费通知" in refused
    assert "如实补登" in refused  # the correction notice, seven working days after the receipt
    assert not page.xpath('//*[@class="refused"]//a[contains(@href,"serve_fee_notice")]')


def test_while_wang_fang_is_waited_for_no_reply_is_offered(desk, town, case):
    cases.ask_correction(case=case, by=town.li_qiang, day=date(2024, 3, 5), until=date(2024, 3, 29))
    cases.serve_correction(case=case, by=town.li_qiang, day=date(2024, 3, 6))
    upper = tree(desk.see(case)).xpath('//section[@class="next"]')[0]
    assert "等申请人" in upper.text_content()
    assert "2024-03-29" in upper.text_content()
    assert [link.rsplit("/", 2)[1] for link in upper.xpath(".//a/@href")] == ["receive_correction"]


def test_the_five_stages_say_where_the_case_stands(desk, town, case):
    stages = tree(desk.see(case)).xpath('//ol[@class="stages"]/li')
    assert [one.xpath("b/text()")[0] for one in stages] == ["登记", "审核", "办理", "答复", "归档"]
    assert [one.get("aria-current") for one in stages] == [None, "step", None, None, None]
    answer(town, case, date(2024, 3, 14))
    stages = tree(desk.see(case)).xpath('//ol[@class="stages"]/li')
    assert [one.get("aria-current") for one in stages] == [None, None, None, "step", None]
    assert "2024-03-14 作出答复" in " ".join(stages[3].text_content().split())


# – the identity number


def test_the_number_is_masked_until_somebody_says_why_and_the_trail_keeps_it(desk, case, town):
    assert MASKED in said(desk.see(case))
    assert ID_NUMBER not in desk.see(case).content.decode()
    before = AuditLine.objects.count()
    shown = reveal(desk.client, case)
    assert shown.status_code == 200
    assert ID_NUMBER in said(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    line = AuditLine.objects.order_by("position").last()
    assert AuditLine.objects.count() == before + 1
    assert (line.act, line.reason, line.actor_name) == ("cases.reveal_identity", "核对本人", "李强")
    assert ID_NUMBER not in str(line.detail)
    assert ID_NUMBER not in desk.see(case).content.decode()


def test_without_a_reason_nothing_is_shown_and_nothing_written(desk, case):
    before = AuditLine.objects.count()
    refused = reveal(desk.client, case, " ")
    assert refused.status_code == 422
    assert "须写明理由" in said(refused)
    assert ID_NUMBER not in refused.content.decode()
    assert AuditLine.objects.count() == before


def test_zhou_jie_sees_the_mask_only(town, case, sign_in):
    client = sign_in(town.zhou_jie)
    page = client.get(reverse("casework:case", args=[case.pk]))
    assert MASKED in said(page)
    assert "查看完整号码" not in said(page)
    refused = reveal(client, case)
    assert refused.status_code == 403
    assert ID_NUMBER not in refused.content.decode()


def test_how_wang_fang_wants_it_stands_in_her_words_and_not_in_those_of_service(desk, town, at):
    day = at(2024, 3, 15)
    given = RequestGiven(
        "counter",
        "natural_person",
        (ApplicantGiven("王芳"),),
        "征地补偿方案",
        medium="paper",
        way="in_person",
    )
    page = said(
        desk.see(cases.register_request(by=town.li_qiang, agency=town.district, day=day, given=given))
    )
    assert page.count("到机关领取、查阅") == 2
    assert "直接送达" not in page


def test_what_the_strip_says_is_not_said_again_beside_it(desk, town, case):
    by = {"case": case, "by": town.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 3, 4), ref="征1", name="示范建设公司")
    page = tree(desk.see(case))
    told = [" ".join(one.text_content().split()) for one in page.xpath('//ul[@class="notes"]/li')]
    assert len(told) == len(set(told)) > 0


def test_he_jing_finds_neither_case_nor_number(town, case, sign_in):
    client = sign_in(town.he_jing)
    assert client.get(reverse("casework:case", args=[case.pk])).status_code == 404
    assert reveal(client, case).status_code == 404


def test_her_telephone_is_mended_and_the_number_stays(desk, case):
    address = reverse("casework:applicant", args=[case.pk, 1])
    page = tree(desk.client.get(address))
    assert page.xpath('//input[@name="phone"]/@value') == ["13800000000"]
    assert ID_NUMBER not in desk.client.get(address).content.decode()
    given = {"name": "王芳", "id_kind": "resident_id", "phone": "13900000000", "reason": "换了号码"}
    assert desk.client.post(address, given).status_code == 302
    one = case.applicants.get()
    assert (one.phone, one.masked) == ("13900000000", MASKED)
    line = AuditLine.objects.order_by("position").last()
    assert line.act == "cases.set_applicant"
    assert line.detail["changed"] == ["phone"]


def test_a_wrong_number_is_refused_with_everything_kept(desk, case):
    address = reverse("casework:applicant", args=[case.pk, 1])
    given = {"name": "王芳", "id_kind": "resident_id", "id_number": "123", "reason": "看错"}
    refused = desk.client.post(address, {**given, "phone": "13900000000"})
    assert refused.status_code == 422
    assert "应为 18 位" in errors(refused)
    assert tree(refused).xpath('//input[@name="phone"]/@value') == ["13900000000"]
    assert case.applicants.get().phone == "13800000000"


# – what belongs to it


def test_similar_requests_are_named(desk, town, case):
    receive(town, date(2024, 3, 4), applicant_name="陈刚")
    page = said(desk.see(case))
    assert "其他人相近的申请" in page
    assert "1 个申请人" in page
    assert "陈刚" in page


def test_a_file_is_kept_with_the_case(desk, case, settings, tmp_path):
    address = reverse("casework:attach", args=[case.pk])
    text = SimpleUploadedFile("说明.txt", "云溪路征地补偿方案的说明。".encode())
    sent = desk.client.post(address, {"purpose": "evidence", "file": text})
    if sent.status_code == 422:  # plain text is no kind of file that is kept
        assert "说明.txt" in errors(sent)
        png = bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060"
            "f80f00010401005fe5c34b0000000049454e44ae426082"
        )
        sent = desk.client.post(address, {"purpose": "evidence", "file": SimpleUploadedFile("说明.png", png)})
    assert sent.status_code == 302, errors(sent)
    assert StoredFile.objects.get().owner == f"cases.Case:{case.pk}"
    assert "说明" in said(desk.see(case))


def test_nothing_chosen_is_said_and_nothing_kept(desk, case):
    refused = desk.client.post(reverse("casework:attach", args=[case.pk]), {"purpose": "evidence"})
    assert refused.status_code == 422
    assert "还没有选择文件" in errors(refused)
    assert not StoredFile.objects.exists()


def test_zhou_jie_adds_no_file(town, case, sign_in):
    text = SimpleUploadedFile("说明.pdf", b"%PDF-1.4")
    address = reverse("casework:attach", args=[case.pk])
    for given in ({"purpose": "evidence", "file": text}, {"purpose": "evidence"}):
        refused = sign_in(town.zhou_jie).post(address, given)
        assert refused.status_code == 403
        assert "周洁" in said(refused)
    assert not StoredFile.objects.exists()


def test_the_page_asks_the_database_no_more_for_a_long_history(
    desk, town, case, django_assert_max_num_queries
):
    for number in range(12):
        cases.note_talk(case=case, by=town.li_qiang, day=date(2024, 3, 4), content=f"第 {number} 次")
        receive(town, date(2024, 3, 4), applicant_name=f"申请人{number}")
    with django_assert_max_num_queries(18):
        desk.see(case)


def test_the_parts_of_a_request_are_listed_in_order_and_are_no_duplicates(desk, town, case):
    parts = [Part("补偿方案一"), Part("补偿方案二")]
    made = cases.split_case(case=case, by=town.li_qiang, day=date(2024, 3, 5), parts=parts, reason="两件事")
    page = said(desk.see(case))
    assert page.index(made[0].registry_number) < page.index(made[1].registry_number)
    for one in (case, *made):
        assert "同一申请人相近的申请" not in said(desk.see(one))


def test_the_case_shows_what_became_of_the_proposal_to_publish_it(desk, town, case):
    other = receive(town, date(2024, 3, 1), applicant_name="陈刚")
    given = {"agency": town.district, "title": "补偿方案", "cases": [case, other]}
    made = proposals.propose(by=town.li_qiang, day=date(2024, 3, 5), **given)
    page = said(desk.see(case))
    assert "待审核" in page
    assert "提出转主动公开建议" not in page
    proposals.decide_proposal(proposal=made, by=town.sun_li, day=date(2024, 3, 6), publish=True, opinion="")
    proposals.record_publication(proposal=made, by=town.li_qiang, day=date(2024, 3, 7), place="公报 3 期")
    assert "已公开：公报 3 期" in said(desk.see(case))
    assert "相近的信息已经转为主动公开：《补偿方案》公报 3 期" in said(desk.see(other))


def entries(desk, case):
    """Of each entry of the timeline, what was done and by whom."""
    items = tree(desk.see(case)).xpath('//*[contains(@class,"timeline")]/li')
    return [" ".join(item.text_content().split()) for item in items]


@pytest.mark.parametrize(
    ("entered", "marked"),
    [
        (datetime(2024, 3, 8, 17, 0, tzinfo=CHINA), False),
        (datetime(2024, 3, 11, 9, 0, tzinfo=CHINA), False),  # the next working day
        (datetime(2024, 3, 12, 9, 0, tzinfo=CHINA), True),
    ],
)
def test_what_was_entered_days_after_it_happened_says_when_and_by_whom(
    desk, town, case, monkeypatch, entered, marked
):
    talk = {"how": "电话", "content": "说明检索进展", "today": date(2024, 3, 12)}
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: entered)
        cases.note_talk(case=case, by=town.li_qiang, day=date(2024, 3, 8), **talk)
    (talked,) = [entry for entry in entries(desk, case) if "与申请人沟通" in entry]
    assert ("李强（2024-03-12 补登）" in talked) is marked
    assert ("补登" in talked) is marked


def test_what_was_put_right_says_when(desk, town, case, monkeypatch):
    by = {"case": case, "by": town.li_qiang, "day": date(2024, 3, 15)}
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: datetime(2024, 3, 15, 9, 0, tzinfo=CHINA))
        told = cases.note_talk(**by, how="电话", content="说明检索进展")
        cases.replace_event(**by, event=told, reason="写错", data={"how": "当面"})
    talked = [entry for entry in entries(desk, case) if "与申请人沟通" in entry]
    assert {"当面" in entry: "李强（2024-03-15 更正）" in entry for entry in talked} == {
        False: False,
        True: True,
    }
