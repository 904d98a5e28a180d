"""Can a letter tell of a day on which nothing happened?"""

from datetime import date

from gongkai_web.cases import actions as cases
from gongkai_web.letters import actions
from gongkai_web.letters.checks import faults, questions
from tests.people import receive
from tests.web.letters.written import SEPTEMBER, consulted, drafted, issued


def said(letter) -> str:
    return "".join(fault.message for fault in faults(letter) if fault.code == "case-day")


def test_a_third_party_that_was_never_asked_is_not_told_of(office, case):
    letter = drafted(office, case, "L07")
    assert "“书面征求意见之日”写的是 2024-09-03" in said(letter)
    assert "没有这项登记" in said(letter)
    consulted(office, case)
    assert said(letter) == ""


def test_another_day_than_that_of_the_case_is_told(office, case):
    consulted(office, case)
    letter = drafted(office, case, "L07", values={"asked_on": "2024-09-04"})
    assert "登记的是 2024-09-03" in said(letter)


def test_an_earlier_reply_that_is_not_of_this_case_is_its_own_matter(office, case):
    letter = drafted(office, case, "L17", day=date(2024, 9, 10))
    assert said(letter) == ""


def asked(letter) -> str:
    return "".join(one.message for one in questions(letter, SEPTEMBER) if one.code == "doubt")


def test_an_earlier_reply_that_the_agency_never_gave_is_asked_about(office, case):
    invented = drafted(office, case, "L17", values={"earlier_number": "云公开〔2099〕99号"})
    assert "登记的答复里没有这个文号" in asked(invented)


def test_one_that_it_gave_is_not_and_its_day_must_be_right(office, case):
    earlier = issued(office, receive(office, date(2024, 9, 2)), "L01")
    told = {"earlier_number": earlier.number, "earlier_day": "2024-09-10"}
    letter = drafted(office, case, "L17", values=told)
    assert asked(letter) == ""
    letter.values = {**told, "earlier_day": "2024-09-09"}
    assert "登记的答复日期是 2024-09-10" in asked(letter)


def test_one_that_was_declared_void_was_never_given(office, case):
    earlier = issued(office, receive(office, date(2024, 9, 2)), "L01")
    told = {"earlier_number": earlier.number, "earlier_day": "2024-09-10"}
    letter = drafted(office, case, "L17", values=told)
    actions.void(letter=earlier, by=office.li_qiang, day=SEPTEMBER, reason="没有发出，另行答复")
    assert "登记的答复里没有这个文号" in asked(letter)


def test_nothing_found_without_a_search_on_record_is_asked_about(office, case):
    letter = drafted(office, case, "L12")
    assert "没有检索的登记" in asked(letter)
    search = {"places": "综合档案室", "methods": "电子检索", "keywords": "云溪路", "result": "没有"}
    cases.record_search(case=case, by=office.li_qiang, day=date(2024, 9, 9), **search)
    assert asked(letter) == ""
