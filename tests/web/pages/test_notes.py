"""Does a word that is meant for reviewers of the law on file reach anybody else?

Every page that a link leads to is opened, as a citizen, a clerk and a supervisor, and every file too: what is
not verified, what is our convention and by which key a rule goes stands in the documents and on one page for
whoever runs the system.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.checking.rules import rules
from gongkai.lawbook import FOR_REVIEWERS
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.office.places import page_of
from tests.people import answer, receive
from tests.web.pages.test_addresses import client_of

WORDS = re.compile(
    "|".join([*FOR_REVIEWERS, *(rf"(?<![\w.-]){re.escape(key)}(?![\w.-])" for key in rules())])
)
MARCH = date(2024, 3, 1)
MOST = 150  # pages of one walk


@pytest.fixture
def cases_of_all_ways(filed):
    """A withdrawal, a fee, a correction, a third party and a denial with an appeal."""
    by = filed.li_qiang
    withdrawn = receive(filed, MARCH)
    cases.withdraw(case=withdrawn, by=by, day=date(2024, 3, 4), reason="已经得到")
    charged = receive(filed, MARCH)
    cases.decide_fee(case=charged, by=by, day=date(2024, 3, 5), basis="pages", count=40)
    unclear = receive(filed, MARCH)
    cases.ask_correction(case=unclear, by=by, day=date(2024, 3, 4), items="年度", until=date(2024, 3, 20))
    asked = receive(filed, MARCH)
    cases.ask_third_party(case=asked, by=by, day=date(2024, 3, 4), ref="1", name="长青公司")
    answer(filed, receive(filed, MARCH), date(2024, 3, 20))
    return filed


def pages(client: Client, start: str) -> Iterator[tuple[str, str]]:
    """Every address that links lead to, with what it says: pages by their text, files by theirs."""
    waiting, seen = [start], {start}
    for _ in range(MOST):
        if not waiting:
            return
        path = waiting.pop(0)
        response = client.get(path)
        data = response.getvalue() if response.streaming else response.content
        if response.headers.get("Content-Type", "").startswith("text/html"):
            tree = html.fromstring(data.decode())
            for link in tree.xpath("//a/@href"):
                found = urlsplit(urljoin(path, link))
                target = found.path + (f"?{found.query}" if found.query else "")
                if not found.netloc and target not in seen and "sign-out" not in target:
                    seen.add(target)
                    waiting.append(target)
            yield path, " ".join(tree.text_content().split())
        elif data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    if name.endswith((".xml", ".html", ".txt", ".json", ".csv")):
                        yield f"{path}#{name}", archive.read(name).decode(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "start", "least"),
    [("anonymous", "/", 40), ("officer", "/office/", 40), ("supervisor", "/office/", 20)],
)
def test_no_page_and_no_file_says_what_is_meant_for_reviewers(cases_of_all_ways, who, start, least):
    walked = list(pages(client_of(cases_of_all_ways, who), start))
    told = {path: found[0] for path, text in walked if (found := WORDS.search(text))}
    assert told == {}
    assert len(walked) >= least
    if who == "officer":
        assert {page_of(one) for one in Case.objects.all()} <= {path for path, _ in walked}


def test_whoever_runs_the_system_reads_what_is_not_verified_and_nobody_else(town):
    client = Client()
    client.force_login(town.operator, backend="django.contrib.auth.backends.ModelBackend")
    assert reverse("staffing:law_notes") in client.get(reverse("staffing:agencies")).content.decode()
    page = client.get(reverse("staffing:law_notes")).content.decode()
    assert "未核实：第六条" in page
    assert "letters/procedure.yaml" in page
    for who in ("officer", "supervisor", "stranger"):
        assert client_of(town, who).get(reverse("staffing:law_notes")).status_code == 403
        assert "核对情况" not in client_of(town, who).get(reverse("staffing:agencies")).content.decode()
