"""Does a program that gathers catalogues find our open data: by whom, on which terms, in which files?"""

import json

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.api.public import limits
from gongkai_web.interaction import actions as messages
from gongkai_web.publishing.items import actions
from tests.web.annual.published import publish
from tests.web.casework.conftest import at  # noqa: F401 – a day that stands still
from tests.web.interaction.written import answered, sent
from tests.web.items.conftest import office  # noqa: F401 – the town with its reviewers
from tests.web.items.written import DAY, published

CATALOGUE = ("catalogue",)
ADDRESS = "/api/catalogue/"
# What stands in the answer itself: a name that is spelled otherwise means nothing to whoever reads it.
WORDS = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
KNOWN = {
    "dcat": {
        *(
            "Catalog",
            "Dataset",
            "Distribution",
            "DataService",
            "dataset",
            "distribution",
            "service",
            "version",
        ),
        *("accessURL", "downloadURL", "mediaType", "landingPage", "startDate", "endDate", "version"),
        *("endpointURL", "endpointDescription"),
    },
    "dcterms": {
        *("title", "description", "identifier", "publisher", "language", "license", "rights", "issued"),
        *("modified", "temporal", "spatial", "PeriodOfTime", "Location", "RightsStatement"),
    },
    "foaf": {"Organization", "name", "homepage"},
    "rdfs": {"label"},
}


@pytest.fixture(autouse=True)
def _today(at, monkeypatch):  # noqa: F811
    at(2026, 3, 2)
    monkeypatch.setattr(limits.BUDGET, "_counts", {})


@pytest.fixture
def told(office):  # noqa: F811
    """云溪区 published a report, an item and an answer."""
    publish(office.district, 2024, {})
    published(office)
    answered(office, sent(office, DAY), DAY)
    return office


def catalogue():
    answer = Client().get(ADDRESS)
    assert answer.headers["Content-Type"] == "application/ld+json"
    return json.loads(answer.content)


def sets():
    return {one["dcterms:identifier"]: one for one in catalogue()["dcat:dataset"]}


def walk(node):
    """Every node of the graph."""
    if isinstance(node, list):
        for one in node:
            yield from walk(one)
    elif isinstance(node, dict):
        yield node
        for key, one in node.items():
            if key != "@context":
                yield from walk(one)


def test_each_word_is_one_of_the_vocabulary_and_each_node_has_its_own_name(told):
    found = catalogue()
    assert {prefix: found["@context"][prefix] for prefix in WORDS} == WORDS
    for node in walk(found):
        for name in (*node, node.get("@type", "")):
            prefix, _, word = name.partition(":")
            assert not word or word in KNOWN[prefix], name
    named = [
        node["@id"] for node in walk(found) if node.get("@type") in {"dcat:Dataset", "dcat:Distribution"}
    ]
    assert len(named) == len(set(named))
    assert all(one.startswith(f"http://testserver{ADDRESS}#") for one in named)


def test_every_file_is_there_and_of_the_type_that_is_stated(told):
    files = [node for node in walk(catalogue()) if node.get("@type") == "dcat:Distribution"]
    assert len(files) >= 7
    for file in files:
        answer = Client().get(file["dcat:downloadURL"])
        assert answer.status_code == 200, file
        assert answer.headers["Content-Type"].partition(";")[0] == file["dcat:mediaType"]
    for one in sets().values():
        assert Client().get(one["dcat:landingPage"]).status_code == 200
        assert Client().get(one["dcterms:publisher"]["@id"]).status_code == 200


def test_a_set_says_by_whom_since_when_and_of_which_years(told):
    found = sets()
    assert list(found) == ["annual-reports", "annual-report-cells", "answers", "items-yunxi"]
    reports, items = found["annual-reports"], found["items-yunxi"]
    assert (
        reports["dcterms:temporal"]["dcat:startDate"] == reports["dcterms:temporal"]["dcat:endDate"] == "2024"
    )
    assert items["dcterms:publisher"]["foaf:name"] == told.district.name
    assert (items["dcterms:issued"], items["dcterms:modified"]) == ("2026-03-02", "2026-03-02")


def test_the_terms_are_those_of_whoever_runs_the_site(told, settings):
    licence = "https://www.example.cn/licence"
    settings.GONGKAI_SITE = {
        **settings.GONGKAI_SITE,
        "region": "示范市",
        "data_terms": "注明出处，不得改动。",
        "data_licence_href": licence,
    }
    for node in walk(catalogue()):
        if node.get("@type") in {"dcat:Catalog", "dcat:Dataset", "dcat:Distribution"}:
            assert node["dcterms:license"] == {"@id": licence}
            assert node["dcterms:rights"]["rdfs:label"] == "注明出处，不得改动。"
    assert sets()["items-yunxi"]["dcterms:spatial"]["rdfs:label"] == "示范市"
    page = Client().get(reverse("portal:data")).content.decode()
    assert "注明出处，不得改动。" in page
    settings.GONGKAI_SITE = {**settings.GONGKAI_SITE, "region": "", "data_terms": "", "data_licence_href": ""}
    names = {name for node in walk(catalogue()) for name in node}
    assert not {"dcterms:license", "dcterms:rights", "dcterms:spatial"} & names


def test_it_is_found_from_the_page_of_the_data(told):
    page = Client().get(reverse("portal:data")).content.decode()
    assert f'<link rel="alternate" type="application/ld+json" title="开放数据目录" href="{ADDRESS}">' in page
    assert f'<a href="{ADDRESS}">' in page


def test_what_is_gone_stands_in_it_no_more(told):
    mark = Client().get(ADDRESS).headers["ETag"]
    assert Client().get(ADDRESS, headers={"If-None-Match": mark}).status_code == 304
    item = told.district.items.get()
    actions.end(item=item, by=told.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    (message,) = told.district.messages.all()
    messages.withdraw_answer(message=message, by=told.li_qiang, day=DAY, reason="写错了")
    assert Client().get(ADDRESS, headers={"If-None-Match": mark}).status_code == 200
    assert list(sets()) == ["annual-reports", "annual-report-cells"]
