"""Is a letter that was once dated backwards seen in register and statistics, with no number moved?"""

import io
from datetime import date

import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from gongkai_web.letters import actions
from gongkai_web.letters.doubtful import doubtful
from gongkai_web.letters.models import Letter
from tests.people import receive
from tests.web.letters.written import SEPTEMBER, furnish, posted, sealed, submitted

BEFORE, NEXT = date(2024, 9, 5), date(2024, 9, 11)
ADMITTED = [
    {"code": "letter-backdated", "message": "成文日期 2024-09-05 早于本站登记的起草日期 2024-09-10。"}
]


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """They sit at their browsers on 11 September 2024."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: NEXT)


@pytest.fixture
def letter(office, case):
    """A reply that went all its way, approved by 孙立, beside another case's."""
    furnish(office, steps=["head"])
    other = receive(office, date(2024, 9, 3), title="供水规划")
    found = []
    for one in (case, other):
        made = submitted(office, one, "L12")
        actions.decide(letter=made, by=office.sun_li, day=SEPTEMBER, approve=True, seen=made.content_hash)
        made.refresh_from_db()
        issued_one = actions.issue(letter=made, by=office.li_qiang, day=SEPTEMBER)
        found.append(posted(office, sealed(office, issued_one)))
    return found[0]


def as_version_0_1_left_it(letter, **columns) -> None:
    Letter.objects.filter(pk=letter.pk).update(**columns)


def page(client, person, address: str):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return html.fromstring(client.get(address).content.decode())


def numbers(tree) -> dict[str, str]:
    rows = tree.xpath('//table[contains(@class,"years")]/tbody/tr')
    return {
        row.xpath("th")[0].text_content().strip(): row.xpath("td")[0].text_content().strip() for row in rows
    }


BACKWARDS = {
    "with the tick, which it kept": {"admitted": ADMITTED},
    "before its draft": {"prepared_on": NEXT},
    "left before its date": {"dispatched_on": BEFORE},
    "left before its seal": {"sealed_on": NEXT},
}


@pytest.mark.parametrize("columns", BACKWARDS.values(), ids=BACKWARDS)
def test_each_way_in_which_it_went_backwards_is_seen(letter, columns):
    assert not doubtful().exists()
    as_version_0_1_left_it(letter, **columns)
    assert doubtful().get() == letter


def test_an_approval_after_its_date_is_seen_too_and_a_void_letter_is_not(letter):
    as_version_0_1_left_it(letter, issued_on=BEFORE, prepared_on=BEFORE)
    assert doubtful().get() == letter
    as_version_0_1_left_it(letter, status="void")
    assert not doubtful().exists()


def test_the_statistics_open_it_and_no_other_number_moves(office, letter, client):
    address = "/office/statistics/?year=2024"
    before = numbers(page(client, office.li_qiang, address))
    assert before.pop("日期存疑") == "0"
    as_version_0_1_left_it(letter, prepared_on=NEXT)
    tree = page(client, office.li_qiang, address)
    after = numbers(tree)
    assert after.pop("日期存疑") == "1"
    assert after == before
    (link,) = tree.xpath('//tr[th[normalize-space()="日期存疑"]]/td[1]/a')
    listed = page(client, office.li_qiang, link.get("href"))
    assert [one.text for one in listed.xpath('//th[@class="what"]/a')] == [letter.case.title]


def test_the_register_marks_it_on_the_screen_and_in_the_spreadsheet(office, letter, client):
    as_version_0_1_left_it(letter, prepared_on=NEXT)
    tree = page(client, office.li_qiang, "/office/register/")
    at = [one.text_content() for one in tree.xpath("//thead//th")].index("日期存疑") + 1
    marks = [one.text_content().strip() for one in tree.xpath(f"//tbody/tr/*[{at}]")]
    assert marks == ["是", ""]
    answer = client.post("/office/register.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, *rows = book.get_sheet_by_name("登记表").to_python()
    assert [row[head.index("日期存疑")] for row in rows] == ["是", ""]


def test_the_pages_of_case_and_letter_say_what_is_out_of_order(office, letter, client):
    as_version_0_1_left_it(letter, prepared_on=NEXT)
    for address in (f"/office/letters/{letter.pk}/", f"/office/cases/{letter.case_id}/"):
        said = page(client, office.li_qiang, address).text_content()
        assert "成文日期 2024-09-10 早于本站登记的起草日期 2024-09-11" in " ".join(said.split())
