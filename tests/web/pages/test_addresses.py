"""Who gets what at every address of the site?

Made from the URL list itself: a new address without an expectation here fails the test. Each is tried as
anonymous, as staff of the agency, as its supervisor, as staff of another agency, as somebody without office,
as the agency's own operator, and with a guessed id.
"""

from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from gongkai.form import form_of_year
from gongkai.report import completed
from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Person
from gongkai_web.annual import actions as annual
from gongkai_web.cases.models import Case
from tests.people import check_report
from tests.web.annual.test_file import ENTERED

YEAR, JANUARY = 2024, date(2025, 1, 20)
WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger", "operator")
PUBLIC = dict.fromkeys(WHO, 200)
STAFF = {**dict.fromkeys(WHO, 404), "anonymous": 302, "officer": 200, "supervisor": 200}
SIGNED_IN = {**dict.fromkeys(WHO, 200), "anonymous": 302}
AGENCY, REPORT = {"slug": "yunxi"}, {"slug": "yunxi", "year": YEAR}
CELL = {**REPORT, "cell": "table3.granted.total"}
GUESSED = (
    {"slug": "nowhere"},
    {"year": 1998},
    {"cell": "table3.granted.nobody"},
    {"pk": 99999},
    {"kind": "exe"},
    {"figure": "cases.nothing"},
)

# Addresses that only take a form: sign-in leads back to the page that holds it.
POST_ONLY = {**STAFF, "officer": 405, "supervisor": 405}

# The applicant's side of a case opens with its code alone (`tests/web/apply`); no office helps there.
CLOSED = dict.fromkeys(WHO, 404)

# Who handles cases brings the register of their agency.
IMPORTS = {**dict.fromkeys(WHO, 403), "anonymous": 302, "officer": 200, "elsewhere": 200}


# Whoever runs the system, or supervises, enters a notice of days off.
NOTICES = {"anonymous": 302, "officer": 403, "elsewhere": 403, "stranger": 403}


def first_event(town) -> int:
    """The event with which the case began."""
    return town.case.events.order_by("position")[0].pk


# address → (its arguments, what each of WHO gets)
EXPECTED = {
    "sign_in": ({}, {**PUBLIC, **dict.fromkeys(WHO[1:], 302)}),
    "sign_out": ({}, dict.fromkeys(WHO, 405)),  # by POST only
    "portal:home": ({}, PUBLIC),
    "portal:agencies": ({}, PUBLIC),
    "portal:agency": (AGENCY, PUBLIC),
    "portal:search": ({}, PUBLIC),
    "portal:suggestions": ({}, PUBLIC),
    "portal:search_feed": ({}, dict.fromkeys(WHO, 400)),  # no words; followed in tests/web/search
    "portal:recommended": ({}, SIGNED_IN),
    "portal:missed": ({}, IMPORTS),
    "portal:recommend": ({"subject": "items", "key": 99999}, {**IMPORTS, "officer": 404, "elsewhere": 404}),
    "portal:end_recommendation": ({"pk": 99999}, {**dict.fromkeys(WHO, 404), "anonymous": 302}),
    "portal:english": ({}, PUBLIC),
    "portal:documents": ({}, PUBLIC),
    "portal:document": ({"pk": 1}, CLOSED),  # there is none; one is opened in test_public
    "portal:reports": ({}, PUBLIC),
    "portal:reports_of_year": ({"year": YEAR}, PUBLIC),
    "portal:reports_of_agency": (AGENCY, PUBLIC),
    "portal:former_file": ({**REPORT, "kind": "json"}, CLOSED),  # nothing was brought in
    "portal:data": ({}, PUBLIC),
    "portal:indicators": ({}, PUBLIC),
    "portal:indicator": ({"cell": CELL["cell"]}, PUBLIC),
    "portal:indicator_csv": ({"cell": CELL["cell"]}, PUBLIC),
    "portal:report": (REPORT, PUBLIC),
    "portal:report_json": (REPORT, PUBLIC),
    "portal:report_file": ({**REPORT, "kind": "xlsx"}, PUBLIC),
    "portal:cell": (CELL, PUBLIC),
    "apply:tariff": ({}, PUBLIC),
    "apply:term": ({}, PUBLIC),
    "apply:agencies": ({}, PUBLIC),
    "apply:form": (AGENCY, PUBLIC),
    "apply:empty_form": ({**AGENCY, "kind": "docx"}, PUBLIC),
    "apply:query": ({}, PUBLIC),
    "apply:leave": ({}, dict.fromkeys(WHO, 405)),
    "apply:receipt": ({}, CLOSED),
    "apply:receipt_pdf": ({}, CLOSED),
    "apply:draft": ({"token": "guessed"}, CLOSED),
    "apply:case": ({"pk": None}, CLOSED),
    "apply:correction": ({"pk": None}, CLOSED),
    "apply:withdraw": ({"pk": None}, CLOSED),
    "apply:remind": ({"pk": None}, CLOSED),
    "apply:letter": ({"pk": None, "letter": 1}, CLOSED),
    "apply:enclosure": ({"pk": None, "letter": 1, "file": 1}, CLOSED),
    "desk:home": ({}, SIGNED_IN),
    "desk:mine": ({}, SIGNED_IN),
    "desk:publication": ({}, SIGNED_IN),
    "desk:review_numbers": ({}, SIGNED_IN),
    "desk:work": ({}, SIGNED_IN),
    "desk:cases": ({}, SIGNED_IN),
    "desk:bulk": ({}, SIGNED_IN),
    "desk:register": ({}, SIGNED_IN),
    "desk:register_file": ({}, {**dict.fromkeys(WHO, 405), "anonymous": 302}),
    "desk:statistics": ({}, SIGNED_IN),
    "desk:statistics_file": ({}, SIGNED_IN),
    "desk:sample": ({}, SIGNED_IN),
    "desk:figure": ({"figure": "cases.new_received"}, SIGNED_IN),
    "casework:intake": ({}, {**dict.fromkeys(WHO, 403), "anonymous": 302, "officer": 200, "elsewhere": 200}),
    "imports:import": ({}, IMPORTS),
    "imports:template": ({}, IMPORTS),
    "imports:tables": ({}, {**IMPORTS, "supervisor": 200}),  # the registers of oversight
    "imports:table_template": ({"code": "items"}, {**IMPORTS, "supervisor": 404}),
    "imports:table": ({"pk": 99999}, {**dict.fromkeys(WHO, 404), "anonymous": 302}),
    "imports:table_report": ({"pk": 99999}, {**dict.fromkeys(WHO, 404), "anonymous": 302}),
    "imports:report": ({"token": "guessed"}, {**dict.fromkeys(WHO, 404), "anonymous": 302}),
    "imports:result": ({"token": "guessed"}, {**dict.fromkeys(WHO, 404), "anonymous": 302}),
    "casework:case": ({"pk": None}, STAFF),
    "casework:act": ({"pk": None, "act": "note_talk"}, {**STAFF, "supervisor": 403}),
    "casework:why": ({"pk": None}, STAFF),
    "casework:why_date": ({"pk": None, "slug": "fee"}, {**dict.fromkeys(WHO, 404), "anonymous": 302}),
    "casework:undo": ({"pk": None}, {**STAFF, "supervisor": 403}),
    "casework:undo_event": ({"pk": None, "event": first_event}, {**STAFF, "supervisor": 403}),
    "casework:applicant": ({"pk": None, "position": 1}, {**STAFF, "supervisor": 403}),
    "casework:reveal": ({"pk": None, "position": 1}, POST_ONLY),
    "casework:attach": ({"pk": None}, POST_ONLY),
    "desk:code": ({"pk": None}, {**STAFF, "supervisor": 403}),
    "schedule:schedule": ({}, SIGNED_IN),
    # One notice holds for all agencies here: the supervising office enters it.
    "schedule:notice": ({}, {**dict.fromkeys(WHO, 200), **NOTICES}),
    "schedule:mail_address": ({}, {**dict.fromkeys(WHO, 405), "anonymous": 302}),
    "schedule:feed_key": ({}, {**dict.fromkeys(WHO, 405), "anonymous": 302}),
    "schedule:feed": ({"secret": "guessed"}, CLOSED),
    "staffing:agencies": ({}, SIGNED_IN),
    "staffing:found": ({}, {**dict.fromkeys(WHO, 403), "anonymous": 302, "operator": 200}),
    "staffing:law_notes": ({}, {**dict.fromkeys(WHO, 403), "anonymous": 302, "operator": 200}),
    "staffing:agency": (AGENCY, {**STAFF, "operator": 200}),
    "visits:visits": ({}, SIGNED_IN),
    "desk:reports": ({}, SIGNED_IN),
    "desk:report": (REPORT, STAFF),
    "desk:report_json": (REPORT, STAFF),
    "desk:report_file": ({**REPORT, "kind": "docx"}, STAFF),
    "desk:cell": (CELL, STAFF),
}


def names(resolver: URLResolver, prefix: str = "") -> list[str]:
    """All names of the URL list, with their name space."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found.append(f"{prefix}{entry.name}")
        else:
            found += names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
    return found


# Apps with a matrix of their own beside their tests.
ELSEWHERE = (
    "api:",
    "aggregation:",
    "campaign:",
    "collecting:",
    "catalogue:",
    "channels:",
    "wording:",
    "rectification:",
    "bulletins:",
    "tables:",
    "assessment:",
    "sweeps:",
    "feeds:",
    "decisions:",
    "gazette:",
    "documents:",
    "items:",
    "files:",
    "letters:",
    "corrections:",
    "interaction:",
    "opinions:",
    "proposals:",
    "registers:",
    "oversight:",
    "workplan:",
    "inspection:",
    "report:",
    "bundles:",
)
HERE = [name for name in names(get_resolver()) if not name.startswith(ELSEWHERE)]


def keeper(town) -> Person:
    """吴浩, who runs the system for 云溪区 and nothing else."""
    found = Person.objects.filter(username="wuhao").first()
    if found is None:
        found = agencies.add_person(by=town.operator, username="wuhao", display_name="吴浩")
        today = timezone.localdate()
        agencies.appoint(by=town.operator, person=found, agency=town.district, role="operator", since=today)
    return found


def client_of(town, who: str) -> Client:
    client = Client()
    people = {
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    if who == "operator":
        people[who] = keeper(town)
    if who in people:
        client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(town, name: str, **changes) -> str:
    arguments, _ = EXPECTED[name]
    given = {
        key: town.case.pk if value is None else value(town) if callable(value) else value
        for key, value in arguments.items()
    }
    return reverse(name, kwargs={**given, **changes})


def test_every_address_has_an_expectation():
    assert sorted(HERE) == sorted(EXPECTED)


@pytest.mark.parametrize(("name", "who"), list(product(EXPECTED, WHO)))
def test_each_address_answers_each_person_as_expected(filed, name, who):
    response = client_of(filed, who).get(address(filed, name))
    assert response.status_code == EXPECTED[name][1][who]
    if response.status_code == 302 and name != "sign_in":
        assert response.url.startswith("/sign-in/?next=/office/")


@pytest.mark.parametrize(
    ("name", "guess"),
    [(name, guess) for name, guess in product(EXPECTED, GUESSED) if set(guess) <= set(EXPECTED[name][0])],
)
def test_a_guessed_id_finds_nothing(filed, name, guess):
    for who in ("officer", "elsewhere", "anonymous"):
        response = client_of(filed, who).get(address(filed, name, **guess))
        assert response.status_code == 404 or (who == "anonymous" and response.status_code == 302)


def test_nobody_sees_a_case_of_another_agency_in_a_list_or_a_cell(filed):
    case = Case.objects.get()
    for path in ("/office/", "/office/cases/", f"/office/cases/?agency={filed.district.slug}"):
        assert case.title not in client_of(filed, "elsewhere").get(path).content.decode()
        assert case.title not in client_of(filed, "stranger").get(path).content.decode()
        assert case.title not in client_of(filed, "operator").get(path).content.decode()
    assert case.title in client_of(filed, "officer").get("/office/cases/").content.decode()


def test_the_public_pages_name_no_applicant_and_no_case(filed):
    client = Client()
    public = [name for name, (_, expected) in EXPECTED.items() if expected is PUBLIC]
    assert len(public) > 20
    for name in public:
        response = client.get(address(filed, name))
        page = (response.getvalue() if response.streaming else response.content).decode(errors="replace")
        assert "王芳" not in page
        assert filed.case.title not in page
        assert filed.case.registry_number not in page


def test_an_unpublished_report_is_not_there(filed):
    annual.enter_figure(
        by=filed.li_qiang,
        agency=filed.district,
        year=YEAR,
        cell=ENTERED[0],
        value=7,
        source="台账",
        day=JANUARY,
    )
    check_report(filed, filed.district, YEAR, JANUARY)
    annual.file_report(by=filed.sun_li, agency=filed.district, year=YEAR, day=JANUARY, reason="许可台账补录")
    document = Client().get(address(filed, "portal:report_json")).json()
    assert document["table2"]["administrative_licensing"]["decision_count"] == 0
    assert Client().get(address(filed, "portal:report", year=2025)).status_code == 404


def test_the_totals_of_the_page_are_added_up_by_the_library(filed):
    document = Client().get(address(filed, "portal:report_json")).json()
    counts = {"table3.new_received.natural_person": 1, "table3.granted.natural_person": 1}
    wanted = completed(form_of_year(YEAR), counts)
    assert {
        cell: document[cell.split(".")[0]][cell.split(".")[1]][cell.split(".")[2]] for cell in wanted
    } == wanted


def test_a_page_allows_no_script_from_elsewhere(filed):
    response = Client().get(address(filed, "portal:report"))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
