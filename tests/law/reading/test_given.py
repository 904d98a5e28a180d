"""Is a report that comes as JSON believed in its cells and words, and in nothing that it says of itself?"""

import json
from decimal import Decimal

import pytest

from gongkai.aggregation.adding import state_of
from gongkai.aggregation.facts import State
from gongkai.checking import check
from gongkai.document import to_json
from gongkai.errors import NotAReport
from gongkai.reading import read_bytes
from gongkai.report import Section
from tests.law.aggregation.made import PERSON, report

NEW = ("table3", "new_received", PERSON)
FEES = "本年度发出收费通知3件，总金额500元，实际收取总金额600元。"


def made(text="本年新收政府信息公开申请12件。", six=FEES):
    one = report("云溪区示范学校", 2024, text, new=12, done=12)
    sections = (*one.sections[:-1], Section(6, one.sections[-1].heading, six))
    return json.loads(json.dumps(to_json(one))) | {
        "sections": [{"number": s.number, "heading": s.heading, "text": s.text} for s in sections]
    }


def read(document):
    return read_bytes(json.dumps(document, ensure_ascii=False).encode(), "年报.json")


def put(document, place, value):
    table, row, column = place
    document[table][row][column] = value
    return document


def rules(document):
    return {one.rule for one in check(read(document))}


def test_what_the_prose_says_is_read_in_the_prose():
    document = made("本年新收政府信息公开申请51件。") | {"statements": [], "fees": {}}
    assert {"prose.against_tables", "prose.fee_amounts"} <= rules(document)
    assert read(made()).fees.collected_amount_yuan == Decimal(600)


@pytest.mark.parametrize("code", ["unreadable-cell", "not-whole-number", "blank-cell", "narrative-report"])
def test_no_note_hides_a_number_that_does_not_add_up(code):
    document = put(made(), NEW, 21)
    cell = None if code == "narrative-report" else ".".join(NEW)
    document["notes"] = [{"code": code, "cell": cell, "stated": None, "inferred": 7, "message": "认不出"}]
    assert "t3.row_total" in rules(document)


def test_an_empty_cell_is_blank_and_one_that_is_not_there_was_not_found():
    document = put(made(), NEW, None)
    assert "cells.blank" in rules(document)
    assert read(document).amount(".".join(NEW)) == 12, "what its row comes to"
    document["notes"] = [
        {"code": "blank-cell", "cell": ".".join(NEW), "stated": "", "inferred": 99, "message": "空"}
    ]
    assert read(document).amount(".".join(NEW)) == 12, "whatever the document says"
    del document["table3"]["new_received"][PERSON]
    document["notes"] = []
    assert state_of(read(document), ".".join(NEW)) is State.UNREADABLE


def test_a_table_or_a_row_that_is_not_there_is_missed():
    assert "cells.unreadable" in rules(made() | {"table3": {}})
    document = made()
    del document["table3"]["denied_state_secret"]
    assert "rows.missing" in rules(document)


@pytest.mark.parametrize("value", ["12", "12.5", 12.5, True, [12], 10**20])
def test_a_count_is_a_whole_number(value):
    with pytest.raises(NotAReport):
        read(put(made(), NEW, value))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+9", "9" * 30, 3.5])
def test_an_amount_is_a_number_in_words(value):
    document = put(made(), ("table2", "administrative_charges", "amount_wan_yuan"), value)
    with pytest.raises(NotAReport, match="administrative_charges"):
        read(document)


@pytest.mark.parametrize(
    "wrong", [{"year": "2024"}, {"agency": 5}, {"sections": [{"text": []}]}, {"fees": 3}]
)
def test_another_kind_of_value_is_said_to_be_one(wrong):
    with pytest.raises(NotAReport, match=next(iter(wrong))):
        read(made() | wrong)


def test_a_name_that_stands_twice_is_refused():
    text = json.dumps(made(), ensure_ascii=False).replace('"year"', '"year": 2023, "year"', 1)
    with pytest.raises(NotAReport, match="两次"):
        read_bytes(text.encode(), "年报.json")
    text = json.dumps(made(), ensure_ascii=False).replace(f'"{PERSON}": 12', f'"{PERSON}": NaN', 1)
    with pytest.raises(NotAReport, match="NaN"):
        read_bytes(text.encode(), "年报.json")


def test_signs_that_nothing_can_hold_are_not_in_it():
    document = made() | {"agency": "云溪区\x00示范\u202e学校", "title": "年报\ud800"}
    given = read_bytes(json.dumps(document).encode(), "年报.json")
    assert (given.agency, given.title) == ("云溪区示范学校", "年报")
