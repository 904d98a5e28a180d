"""How much does a public page cost: made anew, sent again, or only said to be unchanged?

Processor time of the whole handler, beside a view that answers the very same bytes: once behind the same
middleware, once behind none at all. On the sample city: in GONGKAI_DATA where that holds one, else built
first, which takes minutes.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROUNDS = 20
# Where something of the kind is found: the first address of that form on the page beside it.
FOUND = {
    "机关": ("/agencies/", r"/agencies/[\w-]+/"),
    "栏目": ("{机关}columns/", r"/agencies/[\w-]+/columns/[\w-]+/"),
    "信息": ("/items/", r"/items/\d+/"),
    "年报": ("/reports/", r"/agencies/[\w-]+/reports/\d{4}/"),
    "规范性文件": ("/documents/", r"/documents/\d+/"),
    "公报": ("/gazette/", r"/gazette/\d+/"),
    "决策": ("/decisions/", r"/decisions/\d+/"),
}
PAGES = {
    "首页": "/",
    "机关": "{机关}",
    "栏目": "{栏目}",
    "信息列表": "/items/",
    "一条信息": "{信息}",
    "年报": "{年报}",
    "一个数的解释": "{年报}cells/table3.granted.total/",
    "规范性文件列表": "/documents/",
    "一件规范性文件": "{规范性文件}",
    "公报一期": "{公报}",
    "决策列表": "/decisions/",
    "一件决策": "{决策}",
    "检索": "/search/?q=年报",
    "指标": "/reports/indicators/",
    "站点地图": "/sitemap.xml",
    "机关的订阅": "{机关}items.atom",
}
Handler = Callable[[dict[str, Any], Callable[..., Any]], Any]


def run() -> Iterator[tuple[str, str]]:
    """Rows of (what, measured)."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ.setdefault("GONGKAI_DATA", folder)
        os.environ["GONGKAI_HOSTS"] = "localhost"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
        # Django is set up only once its data folder is known.
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        with Path(os.devnull).open("w") as nowhere:
            call_command("sample_city", stdout=nowhere)
        yield from _measure()


def _measure() -> Iterator[tuple[str, str]]:
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections
    from django.http import HttpResponse
    from django.test import override_settings
    from django.urls import path

    from gongkai_web import urls
    from gongkai_web.public_pages.middleware import SHELF

    # What a server adds to every answer of ours alike: on SQLite each opens its connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    kept: dict[int, bytes] = {}

    def bare(_: HttpRequest, number: int) -> HttpResponse:
        return HttpResponse(kept[number])

    urls.urlpatterns.insert(0, path("bare/<int:number>/", bare))
    site = WSGIHandler()
    with override_settings(MIDDLEWARE=[]):
        nothing = WSGIHandler()
    for number, (label, address) in enumerate(_addresses(site).items()):
        _, kept[number], headers = _ask(site, address)
        mark, beside = headers["ETag"], f"/bare/{number}/"
        rows = []
        for _ in range(ROUNDS + 1):
            SHELF.clear()
            made = _ask(site, address)[0]
            _ask(site, address)  # what was made anew is out of the processor's own memory
            rows.append(
                (
                    made,
                    _ask(site, address)[0],
                    _ask(site, address, HTTP_IF_NONE_MATCH=mark)[0],
                    _ask(site, beside)[0],
                    _ask(nothing, beside)[0],
                )
            )
        yield label, _said(len(kept[number]), rows[1:])


def _said(size: int, rows: Sequence[tuple[float, ...]]) -> str:
    made, again, unchanged, bare, bare_alone = (median(column) for column in zip(*rows, strict=True))
    return (
        f"{size / 1024:.0f} KB；新做是同样字节的空视图的 {made / bare:.1f} 倍，"
        f"再发快到它的 {bare / again:.1f} 倍，304 快到 {bare / unchanged:.1f} 倍"
        f"（没有任何中间件的空视图：{made / bare_alone:.0f}、{bare_alone / again:.2f}、"
        f"{bare_alone / unchanged:.2f}）；新做 {made * 1000:.1f} 毫秒"
    )


def _addresses(site: Handler) -> dict[str, str]:
    """Where the pages are on this site; a kind of which nothing is published is left out."""
    known: dict[str, str] = {}
    for kind, (page, form) in FOUND.items():
        if "{" not in page or page[1 : page.index("}")] in known:
            found = re.search(f'"({form})"', _ask(site, page.format(**known))[1].decode())
            known |= {kind: found[1]} if found else {}
    return {
        label: address.format(**known)
        for label, address in PAGES.items()
        if all(name in known for name in re.findall(r"{(\w+)}", address))
    }


def _ask(handler: Handler, address: str, **headers: str) -> tuple[float, bytes, dict[str, str]]:
    """Seconds of the processor, the bytes, and the headers."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": quote(query, safe="=&"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.input": io.BytesIO(),
        **headers,
    }
    told: list[dict[str, str]] = []
    start = process_time()
    answer = handler(environ, lambda _, given: told.append(dict(given)))
    body = b"".join(answer)
    answer.close()
    return process_time() - start, body, told[0]


__all__ = ["run"]
