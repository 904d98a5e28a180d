"""Does the nginx of docs/operations.md, as it is printed there, tell the site who asks?

It is started as it stands, with ports and a certificate put in; a visitor who writes headers of his own is
counted as who he is, and nobody else for him.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.annual.campaign import limits
from tests.postgresql import free_port
from tests.samples import missing
from tests.serving import PASSWORD, ROOT, TRIES, Browser, founded, served
from tests.web.apply.conftest import FORM, PROOF, TYPED

pytestmark = pytest.mark.slow

HOST = "gongkai.example.gov.cn"
DOCS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SNIPPET = DOCS.split("```nginx\n", 1)[1].split("```", 1)[0]
SETTINGS = dict(re.findall(r"(GONGKAI_\w+)=(\S+)", DOCS.split("```nginx", 1)[0].rsplit("export ", 1)[1]))
WANG_FANG, STRANGER, NEIGHBOUR = "127.0.0.2", "127.0.0.3", "127.0.0.4"
AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{servers}
}}
"""


def certificate(folder: Path) -> None:
    """A certificate of that host that trusts itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), False)
        .sign(key, hashes.SHA256())
    )
    (folder / "gongkai.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "gongkai.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))


def as_printed(folder: Path, behind: str, secure: int, plain: int) -> str:
    """The printed lines with what differs from machine to machine put in, and nothing else."""
    text = SNIPPET
    for printed, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("/etc/ssl/certs", str(folder)),
        ("/etc/ssl/private", str(folder)),
        ("http://127.0.0.1:8000", behind),
    ):
        assert printed in text
        text = text.replace(printed, here)
    user = "user root;" if os.geteuid() == 0 else ""
    return AROUND.format(user=user, folder=folder, servers=text)


@dataclass(frozen=True, slots=True)
class Front:
    """Where nginx answers, and whom a browser must trust."""

    secure: int
    plain: int
    trusted: ssl.SSLContext


@pytest.fixture(scope="module")
def front(tmp_path_factory) -> Iterator[Front]:
    """示范市 behind nginx, set up as the page says, one request an hour for each visitor."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        missing("没有 nginx；请安装 Debian 软件包 nginx-light")
    folder = tmp_path_factory.mktemp("front")
    certificate(folder)
    secure, plain = free_port(), free_port()
    given = founded(folder / "data", GONGKAI_APPLY_PER_HOUR="1", **SETTINGS)
    with served(given, 2, folder / "log") as site:
        (folder / "conf").write_text(as_printed(folder, site.url, secure, plain))
        running = subprocess.Popen([program, "-p", folder, "-c", folder / "conf"], stderr=subprocess.DEVNULL)
        try:
            wait_for(secure, running, folder / "error.log")
            yield Front(secure, plain, ssl.create_default_context(cafile=folder / "gongkai.pem"))
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait()


def wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(TRIES):
        assert running.poll() is None, log.read_text()
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx 没有应答")


class Visitor(Browser):
    """A browser at an address of its own, which may say of itself what it likes."""

    def __init__(self, front: Front, at: str, says: dict[str, str]) -> None:
        super().__init__(f"https://{HOST}:{front.secure}")
        self.opener.add_handler(_From(at, front.trusted))
        self.opener.addheaders = list({"Origin": f"https://{HOST}", **says}.items())


class _From(urllib.request.HTTPSHandler):
    """Finds that host on this machine, and connects from that address."""

    handler_order = 100

    def __init__(self, at: str, trusted: ssl.SSLContext) -> None:
        super().__init__(context=trusted)
        self.connection = partial(_Here, source_address=(at, 0), context=trusted)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self.connection, req)


class _Here(http.client.HTTPSConnection):
    def connect(self) -> None:
        reached = socket.create_connection(("127.0.0.1", self.port), self.timeout, self.source_address)
        self.sock = self._context.wrap_socket(reached, server_hostname=self.host)


def forged(number: int) -> dict[str, str]:
    """The headers of somebody who would be another each time."""
    other = f"192.0.2.{number}"
    return {"X-Forwarded-For": other, "X-Real-IP": other, "Forwarded": f"for={other}"}


def status(act) -> int:
    """How the site answered."""
    try:
        act()
    except urllib.error.HTTPError as problem:
        return problem.code
    return 200


def applies(front: Front, at: str, **says: str) -> int:
    """王芳's form, filled in at that address and sent once."""
    visitor = Visitor(front, at, says)
    sent = {**visitor.form(FORM), **TYPED}
    return status(lambda: visitor.send(FORM, sent))


def signs_in(front: Front, at: str, password: str, **says: str) -> int:
    visitor = Visitor(front, at, says)
    sent = {**visitor.form("/sign-in/"), "username": "liqiang", "password": password, "next": ""}
    return status(lambda: visitor.send("/sign-in/", sent))


def test_a_page_is_sent_safely_and_plain_http_leads_to_it(front):
    visitor = Visitor(front, WANG_FANG, {"X-Forwarded-Proto": "http"})
    with visitor.opener.open(visitor.url + FORM) as answer:
        assert answer.headers["Strict-Transport-Security"]
        assert all("Secure" in cookie for cookie in answer.headers.get_all("Set-Cookie"))
    plain = http.client.HTTPConnection("127.0.0.1", front.plain)
    plain.request("GET", "/agencies/?q=1", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/agencies/?q=1")
    plain.close()


def test_who_forges_headers_has_one_hour_like_everybody_and_takes_none_from_wang_fang(front):
    assert applies(front, STRANGER, **forged(1)) == 200
    assert applies(front, STRANGER, **forged(2)) == 422
    assert applies(front, STRANGER, **{"X-Forwarded-For": WANG_FANG}) == 422
    assert applies(front, WANG_FANG) == 200
    assert applies(front, WANG_FANG) == 422


def test_who_guesses_passwords_is_locked_out_whatever_he_calls_himself_and_li_qiang_is_not(front):
    tried = [signs_in(front, STRANGER, "guess", **forged(number)) for number in range(6)]
    assert tried[-1] == 429
    assert signs_in(front, STRANGER, PASSWORD, **forged(9)) == 429
    assert signs_in(front, WANG_FANG, PASSWORD) == 200


def test_files_of_the_size_that_the_site_takes_pass_through(front):
    sizes = [int(size) * MEGABYTE for size in re.findall(r"client_max_body_size (\d+)m;", SNIPPET)]
    assert len(sizes) == 2
    assert sizes[0] > 5 * 20 * MEGABYTE  # what one request online may bring, by the settings as they come
    assert sizes[1] > limits.LARGEST_BATCH
    visitor = Visitor(front, NEIGHBOUR, {})
    drawing = PROOF + b"%" * 3 * MEGABYTE  # nginx by itself takes one
    page = visitor.upload(FORM, {**visitor.form(FORM), **TYPED}, "attachments", "平面图.pdf", drawing)
    assert "平面图.pdf" in page
    assert "查询码" in page
