"""What does a program read of annual reports? What is published, each cell as it was frozen – no more."""

import csv
import io
import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import product

import pyarrow.parquet
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gongkai import dataset
from gongkai.document import from_json
from gongkai.report import BLANK, Note
from gongkai_web.agencies import actions as agencies
from gongkai_web.annual.models import Filing
from gongkai_web.api.urls import urlpatterns
from gongkai_web.office import days
from tests.web.annual.published import publish

NEW, CHARGES = "table3.new_received.natural_person", "table2.administrative_charges.amount_wan_yuan"
TOTAL = "table3.new_received.total"
# Every address of the reading side, what it is asked for, and that anybody gets it.
READING = {
    "openapi-json": [],
    "reports": [],
    "report": ["yunxi", 2024],
    "indicators": [],
    "cells": [NEW],
    "data_set": [],
    "data_file": ["csv"],
}
WHO = ("anonymous", "li_qiang", "zhou_jie", "he_jing", "stranger", "operator")


@pytest.fixture
def told(town):
    """云溪区 published 2023 and 2024, 白石县 corrected its 2024, the bureau left a cell blank."""
    publish(town.district, 2023, {NEW: 4})
    publish(town.district, 2024, {NEW: 5, CHARGES: Decimal("12.50")})
    publish(town.county, 2024, {NEW: 8})
    publish(town.county, 2024, {NEW: 9}, version=2, day=date(2025, 2, 3))
    blank = (Note(BLANK, "空", NEW, ""), Note(BLANK, "写的是/", CHARGES, "/", 0))
    publish(town.bureau, 2024, {NEW: None, CHARGES: None}, notes=blank)
    return town


def asked(name: str, *arguments: object, **query: object):
    return Client().get(reverse(f"api:{name}", args=arguments), query)


def got(name: str, *arguments: object, **query: object):
    answer = asked(name, *arguments, **query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def body_of(answer) -> bytes:
    return answer.getvalue() if answer.streaming else answer.content


@pytest.mark.parametrize(("name", "who"), list(product(READING, WHO)))
def test_anybody_reads_every_address(told, name, who):
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(told, who), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(f"api:{name}", args=READING[name])).status_code == 200


def test_the_list_has_the_last_version_of_each_report_and_says_where_it_stands(told):
    found = got("reports", year=2024)
    assert (found["count"], found["pages"]) == (3, 1)
    (county,) = (one for one in found["reports"] if one["agency_key"] == "baishi")
    assert (county["version"], county["published_on"]) == (2, "2025-02-03")
    assert county["page"] == "http://testserver/agencies/baishi/reports/2024/"
    assert Client().get(county["document"]).json()["table3"]["new_received"]["total"] == 9
    assert [one["year"] for one in got("reports", agency="yunxi")["reports"]] == [2024, 2023]


def test_a_report_that_is_frozen_and_not_published_is_nowhere(told):
    frozen = Filing(agency=told.city, year=2024, document={}, records={}, digest="0" * 64, filed_by="郑刚")
    frozen.filed_on = date(2025, 1, 10)
    frozen.save()
    assert asked("report", "shifan", 2024).status_code == 404
    assert "shifan" not in json.dumps(got("reports"))
    assert "0" * 64 not in body_of(asked("data_file", "csv")).decode()


def test_the_list_reads_no_report(told):
    with CaptureQueriesContext(connection) as found:
        got("reports")
    held = [f'"annual_filing"."{column}"' for column in ("document", "records", "warnings")]
    assert not [one["sql"] for one in found if any(column in one["sql"] for column in held)]


def test_a_cell_has_its_definition_its_sums_and_what_each_agency_says(told):
    found = got("cells", NEW)
    assert found["indicator"]["unit"] == "件"
    assert "收到申请之日在本年度内" in found["indicator"]["definition"]
    assert [(one["year"], one["reports"], one["stated"], one["total"]) for one in found["sums"]] == [
        (2023, 1, 1, 4),
        (2024, 3, 2, 14),
    ]
    said = {one["agency_key"]: (one["value"], one["state"]) for one in found["values"]}
    assert said == {"yunxi": (5, "stated"), "baishi": (9, "stated"), "yunxi-ziran": (None, "blank")}
    assert got("cells", NEW, year=2023)["values"][0]["value"] == 4


def test_money_is_the_text_of_a_decimal_and_a_stroke_is_no_number(told):
    found = got("cells", CHARGES, year=2024)
    said = {one["agency_key"]: (one["value"], one["state"], one["stated"]) for one in found["values"]}
    assert said["yunxi"] == ("12.50", "stated", "")
    assert said["yunxi-ziran"] == (None, "not_applicable", "/")
    assert found["sums"][-1]["total"] == "12.5"


def test_the_summary_of_a_government_is_not_added_up_again(told):
    told.city.kind = "government"
    told.city.save()
    publish(told.city, 2024, {NEW: 1000})
    found = got("cells", NEW)
    assert found["sums"][-1]["total"] == 14
    assert 1000 in [one["value"] for one in found["values"]]


@pytest.mark.parametrize("fmt", ["csv", "json", "parquet"])
def test_the_set_read_back_is_every_frozen_cell_of_every_report(told, fmt):
    data = body_of(asked("data_file", fmt))
    rows = {
        "csv": lambda: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")))),
        "json": lambda: json.loads(data, parse_float=Decimal),
        "parquet": lambda: pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist(),
    }[fmt]()
    found = {(row["agency_key"], int(row["year"]), row["cell"]): row for row in rows}
    assert len(found) == len(rows)
    last = Filing.objects.exclude(agency=told.county, version=1)
    assert {key[:2] for key in found} == set(last.values_list("agency__slug", "year"))
    for filing in last:
        for cell, value in from_json(filing.document).cells.items():
            row = found[filing.agency.slug, filing.year, cell]
            given = None if row["value"] in (None, "") else Decimal(row["value"])
            assert given == value, (filing, cell)
            assert (row["digest"], int(row["version"])) == (filing.digest, filing.version)
            assert row["source"] == f"http://testserver/agencies/{filing.agency.slug}/reports/{filing.year}/"


def test_the_set_is_described_and_cited_by_its_version(told):
    found = got("data_set")
    assert found["reports"] == 4
    names = [field["name"] for field in found["resources"][0]["schema"]["fields"]]
    assert names == [column.name for column in dataset.COLUMNS]
    assert found["version"] == f"2025-02-03-{found['digest'].removeprefix('sha256:')[:12]}"
    assert found["version"] in found["citation"]
    answer = Client().get(found["resources"][0]["path"])
    assert found["version"] in answer.headers["Content-Disposition"]


def test_an_earlier_day_gives_the_earlier_set_again(told):
    before = got("data_set", day="2025-01-31")
    assert before["digest"] != got("data_set")["digest"]
    rows = json.loads(body_of(asked("data_file", "json", day="2025-01-31")))
    assert [row["value"] for row in rows if (row["agency_key"], row["cell"]) == ("baishi", NEW)] == [8]


def test_what_is_known_is_not_sent_again_until_something_is_published(told):
    for name, arguments in READING.items():
        if name == "openapi-json":
            continue
        address = reverse(f"api:{name}", args=arguments)
        first = Client().get(address)
        tag = first.headers["ETag"]
        body_of(first)
        again = Client().get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), name
    publish(told.city, 2024, {NEW: 1})
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_an_agency_that_was_renamed_is_sent_again_under_its_name(told):
    address = reverse("api:reports")
    tag = Client().get(address).headers["ETag"]
    name = "示范市云溪新区人民政府办公室"
    agencies.rename_agency(
        by=told.operator, agency=told.district, name=name, day=days.today(), reason="市编办〔2026〕1号"
    )
    again = Client().get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert name in {one["agency"] for one in again.json()["reports"]}


WRONG = {
    "an agency that is none": ("report", ["nowhere", 2024], {}, 404, "没有公布这样的年报"),
    "a year without a report": ("report", ["yunxi", 1998], {}, 404, "没有公布这样的年报"),
    "a cell that is none": ("cells", ["table3.granted.nobody"], {}, 404, "没有这个指标"),
    "a format that is none": ("data_file", ["exe"], {}, 404, "csv、json、parquet"),
    "a day that has not come": ("data_set", [], {"day": "9999-01-01"}, 404, "还没有到"),
    "a page beyond the last": ("reports", [], {"page": 7}, 404, "只有 1 页"),
    "a year in words": ("reports", [], {"year": "去年"}, 422, "参数 year 不对"),
    "a key with a sign that ends a text": ("reports", [], {"agency": "yunxi\x00"}, 422, "参数 agency 不对"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_asked_wrongly_is_told_in_a_sentence(told, name):
    address, arguments, query, status, sentence = WRONG[name]
    answer = asked(address, *arguments, **query)
    assert answer.status_code == status
    assert sentence in answer.json()["error"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_on_the_reading_side(told, method):
    for name, arguments in READING.items():
        answer = getattr(Client(), method)(reverse(f"api:{name}", args=arguments))
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
        assert "只能用 GET" in answer.json()["error"]
    assert Client().head(reverse("api:reports")).status_code == 200


def test_the_description_fetches_nothing_from_elsewhere_and_holds_the_drafts_too(told):
    found = got("openapi-json")
    assert "://" not in json.dumps(found)
    assert {"/api/items/", "/api/items/{pk}/attachments/", "/api/reports/"} <= set(found["paths"])


@pytest.fixture
def served():
    """The site as a server calls it; the database of the test stays open between two requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
def test_whatever_is_asked_by_the_description_is_answered_as_it_says(told, served):
    """Right and wrong input for each address, drawn from the description: never an error of the server."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", served)
    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    seen = set()
    for one in schema.get_all_operations():
        operation = one.ok()
        seen.add(operation.path)
        # A draft comes in by addresses with numbers; what is none has no page that is told in JSON.
        modes = [GenerationMode.POSITIVE] if "/items/" in operation.path else list(GenerationMode)
        for mode in modes:

            @settings(max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck))
            @given(case=operation.as_strategy(generation_mode=mode))
            def answered(case):
                case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})

            with suppress(Unsatisfiable):  # an address that takes nothing can be asked nothing wrong
                answered()
    addresses = [one.name for one in urlpatterns if str(one.pattern).startswith("api/")]
    assert len(seen) == len(addresses) - 1  # the description does not describe itself
