"""Is whoever may only read shown no form and no way that would be refused?

周洁 walks from the home of the office over every link that its pages show her, and presses every button.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.annual import actions as annual
from gongkai_web.cases import actions as cases
from gongkai_web.files import actions as files
from gongkai_web.letters import actions as letters
from gongkai_web.proposals import actions as proposals
from tests.people import answer, check_report, receive
from tests.web.annual.test_file import ENTERED
from tests.web.corrections.test_corrections import asked, decided
from tests.web.files.made import place_of, plan
from tests.web.letters.written import drafted, furnish, issued, posted, sealed, submitted

pytestmark = pytest.mark.slow

DAY = date(2026, 3, 10)
MOST_PAGES = 400
# By these a list shows other rows, or a page another form.
STATES = ("state", "show", "kind")
NOT_HERS = re.compile(r"不是.{0,60}(经办人|审核人|负责人|系统管理员|工作人员|主管部门人员)")


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """10 March 2026."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: DAY)


@pytest.fixture
def full(town, settings, tmp_path):
    """云溪区 with a letter in every state, an appeal with its bundle, files, registers and a report."""
    settings.DATA = tmp_path / "data"
    by = {"by": town.li_qiang}
    one = [receive(town, date(2026, 3, 2), title=f"第{number}号地块的批文") for number in range(9)]
    furnish(town)
    drafted(town, one[0], "L12", day=DAY)
    issued(town, one[1], "L12", day=DAY)
    sealed(town, issued(town, one[2], "L12", day=DAY), DAY)
    posted(town, sealed(town, issued(town, one[3], "L12", day=DAY), DAY), DAY)
    submitted(town, one[4], "L12", day=DAY)
    letters.void(letter=drafted(town, one[5], "L12", day=DAY), **by, day=DAY, reason="改用另一种")
    furnish(town, steps=["head"])
    submitted(town, one[6], "L12", day=DAY)
    late = receive(town, date(2026, 1, 5), title="逾期的财政决算")
    cases.remind(case=late, day=DAY, content="一直没有收到答复")
    done = answer(town, receive(town, date(2026, 2, 2), title="执法案卷"), date(2026, 2, 20))
    cases.file_appeal(case=done, **by, day=date(2026, 3, 6), ref="复1", kind="reconsideration")
    letters.build_bundle(case=done, ref="复1", **by, day=DAY)
    original = files.store_file(
        agency=town.district, owner=f"cases.Case:{one[7].pk}", purpose="information", upload_name="方案.pdf",
        content=plan(), **by, day=DAY,
    )  # fmt: skip
    redaction = files.open_redaction(**by, original=original, day=DAY)
    files.add_box(
        **by, redaction=redaction, day=DAY, page=1, **place_of("ID"),
        reason="denied_third_party_rights", note="证件号码",
    )  # fmt: skip
    files.propose_redaction(**by, redaction=redaction, day=DAY)
    correction = asked(town)
    decided(town, correction)
    asked(town)
    proposals.propose(
        **by, agency=town.district, day=DAY, title="征地补偿方案", cases=[done], by_applicant=True,
        proposer_name="王芳",
    )  # fmt: skip
    for cell in ENTERED:
        annual.enter_figure(**by, agency=town.district, year=2025, cell=cell, value=0, source="台账", day=DAY)
    check_report(town, town.district, 2025, DAY)
    annual.file_report(by=town.sun_li, agency=town.district, year=2025, day=DAY)
    return town


@dataclass
class Seen:
    """A page that was shown: where, by which link, and its tree."""

    address: str
    tree: html.HtmlElement


def walk(client: Client) -> tuple[list[Seen], list[str]]:
    """Every page behind a link of the office, once for each state of a list; the links that led to none."""
    waiting, known = deque([("/office/", "")]), {"/office/"}
    pages, dead = [], []
    while waiting and len(known) < MOST_PAGES:
        address, source = waiting.popleft()
        response = client.get(address)
        if response.status_code in (403, 404, 405, 409):
            dead.append(f"{source} → {address}: {response.status_code}")
            continue
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        tree = html.document_fromstring(response.content.decode())
        pages.append(Seen(address, tree))
        for target in ways(pages[-1]):
            if target.startswith("/office/") and (key := told_apart(target)) not in known:
                known.add(key)
                waiting.append((target, address))
    return pages, dead


def ways(page: Seen) -> Iterator[str]:
    """Where the page leads: its links, and each choice of its filters by state."""
    for href in page.tree.xpath("//a/@href"):
        yield urljoin(page.address, href).partition("#")[0]
    for select in page.tree.xpath("//form[not(translate(@method, 'POST', 'post')='post')]//select"):
        if select.name in STATES:
            for value in select.value_options:
                yield urljoin(page.address, f"?{select.name}={value}")


def told_apart(address: str) -> str:
    """What makes a page of its own: its path, and which state or kind is asked for."""
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name in STATES]
    return f"{parts.path}?{asked}"


def pressed(client: Client, page: Seen):
    """Each button of each form that is sent, and what it says to her; nothing of it stays."""
    for form in page.tree.xpath('//form[translate(@method, "POST", "post")="post"]'):
        fields = [one for one in form.xpath(".//input|.//select|.//textarea") if one.get("type") != "file"]
        given: dict[str, list[str]] = {}
        for one in fields:
            if one.name and one.name != "once":
                ticked = one.get("value", "on") if one.get("type") == "checkbox" else one.value
                given.setdefault(one.name, []).append(ticked or "")
        target = urljoin(page.address, form.get("action") or "")
        if target == reverse("sign_out"):
            continue
        for button in form.xpath(".//button") or [None]:
            sent = dict(given)
            if button is not None and button.get("name"):
                sent[button.get("name")] = [button.get("value", "")]
            with transaction.atomic():
                response = client.post(target, sent)
                transaction.set_rollback(True)
            yield f"{page.address}: {target} {sent.get('act', '')}", response


def refused(response) -> bool:
    """Whether she was told that it is not hers to do."""
    if response.status_code in (403, 404, 405):
        return True
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return False
    return bool(NOT_HERS.search(response.content.decode()))


def test_a_supervisor_finds_no_way_and_no_form_that_is_refused(full):
    client = Client()
    client.force_login(full.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    pages, dead = walk(client)
    assert len(pages) > 60
    assert dead == []
    no = []
    for page in pages:
        for what, response in pressed(client, page):
            assert not response.headers.get("Location", "").startswith(reverse("sign_in")), what
            if refused(response):
                no.append(f"{what}: {response.status_code}")
    assert sorted(set(no)) == []


def test_the_buttons_of_her_lists_lead_to_something_that_she_can_do(full):
    client = Client()
    client.force_login(full.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    pages, _ = walk(client)
    buttons = {
        (link.text_content().strip(), link.get("href"))
        for page in pages
        for link in page.tree.xpath('//td[@class="act"]/a | //section[contains(@class,"next")]//a')
    }
    assert {"看文书", "处理申请人的逾期反映", "汇总公布"} == {label for label, _ in buttons}
    for href in {href for label, href in buttons if label != "看文书"}:
        tree = html.document_fromstring(client.get(href).content.decode())
        assert tree.xpath('//main//form[@method="post"] | //main//a[contains(@class, "button")]'), href
