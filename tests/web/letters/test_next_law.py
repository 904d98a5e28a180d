"""The carrying test: is the next outcome with its letter, and the next citation, nothing but data?

The law folder is that of the installation with what docs/law.md shows, and a form of 2027 that has the row.
Nothing of Python is touched; the clerk does it all by the site's own forms.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from gongkai.form import form_of_year
from gongkai.letters import letter_kinds
from gongkai_web.annual import tally
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import current
from gongkai_web.letters import content
from gongkai_web.letters.checks import faults
from gongkai_web.letters.models import Letter
from tests.lawfolder import LawFolder
from tests.web.casework.conftest import errors, said, tree
from tests.web.letters.written import VALUES, furnish

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[3] / "docs" / "law.md"
OUTCOME, LETTER, CITED = "not_processed_in_bulk", "L25", "L03"
BEFORE, FROM = date(2026, 12, 31), date(2027, 1, 1)
LAST, CHANGES = date(2027, 2, 28), date(2027, 3, 1)
SENTENCE = re.search(r"^> (办理结果「批量提交」.*)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
FORM = f"""key: "2027"
extends: "2021"
from: 2027-01-01
source: {{instrument: form_2021, article: 附件}}
table3:
  rows:
    add:
      - after: not_processed_reconfirmation
        key: {OUTCOME}
        label: 6.利用程序批量提交的申请
        core: [批量提交]
        role: result
        group: not_processed
        prose: [批量提交]
"""
TYPED = {"quantity": "一日之内用程序提交申请400件", "reason": "不是为了获取政府信息"}
AGAIN = {"reason": TYPED["reason"], "article": "批量申请通知 第二条"}


@pytest.fixture
def law(tmp_path):
    """The law folder as docs/law.md says, step by step."""
    made = LawFolder(tmp_path / "law")
    for file, text in made.told_by(DOCS, "录入新的办理结果和它的文书", "改文书引用的条文"):
        made.enter(file, text)
    made.enter("forms/2027.yaml", FORM)
    with made.installed():
        yield made


BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(law, town):
    """云溪区 under that law, with the particulars of its letters and no steps before the issue."""
    furnish(town)
    return town


def _register(office, desk, today: date) -> Case:
    """李强 registers 王芳's letter on the form and confirms its receipt."""
    given = {
        "agency": office.district.pk,
        "channel": "registered_post",
        "submitted_on": today.isoformat(),
        "applicant_kind": "natural_person",
        "applicant-name": "王芳",
        "title": "云溪路拓宽工程的征地补偿方案",
        "submission_key": f"{Case.objects.count():032}",
        "joint-TOTAL_FORMS": "0",
        "joint-INITIAL_FORMS": "0",
    }
    sent = desk.client.post(reverse("casework:intake"), given)
    assert sent.status_code == 302, errors(sent)
    case = Case.objects.order_by("-pk")[0]
    return desk.done(case, "confirm_receipt", today)


def _offered(desk, case: Case) -> list[str]:
    """The outcomes that the form of the reply offers today."""
    return tree(desk.see(case, "casework:act", "reply")).xpath('//select[@name="outcome"]//option/@value')


def _write(desk, case: Case, kind: str, values: dict[str, str]) -> Letter:
    """李强 drafts a letter of the reply on its form and has it submitted."""
    address = reverse("letters:new", args=[case.pk, "reply"])
    sent = desk.client.post(f"{address}?kind={kind}", values)
    assert sent.status_code == 302, errors(sent)
    letter = Letter.objects.order_by("-pk")[0]
    desk.client.post(reverse("letters:submit", args=[letter.pk]))
    letter.refresh_from_db()
    return letter


def _issue(office, desk, letter: Letter, day: date):
    """孙立 issues what 李强 wrote."""
    desk.client.force_login(office.sun_li, backend=BACKEND)
    sent = desk.client.post(
        reverse("letters:issue", args=[letter.pk]),
        {"day": day.isoformat(), "seen": letter.content_hash},
    )
    letter.refresh_from_db()
    desk.client.force_login(office.li_qiang, backend=BACKEND)
    return sent


def test_the_new_outcome_goes_the_whole_way_by_the_forms_of_the_site(office, desk, at):
    at(2027, 1, 4)
    case = _register(office, desk, date(2027, 1, 4))
    at(2027, 1, 6)
    assert OUTCOME in _offered(desk, case)
    rows = {row.key: number for number, row in enumerate(form_of_year(2027).rows3, 1)}
    assert f"6.利用程序批量提交的申请（表三第 {rows[OUTCOME]} 行）" in said(
        desk.see(case, "casework:act", "reply")
    )
    choice = desk.see(case, "letters:new", "reply").content.decode()
    assert f"?kind={LETTER}" in choice
    letter = _write(desk, case, LETTER, {**TYPED, "article": "第三十五条"})
    assert "利用程序批量提交政府信息公开申请：一日之内用程序提交申请400件" in content.document_of(letter).text
    _issue(office, desk, letter, date(2027, 1, 6))
    now = current(case)
    assert (letter.status, letter.number) == ("issued", "云公开〔2027〕1号")
    assert (now.status, now.outcome, now.concluded_on) == ("replied", OUTCOME, date(2027, 1, 6))
    assert "批量提交" in said(desk.see(case))
    cells = tally.cells(office.district, 2027)
    counted = {cell for cell, number in cells.items() if number and cell.startswith("table3.")}
    wanted = ("new_received", OUTCOME, "results_total")
    assert counted == {f"table3.{row}.{kind}" for row in wanted for kind in ("natural_person", "total")}


def test_before_its_day_neither_outcome_nor_letter_is_offered_and_both_are_refused(office, desk, at):
    at(2026, 12, 28)
    case = _register(office, desk, date(2026, 12, 28))
    at(2026, 12, 31)
    assert SENTENCE
    assert OUTCOME not in _offered(desk, case)
    assert f"?kind={LETTER}" not in desk.see(case, "letters:new", "reply").content.decode()
    for truly in ({}, {"truly": "on"}):
        refused = desk.fill(case, "reply", BEFORE, outcome=OUTCOME, **AGAIN, **truly)
        assert refused.status_code == 422
        assert SENTENCE[1] in errors(refused)
    address = reverse("letters:new", args=[case.pk, "reply"])
    desk.client.post(f"{address}?kind={LETTER}", {**TYPED, "article": "第三十五条"})
    assert not Letter.objects.exists()
    # On the day itself both are there; a reply entered late is asked by its own day.
    at(2027, 1, 1)
    assert OUTCOME in _offered(desk, case)
    assert SENTENCE[1] in errors(desk.fill(case, "reply", BEFORE, outcome=OUTCOME, **AGAIN))
    desk.done(case, "reply", FROM, outcome=OUTCOME, **AGAIN)
    assert current(case).outcome == OUTCOME


def test_a_letter_cites_the_law_of_its_day_and_an_old_one_stays_as_it_was(office, desk, at):
    values = {**VALUES[CITED], "carrier": "查阅并抄录", "withheld_article": "第十六条第二款"}
    at(2027, 2, 26)
    old, waiting = (_register(office, desk, date(2027, 2, 26)) for _ in range(2))
    before = _write(desk, old, CITED, values)
    _issue(office, desk, before, date(2027, 2, 26))
    late = _write(desk, waiting, CITED, values)
    kept = content.document_of(before)
    assert before.status == "issued"
    assert "条例》第三十七条的规定" in kept.text
    # What was drafted before the change is not issued after it: it cites what is no longer the ground.
    at(2027, 3, 1)
    refused = _issue(office, desk, late, CHANGES)
    assert late.status == "approved"
    assert "依据的条款" in said(refused)
    desk.client.post(reverse("letters:edit", args=[late.pk]), values)
    desk.client.post(reverse("letters:submit", args=[late.pk]))
    late.refresh_from_db()
    _issue(office, desk, late, CHANGES)
    assert late.status == "issued"
    assert "条例》第三十九条的规定" in content.document_of(late).text
    assert "第三十七条" not in content.document_of(late).text
    assert current(waiting).article == "《中华人民共和国政府信息公开条例》第三十九条、第十六条第二款"
    # The old letter is checked, shown and printed by the law of its own day.
    before.refresh_from_db()
    assert content.document_of(before) == kept
    assert faults(before) == ()
    assert "第三十七条" in said(desk.client.get(reverse("letters:letter", args=[before.pk])))
    assert letter_kinds().at(CITED, LAST).article == "第三十七条"
