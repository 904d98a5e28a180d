"""Does any kind of page break a rule of WCAG 2.2 AA in any mode, or not fit a phone?

A long address stands in each of its texts when it is measured for the phone.
"""

import json
import os
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import gongkai
from gongkai_web.apply import actions as apply
from gongkai_web.cases.models import Case
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.items import queries
from tests.browser.narrow import too_wide
from tests.browser.page_types import Walk, whole_pages
from tests.people import WANG_FANG, found_town, receive
from tests.web.interaction import written as messages
from tests.web.office.test_left_forms import SEPTEMBER, desk_of, forms_of
from tests.web.opinions import asked as opinions

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# axe-core as its makers publish it, a tool of these tests alone (MPL-2.0, licence beside it).
AXE = Path(__file__).parent / "axe" / "axe.min.js"
LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a mode changes is size and colour.
OF_MODES = {"elder": ["color-contrast", "target-size"], "contrast": ["color-contrast"]}
RUN = """async ([kind, values]) => {
  const found = await axe.run({ runOnly: { type: kind, values }, resultTypes: ['violations'] });
  return found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id} ${node.html.slice(0, 200)}`,
  ));
}"""
TURN = "(mode) => { document.documentElement.className = mode; }"

# Drawn only as the answer to a form that was sent, or when something is wrong.
ANSWERS = {
    *("403.html", "403_csrf.html", "500.html", "503.html", "api/made.html", "apply/lost.html"),
    *("apply/no_draft.html", "apply/no_receipt.html", "apply/receipt.html", "catalogue/standard_came.html"),
    *("desk/bulk_done.html", "desk/bulk_nothing.html", "files/lost.html", "imports/finished.html"),
    *("interaction/no_receipt.html", "interaction/receipt.html"),
    *("opinions/closed.html", "opinions/no_receipt.html", "opinions/receipt.html"),
    *("items/gone.html", "letters/being_made.html", "letters/bulk_preview.html", "letters/results.html"),
    *("office/over.html", "office/unsent.html", "schedule/feed.html"),
}
# Pages over files, imports and sums which this town has not; each has tests of its own.
ELSEWHERE = {
    *("apply/correction.html", "portal/former_report.html", "apply/remind.html", "campaign/batch.html"),
    *("campaign/file.html", "casework/bundle.html", "collecting/difference.html"),
    *("collecting/outside.html", "desk/bulk.html", "files/redaction.html", "imports/report.html"),
    *("imports/table.html", "items/answer_accessible.html", "items/ask_accessible.html"),
    *("items/compare.html", "items/outside.html", "items/public_version.html", "items/text_version.html"),
}


@pytest.fixture
def starts(monkeypatch, settings, tmp_path) -> list[tuple[Client, list[str]]]:
    """Who begins where: a stranger, 王芳, and each of the staff."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: SEPTEMBER)
    # An opinion is of the moment at which it comes: on that day, too.
    then = datetime.combine(SEPTEMBER, time(9), tzinfo=timezone.get_default_timezone())
    clock = SimpleNamespace(now=lambda: then, localtime=timezone.localtime)
    monkeypatch.setattr("gongkai_web.opinions.pages.writing.timezone", clock)
    with transaction.atomic():  # every commit of its own would cost more than the pages
        return something_of_everything(found_town())


def something_of_everything(town) -> list[tuple[Client, list[str]]]:
    """The town with every form, an issue of the gazette and 王芳's case; who begins where in it."""
    # Whoever sees most goes first: so many pages at an address are opened, whoever opens them.
    by_person: dict[object, list[str]] = {town.zhou_jie: ["/office/campaigns/", "/office/sums/", "/office/"]}
    for address, person, _ in forms_of(town).values():
        by_person.setdefault(person, ["/office/"]).append(address)
    by_person[town.operator].append(reverse("staffing:law_notes"))
    by_person[town.li_qiang].append(reverse("desk:code", args=[Case.objects.first().pk]))
    for name, year in (("former", 2024), ("check", 2024)):
        by_person[town.li_qiang].append(reverse(f"report:{name}", args=[town.district.slug, year]))
    issue, li = Issue.objects.get(), {"by": town.li_qiang, "day": SEPTEMBER}
    item = queries.visible(town.stranger, SEPTEMBER).first()
    gazette.place_item(issue=issue, item=item, section="县政府办公室文件", **li)
    gazette.bring_out(issue=issue, by=town.zhao_min, day=SEPTEMBER)
    staff = [(desk_of(person), addresses) for person, addresses in by_person.items()]
    public = ["/", "/nowhere/", "/search/?q=停车", reverse("sign_in"), reverse("items:public_items")]
    public.append(reverse("opinions:calls"))
    return [(Client(), public), wang_fang(town), who_wrote(town), who_has_an_opinion(), *staff]


def wang_fang(town) -> tuple[Client, list[str]]:
    """王芳's browser, in which her case is open."""
    case = receive(town, date(2024, 9, 2))
    code = apply.issue_code(case=case, by=town.li_qiang, day=SEPTEMBER)
    client = Client()
    opened = client.post(reverse("apply:query"), {"code": code, "fact": WANG_FANG})
    return client, [opened.url, f"{opened.url}withdraw/"]


def who_wrote(town) -> tuple[Client, list[str]]:
    """A browser in which an answered message is open; and the page of whoever found the answer before."""
    key, client = messages.CODES.new_submission_key(), Client()
    message = messages.answered(town, messages.sent(town, SEPTEMBER, key=key), SEPTEMBER)
    given = {"code": messages.CODES.code_of(key), "number": message.registry_number}
    opened = client.post(reverse("interaction:follow"), given)
    return client, [opened.url, reverse("interaction:form", args=["fault"]), reverse("interaction:solved")]


def who_has_an_opinion() -> tuple[Client, list[str]]:
    """A browser in which an opinion is open that was sent from it."""
    key, client = opinions.CODES.new_submission_key(), Client()
    opinion = opinions.sent(opinions.Call.objects.get(), key=key)
    given = {"code": opinions.CODES.code_of(key), "number": opinion.registry_number}
    return client, [client.post(reverse("opinions:follow"), given).url]


WHOLE = pytest.param(1, marks=pytest.mark.long, id="whole")


@pytest.mark.parametrize("every", [WHOLE, pytest.param(4, id="sample")])
def test_no_kind_of_page_breaks_a_rule_in_any_mode_or_is_wider_than_a_phone(
    starts, chromium, live_server, every
):
    """In every run one kind of page in four is looked at, and of these one in two in the other modes, too."""
    tool, walk, met, broken, wide = AXE.read_text("utf-8"), Walk(), 0, dict[str, list[str]](), []
    for client, addresses in starts:
        context = chromium.new_context(base_url=live_server.url, bypass_csp=True)
        context.add_cookies(
            [{"name": k, "value": one.value, "url": live_server.url} for k, one in client.cookies.items()]
        )
        page = context.new_page()
        for kind in walk.of(client, addresses):
            met += 1
            if met % every:
                continue
            page.goto(kind.address)
            page.evaluate(tool)
            modes = OF_MODES if every == 1 or len(broken) % 2 == 0 else {}
            broken[kind.template] = [f"{kind.address}: {one}" for one in faults(page, modes)]
            wide += [f"{kind.template} {kind.address}: {one}" for one in too_wide(page)]
        context.close()
    write_down(broken)
    assert {template: found for template, found in broken.items() if found} == {}
    assert wide == []
    assert whole_pages() - walk.seen == ANSWERS | ELSEWHERE


def write_down(broken: dict[str, list[str]]) -> None:
    """For `make accessible`: which rules each kind of page broke."""
    where = os.environ.get("GONGKAI_ACCESSIBLE")
    if not where:
        return
    pages = [
        {"page": template, "broken": [rule_of(one) for one in found]} for template, found in broken.items()
    ]
    told = {"day": str(datetime.now(UTC).date()), "release": gongkai.__version__, "pages": pages}
    Path(where).parent.mkdir(parents=True, exist_ok=True)
    Path(where).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def rule_of(fault: str) -> str:
    """The name of the rule: what stands before the element, without the mode."""
    words = fault.partition(": ")[2].split()
    return words[1] if words[0] in OF_MODES else words[0]


def faults(page, modes: dict[str, list[str]]) -> list[str]:
    """What breaks a rule: the rule and the element, as the page comes and in each of these modes."""
    found = list(page.evaluate(RUN, ["tag", LEVEL]))
    for mode, rules in modes.items():
        page.evaluate(TURN, mode)
        found += [f"{mode} {one}" for one in page.evaluate(RUN, ["rule", rules])]
    return found
