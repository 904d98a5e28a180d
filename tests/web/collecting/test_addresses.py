"""Who gets what at every address of the collecting? Each row of `EXPECTED` says it for all of WHO."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.annual.campaign.collecting import actions
from gongkai_web.annual.campaign.collecting.pages.urls import urlpatterns
from gongkai_web.annual.campaign.uploads import Upload
from tests.web.campaign.reports import as_json, signed_in
from tests.web.collecting.lists import IN_TIME, SCHOOL, campaign_of, report_of

# Nobody signed in; the district office that adds up; the office that collects; another unit; no office.
WHO = (None, "li_qiang", "zhou_jie", "he_jing", "stranger")
ANYBODY, EVERYBODY, POST_ONLY = (302, 200, 200, 200, 200), (410,) * 5, (302, 405, 405, 405, 405)
OF_CAMPAIGN, OF_UNIT = (302, 200, 200, 200, 404), (302, 200, 200, 404, 404)
KEEPS, DECIDES = (302, 403, 200, 403, 404), (302, 200, 403, 404, 404)
FORM = (302, 200, 200, 404, 404)

EXPECTED = {
    "campaigns": ((), ANYBODY),
    "new": ((), ANYBODY),
    "board": (("campaign",), OF_CAMPAIGN),
    "units": (("campaign",), KEEPS),
    "days": (("campaign",), KEEPS),
    "many": (("campaign",), OF_CAMPAIGN),
    "reminders": (("campaign",), OF_CAMPAIGN),
    "reminders_file": (("campaign",), OF_CAMPAIGN),
    "check_again": (("campaign",), POST_ONLY),
    "unit": (("unit",), OF_UNIT),
    "act": (("unit", "rename"), FORM),
    "keys": (("unit",), DECIDES),
    "stop_key": (("key",), POST_ONLY),
    "hand_in": (("unit",), DECIDES),
    "waiting": (("unit",), DECIDES),
    "leave": (("unit",), POST_ONLY),
    "submit": (("unit",), POST_ONLY),
    "submission": (("submission",), OF_UNIT),
    "accept": (("submission",), POST_ONLY),
    "take": (("submission",), POST_ONLY),
    "verdict": (("submission",), POST_ONLY),
    "original": (("submission",), OF_UNIT),
    "difference": (("submission",), OF_UNIT),
    "decide": (("submission", "return"), FORM),
    "answer": (("remark",), FORM),
    "outside": (("guessed",), EVERYBODY),
}


@pytest.fixture
def filled(town):
    """A campaign in which the school has handed in a file, got a remark, and sent another file."""
    campaign, units = campaign_of(town)
    school, keys = units[SCHOOL], {"campaign": campaign.pk, "unit": units[SCHOOL].pk}
    send = {"by": town.li_qiang, "unit": school, "day": IN_TIME}
    waits = actions.take_in(upload=Upload("一.json", as_json(report_of(school))), **send)
    handed = actions.confirm(sha256=waits.sha256, **send)
    actions.take_in(upload=Upload("二.json", as_json(report_of(school, title="改过的"))), **send)
    said = actions.remark(
        by=town.li_qiang, submission=handed, cell="table3.granted.total", text="？", day=IN_TIME
    )
    key, _ = actions.give_key(by=town.li_qiang, unit=school, until=IN_TIME, day=IN_TIME)
    return keys | {"submission": handed.pk, "remark": said.pk, "key": key.pk}


def client_of(town, who):
    return signed_in(getattr(town, who)) if who else Client()


def test_every_address_has_an_expectation():
    assert sorted(EXPECTED) == sorted(one.name for one in urlpatterns)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, filled, who):
    client, place = client_of(town, who), WHO.index(who)
    found = {
        name: client.get(
            reverse(f"collecting:{name}", args=[filled.get(one, one) for one in args])
        ).status_code
        for name, (args, _) in EXPECTED.items()
    }
    assert found == {name: expected[place] for name, (_, expected) in EXPECTED.items()}


def test_a_guessed_number_finds_nothing(town, filled):
    for who in ("li_qiang", "zhou_jie", "he_jing"):
        client = client_of(town, who)
        for name, (args, _) in EXPECTED.items():
            if args and args[0] in filled:
                url = reverse(f"collecting:{name}", args=[999999, *args[1:]])
                assert client.get(url).status_code in {404, 405}, (who, name)


@pytest.mark.parametrize("who", ["he_jing", "stranger"])
def test_another_unit_changes_nothing(town, filled, who):
    """Whatever is posted, as it would be by whoever knows the addresses."""
    client = client_of(town, who)
    for name, (args, _) in EXPECTED.items():
        if args and args[0] in filled:
            url = reverse(f"collecting:{name}", args=[filled.get(one, one) for one in args])
            status = client.post(url, {"reason": "看看", "text": "看看", "name": "改名"}).status_code
            expected = {404, 403, 405} | {"check_again": {302}, "many": {422}, "reminders": {422}}.get(
                name, set()
            )
            assert status in expected, (name, status)
