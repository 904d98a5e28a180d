"""Does whoever reads a letter know what its case needs next, and until when, as on the page of the case?"""

import pytest
from lxml import html

from gongkai_web.letters import actions
from tests.web.letters.written import SEPTEMBER, drafted, furnish, issued, posted, sealed, sent, submitted


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """They sit at their browsers on 10 September 2024."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)


def coming(client, person, address: str) -> tuple[str, str]:
    """What comes next, in the words of a page, and where its button leads."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    tree = html.fromstring(client.get(address).content.decode())
    (found,) = tree.xpath("//section[contains(@aria-label, '下一步')]")
    buttons = found.xpath(".//a")
    words = " ".join("".join(found.xpath(".//text()[not(ancestor::a)]")).split())
    return words, buttons[0].get("href") if buttons else ""


def on_both(client, person, letter) -> tuple[str, str]:
    """What the page of the letter says, which is what that of its case says; and where its button leads."""
    of_letter, leads = coming(client, person, f"/office/letters/{letter.pk}/")
    of_case, _ = coming(client, person, f"/office/cases/{letter.case_id}/")
    assert of_letter == of_case
    return of_letter, leads


def test_the_letter_that_is_being_made_is_the_next_act_on_its_own_page(office, case, client):
    letter = drafted(office, case, "L12")
    said, leads = on_both(client, office.li_qiang, letter)
    assert f"《{letter.title}》起草中" in said
    assert "2024-09-30" in said
    assert leads == "#act"


def test_who_only_waits_for_a_decision_reads_it_and_who_decides_is_led_to_the_form(office, case, client):
    furnish(office, steps=["head"])
    letter = submitted(office, case, "L12")
    assert on_both(client, office.li_qiang, letter)[1] == ""
    assert on_both(client, office.sun_li, letter)[1] == "#act"


def test_after_the_letter_has_left_its_page_says_what_the_case_waits_for(office, case, client):
    letter = sent(office, case, "P08", "ask_third_party")
    said, leads = on_both(client, office.li_qiang, letter)
    assert "第三方" in said
    assert leads == f"/office/cases/{case.pk}/acts/third_party_served/"


def test_a_letter_that_is_void_leads_back_to_the_reply(office, case, client):
    letter = drafted(office, case, "L12")
    actions.void(letter=letter, by=office.li_qiang, day=SEPTEMBER, reason="改用另一种答复")
    said, leads = on_both(client, office.li_qiang, letter)
    assert "下一步：作出答复" in said
    assert "2024-09-30" in said
    assert leads == f"/office/cases/{case.pk}/acts/reply/"


def test_a_supervisor_reads_what_comes_next_and_is_offered_nothing(office, case, client):
    letter = posted(office, sealed(office, issued(office, case, "L12")))
    said, leads = on_both(client, office.zhou_jie, letter)
    assert "下一步：登记送达" in said
    assert leads == ""
