"""How does each way of coming in get its own day of receipt, and what is the clerk told before?"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.procedure.facts import Channel
from gongkai_web.agencies import actions as agencies
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Applicant, Case, Event
from gongkai_web.casework.attached import files_of, named
from gongkai_web.errors import Refused
from gongkai_web.files.models import StoredFile
from gongkai_web.proposals import actions as proposals
from tests.people import answer, receive
from tests.web.casework.conftest import errors, said, tree
from tests.web.files.made import plan

TODAY = date(2024, 3, 15)
ID_NUMBER = "110101199003070011"
TITLE = "云溪路拓宽工程的征地补偿方案"


@pytest.fixture
def send(town, sign_in, at):
    """李强 sends the form."""
    at(2024, 3, 15)
    client = sign_in(town.li_qiang)

    def form(**changes):
        given = {
            "agency": town.district.pk,
            "channel": "registered_post",
            "submitted_on": "2024-03-14",
            "applicant_kind": "natural_person",
            "applicant-name": "王芳",
            "title": TITLE,
            "submission_key": "a" * 32,
            "joint-TOTAL_FORMS": "0",
            "joint-INITIAL_FORMS": "0",
        }
        return client.post(reverse("casework:intake"), {**given, **changes})

    return form


def registered(response) -> Case:
    assert response.status_code == 302, errors(response)
    case = Case.objects.order_by("-pk")[0]
    assert response.url == reverse("casework:case", args=[case.pk])
    return case


def test_the_form_asks_no_purpose_and_offers_no_web_request(town, sign_in, at):
    at(2024, 3, 15)
    page = sign_in(town.li_qiang).get(reverse("casework:intake"))
    channels = tree(page).xpath('//select[@name="channel"]/option/@value')
    assert set(channels) == {"", *Channel.values} - {"web"}
    assert not tree(page).xpath('//*[contains(@name, "purpose")]')
    assert not tree(page).xpath('//*[@class="errors"]')


@pytest.mark.parametrize("channel", ["counter", "oral", "registered_post"])
def test_what_is_received_of_itself_is_received_on_the_day_it_came(send, channel):
    ticks = {"taken_down": "on", "read_back": "on"} if channel == "oral" else {}
    case = registered(send(channel=channel, confirm="on", **ticks))
    assert case.submitted_on == case.received_on == date(2024, 3, 14)
    assert case.channel == channel


@pytest.mark.parametrize("channel", ["ordinary_post", "fax", "email"])
def test_what_must_be_confirmed_is_received_on_the_day_of_the_confirmation(send, channel):
    confirmed = {"confirmed_on": "2024-03-15", "how": "电话", "with_whom": "王芳"}
    case = registered(send(channel=channel, confirm="on", **confirmed))
    assert case.submitted_on == date(2024, 3, 14)
    assert case.received_on == TODAY
    event = Event.objects.get(case=case, kind="confirmed")
    assert event.data == {"how": "电话", "with_whom": "王芳"}


def test_an_ordinary_letter_is_not_received_without_the_call(send):
    refused = send(channel="ordinary_post", confirm="on")
    assert refused.status_code == 422
    assert "平常信函须与申请人确认才算收到" in errors(refused)
    assert tree(refused).xpath('//input[@name="title"]/@value') == [TITLE]
    assert not Case.objects.exists()


def test_without_the_tick_it_waits_for_its_confirmation(send):
    case = registered(send())
    assert case.received_on is None
    assert case.next_act == "confirm_receipt"


def test_an_oral_request_is_taken_down_and_read_back(send):
    refused = send(channel="oral", confirm="on", taken_down="on")
    assert "须经申请人确认" in errors(refused)
    assert not Case.objects.exists()


def test_a_second_click_makes_no_second_case(send):
    first, second = send(confirm="on"), send(confirm="on")
    assert first.url == second.url
    assert Case.objects.count() == 1


def test_joint_applicants_and_an_agent_stand_on_one_case(send):
    case = registered(
        send(
            **{
                "applicant-id_kind": "resident_id",
                "applicant-id_number": ID_NUMBER,
                "applicant-phone": "13800000000",
                "joint-TOTAL_FORMS": "2",
                "joint-0-name": "王明",
                "agent-name": "张律师",
                "medium": "paper",
                "way": "post",
            }
        )
    )
    people = [(one.name, one.role) for one in Applicant.objects.filter(case=case)]
    assert people == [("王芳", "applicant"), ("王明", "joint"), ("张律师", "agent")]
    assert case.applicant_name == "王芳、王明"
    assert ID_NUMBER not in str(list(Event.objects.values_list("data", flat=True)))


def test_one_more_joint_applicant_loses_nothing_and_scolds_nobody(send):
    page = tree(send(more="1", **{"applicant-name": "", "joint-TOTAL_FORMS": "1", "joint-0-name": "王明"}))
    assert page.xpath('//input[@name="joint-0-name"]/@value') == ["王明"]
    assert page.xpath('//input[@name="joint-1-name"]')
    assert not page.xpath('//*[@class="errors"] | //*[contains(@class, "wrong")]')
    assert not Case.objects.exists()


def test_a_mistyped_identity_number_is_found(send):
    refused = send(**{"applicant-id_kind": "resident_id", "applicant-id_number": "110101199003070012"})
    assert "校验位" in errors(refused)
    assert not Case.objects.exists()


def test_a_day_to_come_is_refused_with_everything_kept(send):
    refused = send(submitted_on="2024-03-18", description="2023 年的方案")
    assert "还没有到" in errors(refused)
    assert "2023 年的方案" in tree(refused).xpath('//textarea[@name="description"]')[0].text_content()


# – what the clerk is told


def test_nothing_is_registered_by_checking(send):
    page = send(check="1")
    assert page.status_code == 200
    assert "没有发现重复" in said(page)
    assert not Case.objects.exists()


def test_a_duplicate_is_pointed_out_with_the_earlier_reply_and_blocks_nothing(town, send):
    earlier = receive(town, date(2023, 6, 1))
    answer(town, earlier, date(2023, 6, 20), letter_number="云公开〔2023〕5号")
    page = send(check="1", title="申请公开云溪路拓宽工程征地补偿方案")
    hint = tree(page).xpath('//*[contains(@class, "hint-duplicate")]')[0].text_content()
    assert "第三十六条第（六）项" in hint
    assert "云公开〔2023〕5号" in hint
    assert "2023-06-20" in hint
    assert registered(send(confirm="on")).pk != earlier.pk


def test_all_earlier_requests_are_counted_and_the_most_alike_are_shown(town, send):
    for _ in range(7):
        receive(town, date(2024, 3, 4))
    hint = tree(send(check="1")).xpath('//*[contains(@class, "hint-duplicate")]')[0]
    assert "相近的信息 7 次" in hint.text_content()
    assert len(hint.xpath(".//li")) == 5


def test_at_the_counter_the_missing_tick_is_pointed_out(send):
    hint = tree(send(check="1", channel="counter")).xpath('//*[contains(@class, "hint-unconfirmed")]')
    assert "2024-03-14 就是收到申请之日" in hint[0].text_content()
    assert [one.get("name") for one in hint[0].xpath("./following::input[1]")] == ["confirm"]
    for known in ({"channel": "counter", "confirm": "on"}, {"channel": "fax"}):
        assert not tree(send(check="1", **known)).xpath('//*[contains(@class, "hint-unconfirmed")]')


def test_a_confirmation_before_the_letter_came_is_refused_at_its_field(send):
    told = {"how": "电话", "with_whom": "王芳", "confirm": "on", "confirmed_on": "2024-03-13"}
    assert "确认的日期早于提交日期 2024-03-14" in errors(send(channel="ordinary_post", **told))


def test_without_an_identity_number_a_namesake_is_thought_of(town, send):
    receive(town, date(2024, 3, 4))
    assert tree(send(check="1")).xpath('//*[contains(@class, "hint-namesake")]')
    known = {"applicant-id_kind": "resident_id", "applicant-id_number": ID_NUMBER}
    assert not tree(send(check="1", **known)).xpath('//*[contains(@class, "hint-namesake")]')


def test_what_was_published_since_is_told_with_its_place(town, send):
    asked = [receive(town, date(2024, 1, 8), applicant_name=name) for name in ("陈刚", "刘洋")]
    given = {"agency": town.district, "title": "补偿方案", "cases": asked}
    made = proposals.propose(by=town.li_qiang, day=date(2024, 2, 1), **given)
    proposals.decide_proposal(proposal=made, by=town.sun_li, day=date(2024, 2, 2), publish=True, opinion="")
    assert not tree(send(check="1")).xpath('//*[contains(@class, "hint-published")]')
    proposals.record_publication(
        proposal=made, by=town.li_qiang, day=date(2024, 2, 5), place="公报 2024 年 2 期"
    )
    hint = tree(send(check="1")).xpath('//*[contains(@class, "hint-published")]')
    assert "《补偿方案》2024-02-05 已公开于 公报 2024 年 2 期" in hint[0].text_content()


def test_the_same_asked_by_others_is_proposed_for_disclosure(town, send):
    receive(town, date(2024, 1, 8), applicant_name="陈刚")
    receive(town, date(2024, 1, 9), applicant_name="刘洋")
    receive(town, date(2024, 1, 9), applicant_name="刘洋")
    receive(town, date(2024, 1, 9), applicant_name="赵云", title="2023 年部门决算")
    hint = tree(send(check="1")).xpath('//*[contains(@class, "hint-others")]')[0].text_content()
    assert "另有 2 个申请人" in hint
    assert "第四十四条" in hint
    assert "部门决算" not in hint


def test_the_which_th_request_of_the_month_is_told_with_its_fee(town, send):
    for _ in range(10):
        receive(town, date(2024, 3, 4), title="无关的事项")
    hint = tree(send(check="1")).xpath('//*[contains(@class, "hint-which")]')[0].text_content()
    assert "第 11 件" in hint
    assert "应收 100 元" in hint
    other = send(check="1", **{"applicant-name": "陈刚"})
    assert not tree(other).xpath('//*[contains(@class, "hint-which")]')


def test_an_agency_about_to_close_is_told(town, send):
    agencies.close_agency(by=town.operator, agency=town.district, day=date(2024, 3, 29), reason="撤并")
    hint = tree(send(check="1")).xpath('//*[contains(@class, "hint-closed")]')[0].text_content()
    assert "2024-03-29 撤销" in hint
    registered(send())


def test_a_closed_agency_takes_nothing_in(town, send):
    agencies.close_agency(by=town.operator, agency=town.district, day=date(2024, 3, 1), reason="撤并")
    assert send().status_code == 403
    assert not Case.objects.exists()


# – who


def test_li_qiang_takes_in_for_no_other_agency(town, send):
    refused = send(agency=town.county.pk)
    assert "请从列表中选一个机关" in errors(refused)
    assert not Case.objects.exists()


def test_zhou_jie_and_the_stranger_take_nothing_in(town, sign_in):
    for person in (town.zhou_jie, town.stranger):
        assert sign_in(person).get(reverse("casework:intake")).status_code == 403
    assert sign_in().get(reverse("casework:intake")).status_code == 302


def test_both_acts_or_none(town, send, monkeypatch):
    def refuse(**_):
        raise Refused("不能确认。")

    monkeypatch.setattr(cases, "confirm_receipt", refuse)
    refused = send(confirm="on")
    assert "不能确认。" in errors(refused)
    assert not Case.objects.exists()


def test_the_same_applicant_asks_once_more_and_types_only_what_for(send, town, sign_in):
    person = {
        "applicant-id_kind": "resident_id",
        "applicant-id_number": ID_NUMBER,
        "applicant-phone": "13800000000",
        "medium": "paper",
    }
    answered = send(confirm="on", another="1", **person)
    first = Case.objects.get()
    later = f"/office/cases/new/?again={first.pk}"
    assert answered.url == f"{later}&together=1"
    li = sign_in(town.li_qiang)
    assert later in tree(li.get(f"/office/cases/{first.pk}/")).xpath("//main//a/@href")
    # What comes on another day has a day of its own.
    assert tree(li.get(later)).xpath('//input[@name="submitted_on"]/@value') == ["2024-03-15"]
    page = tree(li.get(answered.url))
    assert ID_NUMBER not in page.text_content()
    form = page.forms[-1]
    fields = {name: value for name, value in form.form_values() if name != "title"}
    assert fields["applicant-name"] == "王芳"
    assert fields["applicant-phone"] == "13800000000"
    assert not fields.get("applicant-id_number")
    second = registered(li.post(answered.url, {**fields, "title": "云溪路拓宽工程的环评批复"}))
    assert second.pk != first.pk
    assert second.applicant_key == first.applicant_key
    assert second.applicants.get().masked == first.applicants.get().masked != ""
    assert (second.channel, second.received_on) == (first.channel, first.received_on)


def test_whoever_is_named_otherwise_takes_over_no_number(send, town, sign_in):
    first = registered(send(**{"applicant-id_kind": "resident_id", "applicant-id_number": ID_NUMBER}))
    li, address = sign_in(town.li_qiang), f"/office/cases/new/?again={first.pk}"
    fields = dict(tree(li.get(address)).forms[-1].form_values())
    given = {**fields, "applicant-name": "张伟", "title": "云溪路拓宽工程的环评批复"}
    assert registered(li.post(address, given)).applicants.get().masked == ""


def test_an_applicant_of_another_agency_is_not_taken_over(town, sign_in, at):
    at(2024, 3, 15)
    case = receive(town, date(2024, 3, 1))
    page = tree(sign_in(town.he_jing).get(f"/office/cases/new/?again={case.pk}"))
    assert page.xpath('//input[@name="applicant-name"]/@value') == []


# – the scan of the paper


def scan(name: str = "申请书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, plan(), "application/pdf")


def test_the_scan_of_the_request_is_kept_with_the_case_that_it_begins(send):
    case = registered(send(scan=scan(), confirm="on"))
    ((file, _),) = named(files_of(case))
    assert (file.name, file.purpose, file.added_by_name) == ("申请书.pdf", "scan", "李强")
    assert case.received_on == date(2024, 3, 14)


def test_a_file_that_is_no_scan_registers_nothing_and_everything_typed_stays(send):
    upload = SimpleUploadedFile("申请书.exe", b"MZ\x90\x00", "application/octet-stream")
    page = send(scan=upload)
    assert page.status_code == 422
    assert "申请书.exe" in errors(page)
    assert tree(page).xpath('//input[@name="title"]/@value') == [TITLE]
    assert not Case.objects.exists()
    assert not StoredFile.objects.exists()


def test_where_the_form_is_not_in_order_the_scan_is_asked_for_again(send):
    page = send(scan=scan(), title="")
    assert "所选的文件没有收下；请重新选择" in errors(page)
    assert not StoredFile.objects.exists()


def test_checking_keeps_no_file_and_says_so(send):
    page = send(scan=scan(), check="1")
    assert "刚才所选的没有收下" in said(page)
    assert tree(page).xpath('//*[@class="errors"]') == []
    assert not StoredFile.objects.exists()


def test_a_second_click_keeps_the_scan_once(send):
    first, second = send(scan=scan()), send(scan=scan())
    assert first.url == second.url
    assert StoredFile.objects.count() == 1
