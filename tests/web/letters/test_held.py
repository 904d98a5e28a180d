"""Does a letter that was issued here leave by its own page only: with its seal, its checks, its post?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import current, facts_of
from gongkai_web.letters import actions
from gongkai_web.letters.actions import Service
from gongkai_web.letters.held import held_among, held_by_letters, held_in
from gongkai_web.letters.queries import of_case
from tests.people import answer, receive
from tests.web.letters.written import SEPTEMBER, issued, posted, sealed, sent

LATER = date(2024, 9, 20)
BY_HERSELF = Service("王芳", "本人")
FORMS = {
    "dispatch": {"way": "post", "number": "1234567890123"},
    "serve": {"way": "post", "receiver": "王芳"},
    "close": {"content": ""},
    "archive": {},
}


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """李强 sits at his browser on 20 September 2024."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: LATER)


def held(case):
    """What letters hold, asked in either way: of the database, and of what a page has read already."""
    found = held_by_letters(case)
    assert held_among(list(of_case(case)), facts_of(case)) == found
    return found


@pytest.fixture
def li(office, client):
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    return client


def act_page(case, act: str) -> str:
    return f"/office/cases/{case.pk}/acts/{act}/"


def bulk(client, act: str, *chosen):
    given = {"act": act, "case": [case.pk for case in chosen], "day": str(LATER), "way": "post"}
    return client.post("/office/bulk/", given)


def words(response) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def links(response) -> list[str]:
    return html.fromstring(response.content.decode()).xpath("//main//a/@href")


def kinds_of(case) -> list[str]:
    return list(case.events.order_by("position").values_list("kind", flat=True))


def served(town, letter, day=LATER):
    return actions.serve(letter=letter, by=town.li_qiang, day=day, service=BY_HERSELF)


def refused_everywhere(client, case, act: str, letter, said: str) -> None:
    """Neither by the form of the case, nor by what was sent without it, nor with others."""
    before = kinds_of(case)
    for answered in (
        client.get(act_page(case, act)),
        client.post(act_page(case, act), {"day": str(LATER), **FORMS[act]}),
        client.post(act_page(case, act), {"day": str(LATER), "truly": "on", **FORMS[act]}),
        client.get(f"/office/bulk/?act={act}&case={case.pk}"),
        bulk(client, act, case),
    ):
        assert said in words(answered), words(answered)
        assert f"/office/letters/{letter.pk}/" in links(answered)
        assert '<button class="button">登记' not in answered.content.decode()
    assert kinds_of(case) == before


@pytest.mark.parametrize("act", ["dispatch", "serve"])
@pytest.mark.parametrize("with_seal", [False, True])
def test_li_qiang_cannot_send_a_letter_around_its_own_page(office, case, li, act, with_seal):
    letter = issued(office, case, "L12")
    if with_seal:
        sealed(office, letter)
    todo = "到文书页发出" if with_seal else "到文书页盖章、发出"
    refused_everywhere(
        li, case, act, letter, f"云公开〔2024〕1号，{'已盖章，待发出' if with_seal else '已签发，待盖章'}"
    )
    assert todo in words(li.get(act_page(case, act)))


def test_a_letter_on_its_way_is_served_on_its_own_page_with_its_proof(office, case, li):
    letter = posted(office, sealed(office, issued(office, case, "L12")))
    refused_everywhere(li, case, "serve", letter, "到文书页登记送达")
    served(office, letter)
    assert current(case).served_on == LATER


def test_the_second_reply_leaves_by_its_own_page_as_well(office, case, li):
    served(office, posted(office, sealed(office, issued(office, case, "L12"))), date(2024, 9, 11))
    again = issued(office, case, "L24", "reply_again", LATER)
    for act in ("dispatch", "serve", "close"):
        refused_everywhere(li, case, act, again, "云公开〔2024〕2号")
    served(office, posted(office, sealed(office, again, LATER), LATER))
    assert current(case).again_served_on == LATER
    assert held(case) == {}


def test_nothing_is_closed_while_a_letter_lies_unsealed(office, case, li):
    """As from the time when the page of the case could still send it."""
    letter = issued(office, case, "L12")
    cases.dispatch(case=case, by=office.li_qiang, day=SEPTEMBER, way="post", number="1234567890123")
    refused_everywhere(li, case, "close", letter, "还没有发出")
    cases.close(case=case, by=office.li_qiang, day=SEPTEMBER)
    refused_everywhere(li, case, "archive", letter, "还没有发出")


def test_a_letter_that_takes_the_reply_back_leaves_before_the_case_is_closed(office, case, li):
    served(office, posted(office, sealed(office, issued(office, case, "L12"))), date(2024, 9, 11))
    values = {"act_of_correction": "予以撤销，另行作出答复"}
    taken_back = issued(office, case, "L24", "revoke_reply", LATER, values=values)
    refused_everywhere(li, case, "close", taken_back, "还没有发出")
    posted(office, sealed(office, taken_back, LATER), LATER)
    again = issued(office, case, "L02", "reply_again", LATER)
    served(office, posted(office, sealed(office, again, LATER), LATER), LATER)
    assert held(case) == {}


@pytest.mark.parametrize(
    ("code", "act", "service"),
    [("P04", "ask_correction", "serve_correction"), ("P14", "decide_fee", "serve_fee_notice")],
)
def test_the_term_of_the_applicant_runs_from_the_service_of_a_sealed_letter(
    office, case, li, code, act, service
):
    before = kinds_of(case)
    letter = sealed(office, issued(office, case, code, act))
    assert li.get(act_page(case, service)).status_code == 409  # nothing was sent yet
    assert kinds_of(case) == before
    letter = posted(office, letter)
    answered = li.post(act_page(case, service), {"day": str(LATER)})
    assert "请到文书页登记送达" in words(answered)
    served(office, letter)
    entered = ["correction.asked", "correction.served"] if code == "P04" else ["fee.decided", "fee.served"]
    assert kinds_of(case) == [*before, *entered]


def test_the_case_leads_to_the_page_of_the_letter(office, case, li):
    letter = issued(office, case, "L12")
    page = li.get(f"/office/cases/{case.pk}/")
    there = html.fromstring(page.content.decode()).xpath('//main//a[contains(., "到文书页盖章、发出")]/@href')
    assert there == [f"/office/letters/{letter.pk}/"]
    assert act_page(case, "dispatch") not in links(page)
    assert act_page(case, "serve") not in links(page)


def test_a_reply_on_paper_is_sent_and_served_as_before(office, case, li):
    answer(office, case, SEPTEMBER)
    for act in ("dispatch", "serve", "close", "archive"):
        given = {"day": str(LATER), **FORMS[act]}
        assert li.post(act_page(case, act), given).status_code == 302, act
    other = answer(office, receive(office, date(2024, 9, 3), title="供水规划"), SEPTEMBER)
    assert "已办理 1 件" in words(bulk(li, "dispatch", other))


def test_a_void_letter_holds_nothing(office, case, li):
    letter = issued(office, case, "L12")
    actions.void(letter=letter, by=office.li_qiang, day=SEPTEMBER, reason="改在纸上办理")
    answer(office, case, SEPTEMBER)
    assert held(case) == {}
    assert "已办理 1 件" in words(bulk(li, "dispatch", case))


def test_a_letter_whose_entry_was_voided_holds_nothing_and_a_corrected_one_does(office, case):
    letter = issued(office, case, "L12")
    by = {"case": case, "by": office.li_qiang, "day": SEPTEMBER}
    changed = cases.replace_event(
        **by, event=letter.event, reason="写错", new_day=SEPTEMBER, data={"reason": "经检索没有"}
    )
    assert set(held(case)) == {"dispatch", "serve", "close", "archive"}
    cases.void_event(**by, event=changed, reason="重复登记")
    assert held(case) == {}


def test_a_correction_notice_whose_entry_was_voided_holds_nothing(office, case):
    letter = sent(office, case, "P04", "ask_correction")
    assert set(held(case)) == {"serve_correction"}
    by = {"case": case, "by": office.li_qiang, "day": SEPTEMBER}
    cases.void_event(**by, event=letter.event, reason="不必补正")
    assert held(case) == {}


def test_many_letters_are_asked_for_in_two_queries(office, case):
    others = [receive(office, date(2024, 9, 3), title=f"第{number}份规划") for number in range(3)]
    letters = [issued(office, one, "L12") for one in (case, *others)]
    chosen = list(Case.objects.all())
    with CaptureQueriesContext(connection) as queries:
        found = held_in(chosen)
    assert len(queries) == 2
    assert [found[one.case_id]["dispatch"].href for one in letters] == [
        f"/office/letters/{one.pk}/" for one in letters
    ]


def test_the_first_letter_comes_back_after_the_second_reply_and_does_not_stand_for_it(office, case):
    first = posted(office, sealed(office, issued(office, case, "L12")))
    again = issued(office, case, "L24", "reply_again", LATER)
    served(office, first)
    now = current(case)
    assert (now.again_dispatched_on, now.again_served_on) == (None, None)
    served(office, posted(office, sealed(office, again, LATER), LATER))
    assert current(case).again_served_on == LATER
