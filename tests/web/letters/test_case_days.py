"""Can a letter tell of a day on which nothing happened?"""

from datetime import date

from gongkai_web.letters.checks import faults
from tests.web.letters.written import consulted, drafted


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
