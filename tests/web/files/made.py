"""What people hand in: documents with secrets in every corner, pictures, files that pretend."""

import io
import socket
import struct
import threading
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import typst
from django.test import Client
from PIL import Image, ImageDraw

import gongkai.fonts
from gongkai_web.files import actions

DAY = date(2026, 3, 2)
CASE = "cases.Case:12"
NUMBER = "110101199003071234"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

_FONTS = [Path(gongkai.fonts.__file__).parent]
_PLAN = """
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set document(title: "王芳的补偿", author: "李强", date: datetime(year: 2026, month: 1, day: 5))
#set text(font: "Gongkai Song", size: 14pt, lang: "zh")
#place(top + left)[征地补偿方案]
#place(top + left, dy: 20mm)[被补偿人：]
#place(top + left, dx: 30mm, dy: 20mm)[NUMBER]
#place(top + left, dy: 60mm)[补偿标准每平方米一千元。]
#place(top + left, dy: 100mm)[底下压着的字]
#place(top + left, dy: 98mm)[#rect(width: 60mm, height: 12mm, fill: black)]
#place(top + left, dy: 140mm)[#text(fill: white)[白纸上的白字]]
#pagebreak()
第二页可以公开。
""".replace("NUMBER", NUMBER)
# On the plan the number stands 55 mm from the left and 45 mm from the top of a sheet of 210 × 297 mm.
PLACES = {"ID": {"x": 2550, "y": 1470, "w": 3000, "h": 250}}


def place_of(name: str) -> dict[str, int]:
    """Place and size of something on the plan, in 1/10000 of the page."""
    return dict(PLACES[name])


@lru_cache
def plan() -> bytes:
    """Two pages: public text, 王芳's number, text under a black block, white text, a title and an author."""
    return typst.compile(_PLAN.encode(), font_paths=_FONTS)


@lru_cache
def laden() -> bytes:
    """The plan with a hidden annotation, a visible one, and an attachment that names her number."""
    document = pypdfium2.PdfDocument(plan())
    page = document[0]
    for flags, words in ((pdfium.FPDF_ANNOT_FLAG_HIDDEN, "藏着的批注"), (0, "看得见的批注")):
        annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
        text = (words + "\0").encode("utf-16-le")
        pdfium.FPDFAnnot_SetStringValue(annotation, b"Contents", ctypes_words(text))
        pdfium.FPDFAnnot_SetFlags(annotation, flags)
        pdfium.FPDFAnnot_SetRect(annotation, pdfium.FS_RECTF(100, 300, 120, 280))
        pdfium.FPDFPage_CloseAnnot(annotation)
    document.new_attachment("王芳.txt").set_data(NUMBER.encode())
    out = io.BytesIO()
    page.close()
    document.save(out)
    document.close()
    return out.getvalue()


def ctypes_words(text: bytes):
    """UTF-16 as pdfium wants it."""
    return (pdfium.FPDF_WCHAR * (len(text) // 2)).from_buffer_copy(text)


def layered() -> bytes:
    """A page with text on a layer that is switched off, and the same place on a layer that is on."""
    content = (
        b"/OC /Off BDC BT /F 24 Tf 60 200 Td (SECRET) Tj ET EMC BT /F 24 Tf 60 100 Td (PUBLIC) Tj ET "
        b"BT /F 24 Tf 60 50 Td (MMMMM) Tj ET /OC /Off BDC BT /F 24 Tf 62 50 Td (XXXXX) Tj ET EMC"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> /Properties << /Off 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /OCG /Name (hidden) >>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer << /Root 1 0 R /Size 7 >>\n%%EOF\n"


def photo(kind="JPEG", size=(600, 400), orientation=6) -> bytes:
    """A picture taken sideways, with the place where it was taken, a comment and a red mark in its corner."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 99, 99), fill="red")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "WANG FANG"
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 20.0)}
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": exif, "comment": b"WANG FANG"} if kind == "JPEG" else {}))
    return out.getvalue()


def office(main="word/document.xml", types=b"<Types/>", **more) -> bytes:
    """A package as Word or Excel writes it; `more`: further members by name."""
    members = {"[Content_Types].xml": types, main: b"<document/>", **more}
    return zipped(members)


def zipped(members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """What begins like an old Office file and names these streams."""
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def confirmed(town, redaction):
    """李强 proposes, 赵敏 confirms what she saw: the public version."""
    redaction = actions.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
    return actions.confirm_redaction(by=town.zhao_min, redaction=redaction, day=DAY, seen=redaction.pinned)


def text_of(data: bytes) -> str:
    """All text of a PDF without white space."""
    with pypdfium2.PdfDocument(data) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


class Clamd:
    """A scanner that gives one answer; `heard` is what it was asked to scan. None: it never answers."""

    def __init__(self, answer: bytes | None, unix: Path | None = None) -> None:
        self.answer, self.heard, self.command = answer, b"", b""
        self._done = threading.Event()
        self._listener = socket.socket(socket.AF_UNIX) if unix else socket.socket()
        self._listener.bind(str(unix) if unix else ("127.0.0.1", 0))
        self._listener.listen()
        host_port = self._listener.getsockname()
        self.address = str(unix) if unix else f"{host_port[0]}:{host_port[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._done.set()
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rb") as asked:
            self.command = asked.read(len(b"zINSTREAM\0"))
            while length := struct.unpack("!L", asked.read(4))[0]:
                self.heard += asked.read(length)
            if self.answer is None:
                self._done.wait(10)  # the other side gives up first
            else:
                connection.sendall(self.answer)
