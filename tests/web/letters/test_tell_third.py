"""Disclosed though 示范建设公司 objected: is it told first, and does the reply wait for that (第三十二条)?"""

from __future__ import annotations

import pytest
from lxml import html

from gongkai.procedure.machine import label_of
from gongkai_web.cases.stored import current
from gongkai_web.errors import OnPaperOnly, Refused
from gongkai_web.letters import actions
from tests.web.letters.test_under_way import desk_of
from tests.web.letters.written import SEPTEMBER, consulted, drafted, issued, posted, sealed, sent


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """They sit at their browsers on 10 September 2024."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)


@pytest.fixture
def disclosed(office, case):
    """The reply that gives it all is sealed; the third party knows nothing of it."""
    consulted(office, case)
    return sealed(office, issued(office, case, "L02"))


def next_of(case) -> str:
    case.refresh_from_db()
    return case.next_act


def test_telling_the_third_party_comes_before_the_sealed_reply(office, case, disclosed, client):
    assert (next_of(case), case.next_on) == ("tell_third_party", current(case).due_on)
    row = "".join(desk_of(client, office.li_qiang).values())
    assert label_of("tell_third_party") in row
    letter = drafted(office, case, "P11", "tell_third_party")
    assert (next_of(case), case.letter_key) == ("letter_drafting", letter.pk)


def test_the_reply_waits_until_the_letter_to_the_third_party_left(office, case, disclosed):
    with pytest.raises(OnPaperOnly, match="书面告知第三方（征1）"):
        posted(office, disclosed)
    due = current(case).due_on
    told = sent(office, case, "P11", "tell_third_party")
    assert [event.data for event in case.events.filter(kind="third_party.told")] == [
        {"ref": "征1", "letter_number": told.number}
    ]
    assert next_of(case) == "letter_unsent"
    assert current(case).due_on == due
    assert posted(office, disclosed).dispatched_on == SEPTEMBER
    assert not current(case).flags


def test_what_left_before_the_telling_is_entered_from_paper_and_marked(office, case, disclosed):
    posted(office, disclosed, on_paper=True)
    assert [flag.code for flag in current(case).flags] == ["disclosed-untold"]
    sent(office, case, "P11", "tell_third_party")
    assert [flag.code for flag in current(case).flags] == ["disclosed-untold"]


def test_the_letter_offers_the_number_under_which_the_third_party_was_asked(office, case, disclosed, client):
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    tree = html.fromstring(
        client.get(f"/office/letters/cases/{case.pk}/tell_third_party/new/?kind=P11").content.decode()
    )
    assert [one.value.strip() for one in tree.xpath("//*[contains(@name, 'inquiry_number')]")] == ["征1"]


def test_a_number_that_asked_nobody_is_refused_before_the_issue(office, case, disclosed):
    letter = actions.submit(
        letter=drafted(office, case, "P11", "tell_third_party", values={"inquiry_number": "征9"}),
        by=office.li_qiang,
        day=SEPTEMBER,
    )
    with pytest.raises(Refused, match="征9"):
        actions.issue(letter=letter, by=office.sun_li, day=SEPTEMBER)
