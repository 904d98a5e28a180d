"""Can a true fact be entered late, between the events that happened before and after it?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current, facts_of
from gongkai_web.errors import Refused
from tests.people import answer, receive

MONDAY, TUESDAY, FRIDAY = date(2024, 9, 2), date(2024, 9, 3), date(2024, 9, 6)
TODAY = date(2024, 9, 30)


@pytest.fixture
def case(town):
    return receive(town, MONDAY)


def by(town, case, day):
    return {"case": case, "by": town.li_qiang, "day": day, "today": TODAY}


def order(case) -> list[str]:
    known = sorted(facts_of(case), key=lambda fact: (fact.day, fact.place, fact.position))
    return [fact.kind for fact in known][2:]


def test_who_answered_a_notice_on_the_day_of_its_arrival_had_got_it_before(town, case):
    cases.ask_correction(**by(town, case, TUESDAY), until=date(2024, 9, 27))
    cases.answer_correction(case=case, day=TUESDAY, description="2023 年的方案")
    due = current(case).due_on
    cases.serve_correction(**by(town, case, TUESDAY))
    assert current(case).correction.served == TUESDAY
    assert current(case).due_on == due
    assert sorted(order(case)) == ["correction.asked", "correction.received", "correction.served"]


def test_the_post_may_come_after_the_answer(town, case):
    cases.ask_correction(**by(town, case, TUESDAY))
    cases.receive_correction(**by(town, case, date(2024, 9, 4)), description="2023 年的方案")
    cases.serve_correction(**by(town, case, FRIDAY))
    now = current(case)
    assert (now.correction.served, now.correction.received) == (FRIDAY, date(2024, 9, 4))


def test_its_arrival_is_entered_even_after_the_reply(town, case):
    cases.ask_correction(**by(town, case, TUESDAY))
    cases.receive_correction(**by(town, case, date(2024, 9, 4)))
    answer(town, case, date(2024, 9, 20))
    cases.serve_correction(**by(town, case, FRIDAY))
    assert current(case).correction.served == FRIDAY


def test_a_notice_arrives_once_only(town, case):
    cases.ask_correction(**by(town, case, TUESDAY))
    cases.serve_correction(**by(town, case, FRIDAY))
    with pytest.raises(Refused, match="没有待送达的补正告知书"):
        cases.serve_correction(**by(town, case, FRIDAY))


def test_nothing_arrives_before_it_was_sent(town, case):
    cases.ask_correction(**by(town, case, FRIDAY))
    with pytest.raises(Refused):
        cases.serve_correction(**by(town, case, TUESDAY))


@pytest.mark.parametrize("arrived", [TUESDAY, FRIDAY, date(2024, 9, 9)])
def test_the_letter_to_a_third_party_that_has_answered_arrived_too(town, case, arrived):
    cases.ask_third_party(**by(town, case, TUESDAY), ref="三1", name="示范建设公司")
    cases.answer_third_party(**by(town, case, FRIDAY), ref="三1", consent=True)
    assert [one.ref for one in current(case).unserved_consultations] == ["三1"]
    cases.third_party_served(**by(town, case, arrived), ref="三1")
    assert current(case).unserved_consultations == ()
    with pytest.raises(Refused):
        cases.third_party_served(**by(town, case, arrived), ref="三1")


def test_what_was_asked_on_the_day_of_the_reply_was_asked_before_it(town, case):
    answer(town, case, FRIDAY)
    cases.ask_reason(**by(town, case, FRIDAY), facts="本月已申请 40 件")
    assert order(case) == ["reason.asked", "replied"]


def test_what_cannot_have_been_on_that_day_is_refused_with_its_own_sentence(town, case):
    answer(town, case, FRIDAY)
    with pytest.raises(Refused, match="此前却没有发出补正告知书"):
        cases.receive_correction(**by(town, case, TUESDAY))


def test_the_page_of_the_case_takes_it_too(town, case, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: TODAY)
    cases.ask_third_party(**by(town, case, TUESDAY), ref="三1", name="示范建设公司")
    cases.answer_third_party(**by(town, case, FRIDAY), ref="三1", consent=True)
    answer(town, case, date(2024, 9, 20))
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/office/cases/{case.pk}/acts/third_party_served/"
    assert "三1" in client.get(address).content.decode()
    client.post(address, {"day": "2024-09-05", "ref": "三1"})
    assert current(case).unserved_consultations == ()
