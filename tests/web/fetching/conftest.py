"""A site of its own on loopback, and somebody who asks it."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongkai_web.fetching.fetch import Fetcher, Limits
from gongkai_web.fetching.pace import Pace


@dataclass
class Site:
    """What it answers by path; `asked`: which paths it was asked for."""

    host: str
    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    @property
    def address(self):
        return f"http://{self.host}"

    def fetcher(self, **given):
        limits = Limits(**{"seconds": 10.0, **given.pop("limits", {})})
        return Fetcher(given.pop("pace", Pace(0)), limits, **{"named": {self.host}, **given})


def page(body=b"<p>here</p>", status=200, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value.encode().decode("latin-1"))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def site():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found.asked.append(self.path)
            found.pages.get(self.path, page(b"", 404))(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Site(f"127.0.0.1:{server.server_port}", server=server)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()
