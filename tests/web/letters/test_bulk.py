"""Do many cases of one outcome each get a letter of their own, and does one that fails hold up nobody?"""

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import current
from gongkai_web.letters import actions, content
from gongkai_web.letters.models import Letter, Series
from tests.people import receive
from tests.web.letters.written import SEPTEMBER, VALUES, furnish, typed

MANY = 30


@pytest.fixture
def many(office):
    """Thirty requests of different people; the fourth still waits for its correction."""
    found = [
        receive(office, SEPTEMBER, applicant_name=f"申请人{number}", title=f"第{number}号地块的批文")
        for number in range(1, MANY + 1)
    ]
    cases.ask_correction(case=found[3], by=office.li_qiang, day=SEPTEMBER)
    return found


def draft_many(office, found):
    given = typed(office, "L12")
    return actions.draft_many(
        cases=found, by=office.li_qiang, day=SEPTEMBER, act="reply", kind="L12", given=given
    )


def test_of_thirty_one_fails_with_its_reason_and_the_rest_go_out(office, many):
    results = draft_many(office, many)
    assert {one.letter.status for one in results if one.letter} == {"approved"}
    written = [one.letter for one in results if one.letter]
    results = actions.issue_many(letters=written, by=office.sun_li, day=SEPTEMBER)
    failed = [one for one in results if one.problem]
    assert [one.case for one in failed] == [many[3]]
    assert "等待申请人补正" in failed[0].problem
    numbers = [one.letter.number for one in results if one.letter]
    assert numbers == [f"云公开〔2024〕{number}号" for number in range(1, MANY)]
    assert Series.objects.get().last == MANY - 1
    assert Letter.objects.exclude(number="").count() == MANY - 1
    for one in results:
        if one.letter:
            text = content.document_of(one.letter).text
            assert one.case.applicant_name in text
            assert one.case.registry_number in text
            assert current(one.case).letter_number == one.letter.number
    assert current(many[3]).outcome == ""


def test_done_again_nothing_is_doubled(office, many):
    draft_many(office, many[:2])
    results = draft_many(office, many[:2])
    assert all(one.problem for one in results)
    assert Letter.objects.count() == 2


def test_where_there_are_steps_they_are_handed_in_and_issued_together(office, many):
    furnish(office, steps=["reviewer"])
    results = draft_many(office, many[:3])
    letters = [one.letter for one in results]
    assert {one.status for one in letters} == {"in_review"}
    seen = {one.pk: one.content_hash for one in letters}
    seen[letters[0].pk] = "another text"
    decided = actions.decide_many(letters=letters, by=office.zhao_min, day=SEPTEMBER, seen=seen)
    assert [bool(one.problem) for one in decided] == [True, False, False]
    issued = actions.issue_many(letters=letters, by=office.sun_li, day=SEPTEMBER)
    assert [one.letter.number if one.letter else "" for one in issued] == [
        "",
        "云公开〔2024〕1号",
        "云公开〔2024〕2号",
    ]


def test_the_pages_lead_from_the_choice_over_the_preview_to_a_line_for_each(
    office, many, client, monkeypatch
):
    monkeypatch.setattr("gongkai_web.office.days.timezone.localdate", lambda: SEPTEMBER)
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    chosen = [many[0].pk, many[3].pk]
    query = "&".join(f"case={pk}" for pk in chosen)
    assert f"kind=L12&amp;case={chosen[0]}" in client.get(f"/office/letters/bulk/?{query}").content.decode()
    address = f"/office/letters/bulk/?kind=L12&{query}"
    assert many[0].title in client.get(address).content.decode()
    data = {**VALUES["L12"], "article": "《条例》第三十六条第（四）项", "case": chosen, "stage": "preview"}
    cases.receive_correction(case=many[3], by=office.li_qiang, day=SEPTEMBER)
    preview = client.post(address, data).content.decode()
    assert "申请人1：" in preview
    assert "申请人4：" in preview
    assert Letter.objects.count() == 0
    cases.withdraw(case=many[3], by=office.li_qiang, day=SEPTEMBER)
    wrong = client.post(address, {**data, "stage": "issue", "keywords": ""}).content.decode()
    assert "请填写" in wrong
    assert Letter.objects.count() == 0
    results = client.post(address, {**data, "stage": "issue"}).content.decode()
    assert "办成 1 件，没有办成 1 件" in results
    assert "本件现在是「已撤回，待终止」，不能批量答复" in results
    assert Letter.objects.get().case == many[0]


def test_he_jing_answers_nothing_of_another_county(office, many, client):
    client.force_login(office.he_jing, backend="django.contrib.auth.backends.ModelBackend")
    data = {
        **VALUES["L12"],
        "article": "《条例》第三十六条第（四）项",
        "case": [many[0].pk],
        "stage": "issue",
    }
    page = client.post(f"/office/letters/bulk/?kind=L12&case={many[0].pk}", data).content.decode()
    assert "还没有选定申请件" in page
    assert Case.objects.filter(outcome="").count() == MANY
    assert Letter.objects.count() == 0
