"""Whom may the words of a dimension be told, where its values are rows that somebody entered?"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from gongkai_web.figures.declared import Dimension
from gongkai_web.figures.registry import registry
from gongkai_web.oversight.workplan.models import Goal, Point, Task
from gongkai_web.publishing.catalogue.models import Column, FieldTag
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.registers.declared import Takes, registers
from tests.people import found_town

TODAY, DAY = date(2025, 5, 20), date(2025, 5, 6)
COMES = date(2025, 9, 1)  # what opens then is nobody else's business yet
OWN = "云溪区自己的"


@pytest.fixture(autouse=True)
def _the_twentieth_of_may(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def town(db):
    """示范市; 云溪区 has entered something by whose name records fall apart, wherever that can be."""
    made = found_town()
    its = made.district
    for medium, channel in (("site", "website"), ("account", "wechat")):
        Outlet.objects.create(
            agency=its, channel=channel, medium=medium, name=f"{OWN}{channel}", opened_on=COMES
        )
    entered = {"agency": its, "entered_by": made.li_qiang, "entered_on": DAY}
    evaluation = {"title": f"{OWN}评估", "kind": "third_party", "done_by": "省政府办公厅", "found": 1}
    registers()["evaluations"].model._default_manager.create(**entered, day=DAY, **evaluation)
    review = {"title": f"{OWN}评议", "way": "questionnaire", "invited": 9, "answered": 8}
    registers()["social-reviews"].model._default_manager.create(**entered, day=DAY, **review)
    point = Point.objects.create(**entered, year=2025, title="要点", number="1")
    Task.objects.create(agency=its, point=point, title="任务", unit_name=f"{OWN}科", due_on=DAY)
    Goal.objects.create(
        **entered, year=2025, quarter=2, title="目标", unit_name=f"{OWN}室", last_day=date(2025, 6, 30)
    )
    Column.objects.create(agency=its, code="own", name=f"{OWN}栏目", position=1, opened_on=COMES)
    FieldTag.objects.create(agency=its, code="own", label=f"{OWN}领域", opened_on=COMES)
    return made


def own_words(words) -> dict[str, str]:
    return {value: word for value, word in words.items() if OWN in word}


def dimensions() -> dict[str, Dimension]:
    return {f"{figure.id} {one.id}": one for figure in registry().all() for one in figure.by}


def test_nobody_of_another_agency_is_told_a_title(town):
    """Its own people and whoever supervises them are told all of them."""
    of_rows = {name: one for name, one in dimensions().items() if own_words(one.words())}
    for someone in (town.he_jing, town.stranger):
        told = {name: own_words(one.told(someone, TODAY)) for name, one in of_rows.items()}
        assert [name for name, words in told.items() if words] == []
    for someone in (town.li_qiang, town.zhou_jie):
        for one in of_rows.values():
            assert own_words(one.told(someone, TODAY)) == own_words(one.words())


def test_words_that_are_asked_of_the_database_say_who_is_told_them(town):
    asking = []
    for name, one in dimensions().items():
        with CaptureQueriesContext(connection) as asked:
            one.words()
        if asked.captured_queries and one.seen is None:
            asking.append(name)
    assert asking == []


def test_the_table_knows_each_blank_that_names_a_row(town):
    named = {
        f"{one.code}_{blank.name}"
        for one in registers().values()
        for blank in one.blanks
        if blank.takes is Takes.ROW
    }
    told = {one.id for one in dimensions().values() if own_words(one.words())}
    assert told == named | {"unit", "column", "field", "site"}


def test_a_row_that_is_not_seen_is_answered_like_one_that_is_not_there(town):
    model = registers()["evaluations"].model
    key = model._default_manager.get().pk

    def read(person, value) -> str:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(f"/office/figures/weak-fields.marked/?year=2025&weak-fields_evaluation={value}")
        (main,) = html.fromstring(page.content).xpath("//main")
        return main.text_content()

    assert OWN in read(town.li_qiang, key)
    assert OWN not in read(town.he_jing, key)
    assert read(town.he_jing, key) == read(town.he_jing, 987_654)
