"""Can somebody who has nothing to do with 云溪区 change anything of it, by sending a form to any address?

Made from the URL list itself, with the keys of 云溪区's own case, letter, file, register and batch. What a
page looks like to them stands in the matrices of the apps; here it is what a sent form leaves behind.
"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.annual.campaign import actions as campaign
from gongkai_web.annual.campaign.models import Batch
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case, Event
from gongkai_web.files import actions as files
from gongkai_web.files.models import StoredFile
from gongkai_web.interaction.models import Message
from gongkai_web.letters.models import Letter
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.proposals import actions as proposals
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.registers.declared import REPORTED_UP
from gongkai_web.publishing.registers.models import Article, ReportedUp
from tests.long_run import long_run
from tests.people import FOUNDED, answer, receive
from tests.web.corrections.test_corrections import asked
from tests.web.files.made import place_of, plan
from tests.web.interaction import written as messages
from tests.web.items import written as items
from tests.web.letters.written import drafted, furnish
from tests.web.opinions import asked as opinions

pytestmark = pytest.mark.slow

DAY = date(2026, 3, 2)
REF = "云政复〔2026〕3号"
# Addresses at which anybody may ask for something of their own, or leave.
OPEN = {"sign_in", "sign_out", "apply:form", "apply:draft", "apply:query", "apply:leave"}
OPEN |= {f"interaction:{name}" for name in ("form", "questions", "follow", "leave", "again", "rate")}
OPEN |= {f"opinions:{name}" for name in ("write", "follow", "leave")}
# Everything that a form of the office could carry, so that little is refused for being empty.
SENT = {
    "day": "2026-03-02",
    "content": "改动",
    "reason": "改动",
    "decision": "approved",
    "what": "void",
    "title": "改动",
    "role": "officer",
    "since": "2020-01-01",
    "display_name": "改动",
    "phone": "改动",
    "letter_word": "改动",
    "status": "approved",
    "verdict": "accepted",
    "way": "in_person",
    "receiver": "改动",
    "outcome": "granted",
    "page": "1",
    "x": "10",
    "y": "10",
    "w": "100",
    "h": "100",
    "act": "note_talk",
    "confirm": "on",
    "truly": "on",
}


def addresses(resolver: URLResolver, prefix: str = "") -> list[tuple[str, list[str]]]:
    """Each name of the URL list with the names of its arguments."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found.append((f"{prefix}{entry.name}", list(entry.pattern.converters)))
        else:
            found += addresses(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
    return found


ALL = [(name, arguments) for name, arguments in addresses(get_resolver()) if name not in OPEN]


@pytest.fixture
def yunxi(town, settings, tmp_path):
    """云溪区 with one of each; and who was its head until 2020."""
    settings.DATA = tmp_path / "data"
    furnish(town)
    case = answer(town, receive(town, DAY), DAY)
    cases.file_appeal(case=case, by=town.li_qiang, day=DAY, ref=REF, kind="reconsideration")
    open_case = receive(town, DAY)
    original = files.store_file(
        agency=town.district,
        owner=f"cases.Case:{case.pk}",
        purpose="information",
        upload_name="方案.pdf",
        content=plan(),
        by=town.li_qiang,
        day=DAY,
    )
    redaction = files.open_redaction(by=town.li_qiang, original=original, day=DAY)
    box = files.add_box(
        by=town.li_qiang,
        redaction=redaction,
        day=DAY,
        page=1,
        **place_of("ID"),
        reason="denied_third_party_rights",
        note="第三人身份证号",
    )
    agencies.appoint(
        by=town.operator,
        person=town.zhao_min,
        agency=town.district,
        role="supervisor",
        since=DAY,
        reason="启用本系统以前已任职",
    )
    batch = campaign.open_batch(by=town.zhou_jie, agency=town.city, title="年报", day=DAY)
    handed_in = StoredFile.objects.get(pk=original.pk)
    proposal = proposals.propose(
        by=town.li_qiang,
        agency=town.district,
        day=DAY,
        title="方案",
        cases=[case],
        by_applicant=True,
        proposer_name="王芳",
    )
    town.keys = {
        "letters": drafted(town, open_case, "L02", day=DAY).pk,
        "files": handed_in.pk,
        "corrections": asked(town).pk,
        "proposals": proposal.pk,
        "campaign": batch.pk,
        "interaction": messages.sent(town, DAY).pk,
        **opinions_on(town),
        "case": open_case.pk,
        "box": box.pk,
        "event": open_case.events.order_by("position")[0].pk,
    }
    town.former_head = agencies.add_person(by=town.operator, username="former", display_name="吴刚")
    given = {"by": town.operator, "person": town.former_head, "agency": town.district}
    agencies.appoint(
        **given, role="head", since=FOUNDED, until=date(2020, 12, 31), reason="启用本系统以前已任职"
    )
    for role in ("reviewer", "legal", "head", "operator"):
        agencies.appoint(
            by=town.operator,
            person=town.he_jing,
            agency=town.county,
            role=role,
            since=FOUNDED,
            reason="启用本系统以前已任职",
        )
    return town


def opinions_on(town) -> dict[str, int]:
    """A call for opinions of 云溪区 with one opinion: their keys, and that of the draft."""
    call = opinions.called(town, opinions.parking(items.furnish(town)))
    return {"opinions": call.pk, "opinion": opinions.sent(call).pk, "item": call.item_id}


def target(town, name: str, arguments: list[str]) -> str:
    """The address with the keys of 云溪区's own rows."""
    app, _, what = name.partition(":")
    key = town.keys["case"]
    own = {"letters", "files", "campaign", "interaction", "opinions"}
    if app in own and what not in {"enclose", "case_paper", "new"}:
        key = town.keys[app]
    elif app == "letters" and what == "new":
        key = town.keys["case"]
    elif app in {"corrections", "proposals"} and what.startswith(("correction", "proposal")):
        key = town.keys["corrections" if what.startswith("correction") else "proposals"]
    values = {
        "pk": key,
        "slug": "fee" if what == "why_date" else town.district.slug,
        "act": "reply" if app == "letters" else "note_talk",
        "event": town.keys["event"],
        "agency": town.district.slug,  # of the interface, which is read by its own names
        "box": town.keys["box"],
        "opinion": town.keys["opinion"],
        "item": town.keys["item"],
        "position": 1,
        "number": 1,
        "no": 1,
        "indicator": 1,
        "objection": 1,
        "recipient": 1,
        "part": "columns",
        "page": 1,
        "file": 1,
        "letter": town.keys["letters"],
        "year": 2026,
        "cell": "table3.granted.total",
        "figure": "cases.results_total",
        "kind": "fault" if app == "interaction" else "xlsx",
        "fmt": "pdf",
        "code": REPORTED_UP.code if app == "registers" else "P01",
        "group": "heading",
        "key": 1 if app == "portal" else "government_budget",
        "subject": "items",
        "address": "guide",
        "sha256": "0" * 64,
        "ref": REF,
        "token": "guessed",
        "secret": "guessed",
        "what": "return",
        "campaign": 1,
        "unit": 0,
        "name": "exchange.json",
    }
    return reverse(name, kwargs={one: values[one] for one in arguments})


# Their own address, calendar feed and list (which holds nothing of 云溪区): nobody else's.
OF_THEIR_OWN = (
    "schedule.set_mail_address",
    "schedule.make_feed",
    "schedule.end_feed",
    "desk.export_register",
    "registers.reported-up.enter",
    "items.begin_batch",
)


def everything(town) -> dict[str, object]:
    """What of the office could have been changed, and the count of the trail."""
    return {
        "cases": list(Case.objects.order_by("pk").values()),
        "events": Event.objects.count(),
        "letters": list(Letter.objects.order_by("pk").values("pk", "status", "number", "values", "event")),
        "files": StoredFile.objects.filter(agency=town.district).count(),
        "batches": Batch.objects.filter(agency=town.city).count(),
        "published": [
            model.objects.filter(agency=town.district).count()
            for model in (Item, Column, Outlet, MajorDecision, ReportedUp, Article)
        ],
        "messages": list(Message.objects.order_by("pk").values()),
        "opinions": [list(model.objects.order_by("pk").values()) for model in (Call, Opinion)],
        "lines": lines(),
    }


def lines() -> int:
    """The count of the trail: whatever an action changes adds to it."""
    return AuditLine.objects.exclude(act__in=OF_THEIR_OWN).count()


# Those without any part in the agency are refused alike; whoever had one is the nearest to it.
@pytest.mark.parametrize("who", ["anonymous", "former_head", *long_run("he_jing", "stranger")])
def test_a_form_sent_by_somebody_else_changes_nothing(yunxi, who):
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(yunxi, who), backend="django.contrib.auth.backends.ModelBackend")
    before = everything(yunxi)
    for name, arguments in ALL:
        sent = {**SENT, "case": [yunxi.keys["case"]], "letter": [yunxi.keys["letters"]]}
        sent["agency"] = yunxi.district.slug
        upload = SimpleUploadedFile("改动.pdf", plan(), "application/pdf")
        response = client.post(target(yunxi, name, arguments), {**sent, "file": upload})
        assert response.status_code < 500, name
        assert lines() == before["lines"], name
    assert everything(yunxi) == before


def test_the_supervisor_reads_and_changes_nothing_of_the_district(yunxi):
    client = Client()
    client.force_login(yunxi.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    before = everything(yunxi)
    for name, arguments in ALL:
        if name.partition(":")[0] in {"campaign", "collecting", "schedule", "staffing"}:
            continue  # her own work
        sent = {**SENT, "case": [yunxi.keys["case"]], "letter": [yunxi.keys["letters"]]}
        response = client.post(target(yunxi, name, arguments), sent)
        assert response.status_code < 500, name
        assert lines() == before["lines"], name
    assert everything(yunxi) == before


def test_the_same_form_from_his_own_desk_does_change_something(yunxi):
    """So that the silence above is not that of a form that nobody could send."""
    client = Client()
    client.force_login(yunxi.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    before = everything(yunxi)
    address = reverse("casework:act", kwargs={"pk": yunxi.keys["case"], "act": "note_talk"})
    client.post(address, {**SENT, "how": "电话"})
    assert everything(yunxi) != before
