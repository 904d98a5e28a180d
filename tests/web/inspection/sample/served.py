"""How is the invented site put onto loopback? Two servers: the site, and a site of somebody else."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.web.inspection.sample import decoys, faults
from tests.web.inspection.sample.faults import HTML, Fault
from tests.web.inspection.sample.town import Answer, Town


@dataclass
class Served:
    """The site as it stands there. `asked`: how often each address was."""

    address: str
    outside: str
    faults: list[Fault] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def named(self) -> set[str]:
        """The hosts that may be asked although they are of this machine."""
        return {self.address[7:], self.outside[7:], "127.0.0.1:9"}


@contextlib.contextmanager
def served(seed: int, *, spoilt: bool = True) -> Iterator[Served]:
    """The site, with faults and decoys by that seed or with decoys alone."""
    asked: Counter[str] = Counter()
    town = Town()
    with _serving(_outside) as outside:
        examiner, planted = (
            faults.plant(town, seed, outside) if spoilt else (faults.Examiner(town, seed, outside), [])
        )
        decoys.lay(examiner)
        answers = town.answers()

        def say(path: str) -> Answer:
            asked[path] += 1
            parts = urlsplit(path)
            if path == "/robots.txt":
                lines = ["User-agent: *", *(f"Disallow: {one}" for one in town.disallowed)]
                return Answer("\n".join(lines).encode(), headers={"Content-Type": "text/plain"})
            if parts.path == "/search":
                return town.search(parse_qs(parts.query).get("q", [""])[0])
            for start, odd in town.odd.items():
                if path.startswith(start):
                    return odd(path)
            found = answers.get(path, Answer(b"<title>404</title><p>404</p>", 404, HTML))
            return found(path) if callable(found) else found

        with _serving(say) as address:
            yield Served(address, outside, planted, asked)


def _outside(path: str) -> Answer:
    known = {"/fine": 200, "/robots.txt": 404}
    return Answer(b"<p>somebody else</p>", known.get(path, 404), HTML)


@contextlib.contextmanager
def _serving(say) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = say(self.path)
            time.sleep(found.seconds)
            self.send_response(found.status)
            for name, value in {**found.headers, "Content-Length": str(len(found.body))}.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(found.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
