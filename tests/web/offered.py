"""Which ways do pages offer on which whoever reads them is turned back? A walk by links, no browser."""

from collections import Counter, deque
from collections.abc import Iterable
from urllib.parse import parse_qs, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

OFFICE = "/office/"


def turned_back(client: Client, starts: Iterable[str], *, within: str = OFFICE, looks: int = 1) -> list[str]:
    """The links of the office that answer 403 or 404, each with the page that offers it.

    Pages below `within` are read; of each kind of address, `looks` of them.
    """
    ahead = deque((one, "") for one in starts)
    asked, opened, found = {one for one, _ in ahead}, Counter[str](), []
    while ahead:
        address, offered_on = ahead.popleft()
        kind = kind_of(address)
        if opened[kind] >= looks:
            continue
        opened[kind] += 1
        answer = client.get(address)
        if answer.status_code in {403, 404} and offered_on:
            found.append(f"{offered_on} → {address}: {answer.status_code}")
        if address.startswith(within) and is_page(answer):
            fresh = [one for one in links(address, answer.content) if one not in asked]
            asked.update(fresh)
            ahead.extend((one, address) for one in fresh)
    return found


def kind_of(address: str) -> str:
    """The name of the view, and of what is asked of it."""
    parts = urlsplit(address)
    try:
        name = str(resolve(parts.path).view_name)
    except Resolver404:
        name = parts.path
    return f"{name} {sorted(parse_qs(parts.query))}"


def is_page(answer) -> bool:
    """Whether it is a page that can be read."""
    return (
        answer.status_code == 200 and not answer.streaming and answer["Content-Type"].startswith("text/html")
    )


def links(address: str, content: bytes) -> list[str]:
    """What the page leads to inside the office."""
    found = []
    for link in html.fromstring(content.decode()).xpath("//main//a/@href"):
        there = urlsplit(urljoin(address, link))
        if not there.netloc and there.path.startswith(OFFICE):
            found.append(there._replace(fragment="").geturl())
    return found
