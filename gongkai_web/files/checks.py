"""Is this upload what it says it is, and may it be kept?

Decided by content alone: the type by its signature and its inside, the name only compared with it. No
database, no network; the limits come as arguments. Whatever is not on the list is refused. A photo that only
phones open is taken as a JPEG, a picture under the name of another kind under that of its own.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass

from PIL import Image

from gongkai import confined
from gongkai.errors import ReadingError
from gongkai.reading.formats.limits import MEGABYTE
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.refusals import Protected, TooLarge
from gongkai.reading.formats.sniff import Kind as Format
from gongkai.reading.formats.sniff import sniff
from gongkai_web.errors import Refused
from gongkai_web.files import macros, pages, photos
from gongkai_web.files.limits import LONGEST_NAME, LONGEST_PAGES_COUNTED, MOST_PARTS

UNNAMED = "未命名"
_SECONDS_A_PHOTO = 60.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A type that is taken: label, media type, and the extensions that tell the truth (the usual first)."""

    label: str
    media_type: str
    extensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload that may be kept: cleaned name, type, bytes, their SHA-256 (hex), pages where it has any.

    `was`: of a photo that was converted or of which something was taken out, its format and its SHA-256.
    """

    name: str
    kind: Kind
    data: bytes
    sha256: str
    pages: int | None = None
    was: tuple[str, str] | None = None


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("PDF", pages.PDF, ("pdf",))
JPEG = Kind("JPEG 图片", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG = Kind("PNG 图片", "image/png", ("png",))
TIFF = Kind("TIFF 图片", "image/tiff", ("tif", "tiff"))
DOCX = Kind("DOCX", f"{_OFFICE}.wordprocessingml.document", ("docx", "wps"))
XLSX = Kind("XLSX", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx", "et"))
DOC = Kind("DOC 或 WPS", "application/msword", ("doc", "wps"))
XLS = Kind("XLS", "application/vnd.ms-excel", ("xls", "et"))
OFD = Kind("OFD", "application/ofd", ("ofd",))
TEXT = Kind("文本", "text/plain", ("txt",))
ALLOWED = (PDF, JPEG, PNG, TIFF, DOCX, XLSX, DOC, XLS, OFD, TEXT)

_EXTENSIONS = frozenset(one for kind in ALLOWED for one in kind.extensions)

LIST = "PDF、OFD、JPEG、PNG、HEIC、WEBP、TIFF、DOCX、DOC、WPS、XLSX、XLS、TXT"

_SIGNATURES = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF))
_BY_FORMAT = {
    Format.PDF: PDF,
    Format.DOCX: DOCX,
    Format.XLSX: XLSX,
    Format.OFD: OFD,
    Format.WORD: DOC,
    Format.XLS: XLS,
}
_PICTURES = (JPEG, PNG, TIFF)
_OF_PICTURES = {*(one for kind in _PICTURES for one in kind.extensions), "heic", "heif", "hif", "webp"}
_PACKAGES = (DOCX, XLSX, OFD)
_COMPOUND = (DOC, XLS)
_ARCHIVES = (Format.ARCHIVE, Format.OTHER_ARCHIVE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXTENSION = re.compile(r"[0-9A-Za-z]{1,8}")
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
# How the texts begin that a program would run or a browser would draw.
_NO_PLAIN_TEXT = re.compile(r"\s*(#!|<\?|<!|<[a-z][\w:-]*[\s/>]|@echo\b)", re.IGNORECASE)
_MARKUP = re.compile(r"<(script|html|svg|iframe|object|embed|body|meta|img)\b", re.IGNORECASE)
_TEXT_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\x1a")


def check(upload_name: str, data: bytes, *, largest: int, most_pixels: int) -> Checked:
    """The upload, ready to be kept. `largest` in bytes. Raises Refused: what, why, what to do."""
    name = clean_name(upload_name)
    if not data:
        raise Refused(f"《{name}》是空文件，没有收下；请核对后重新选择。")
    if len(data) > largest:
        raise too_large(name, largest)
    photo = photos.format_of(data)
    was = (photo, hashlib.sha256(data).hexdigest()) if photo else None
    if photo:
        data = _as_jpeg(name, data, most_pixels)
    kind = kind_of(name, data)
    count = _look_inside(name, kind, data, most_pixels)
    return Checked(_told(name, kind), kind, data, hashlib.sha256(data).hexdigest(), count, was)


def too_large(name: str, largest: int) -> Refused:
    """The sentence for a file over the limit."""
    return Refused(f"《{name}》超过 {largest // MEGABYTE} MB，没有收下；请压缩或者分成几份后再上传。")


# – the name


def clean_name(name: str) -> str:
    """The last part of a path as a harmless name of at most LONGEST_NAME characters, its extension kept."""
    last = re.split(r"[\\/]", name)[-1]
    # Category C: control characters, and marks that turn the direction of writing (a hidden .exe).
    normal = unicodedata.normalize("NFC", last)
    kept = "".join(sign for sign in normal if unicodedata.category(sign)[0] != "C")
    plain = " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    stem, dot, extension = plain.rpartition(".")
    if not dot or not _EXTENSION.fullmatch(extension):
        stem, dot, extension = plain, "", ""
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    room = LONGEST_NAME - len(dot) - len(extension)
    return f"{stem[:room].rstrip('. ')}{dot}{extension}" if stem.strip(". ") else UNNAMED + dot + extension


def extension_of(name: str) -> str:
    """The extension in small letters; empty where the name has none."""
    _, dot, extension = name.rpartition(".")
    return extension.lower() if dot and _EXTENSION.fullmatch(extension) else ""


def _told(name: str, kind: Kind) -> str:
    """The name with an extension that tells the truth. Raises Refused where it lies."""
    given = extension_of(name)
    if not given:
        return clean_name(f"{name[: LONGEST_NAME - 5]}.{kind.extensions[0]}")
    if given not in kind.extensions and kind in _PICTURES and given in _OF_PICTURES:
        # A phone or a program has named it so; whoever took it cannot help it.
        return clean_name(f"{name.rpartition('.')[0]}.{kind.extensions[0]}")
    if kind is TEXT and given not in _EXTENSIONS:
        # It is what its name says; only this type is not taken.
        raise Refused(
            f"《{name}》是 {given.upper()} 文件，没有收下；"
            "表格请另存为 XLSX，文字请另存为 DOCX、PDF 或者 TXT 后再上传。"
        )
    if given not in kind.extensions:
        raise Refused(
            f"《{name}》的扩展名是 .{given}，内容却是{kind.label}，没有收下；"
            f"请核对是否选错了文件，或者把扩展名改成 .{kind.extensions[0]}。"
        )
    return name


# – the content


def kind_of(name: str, data: bytes) -> Kind:
    """The type, by content. Raises Refused for whatever is not taken."""
    found = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if found:
        return found
    told = sniff(data)
    if told in _ARCHIVES:
        raise Refused(f"《{name}》是压缩包，没有收下；请解压后逐份上传。")
    if told is Format.LOCKED_OFFICE:
        raise Refused(f"《{name}》加了口令，没有收下；请去掉口令后再上传。")
    kind = _BY_FORMAT.get(told)
    if kind is PDF and not data.startswith(b"%PDF-"):
        kind = None  # something else stands in front of it
    if kind is None and told is Format.TEXT and _is_plain_text(data):
        kind = TEXT
    if kind is None:
        raise Refused(f"《{name}》不是可以收的文件类型，没有收下；可以上传：{LIST}。")
    return kind


def _as_jpeg(name: str, data: bytes, most_pixels: int) -> bytes:
    """A photo of a phone, decoded in the limited child."""
    try:
        return confined.call(photos.as_jpeg, data, name, most_pixels, name=name, seconds=_SECONDS_A_PHOTO)
    except ReadingError as problem:
        raise Refused(f"《{name}》没有收下：{str(problem).removeprefix(f'{name}：')}") from None


def _is_plain_text(data: bytes) -> bool:
    """Readable characters alone, and nothing that a program or a browser would take for its own."""
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (
            not _TEXT_CONTROLS & set(text)
            and not data.startswith(b"MZ")
            and not _NO_PLAIN_TEXT.match(text)
            and not _MARKUP.search(text)
        )
    return False


def _look_inside(name: str, kind: Kind, data: bytes, most_pixels: int) -> int | None:
    """What only the inside tells: macros, bombs, damage. The number of pages where it has any."""
    if kind.media_type in pages.PICTURES:
        _check_picture(name, kind, data, most_pixels)
    elif kind in _PACKAGES:
        _check_package(name, kind, data)
    elif kind in _COMPOUND:
        _check_compound(name, kind, data)
    if not pages.can_be_redacted(kind.media_type):
        return None
    try:
        count = pages.count(data, kind.media_type)
    except Refused as problem:
        raise Refused(f"《{name}》没有收下：{problem}") from None
    if not 0 < count <= LONGEST_PAGES_COUNTED:
        raise Refused(f"《{name}》有 {count} 页，没有收下；请核对，页数太多的请分成几份。")
    return count


def _check_picture(name: str, kind: Kind, data: bytes, most_pixels: int) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is our own
            with Image.open(io.BytesIO(data), formats=[pages.PICTURES[kind.media_type]]) as picture:
                sizes = [picture.size]
                for frame in range(1, min(pages.frames(picture), LONGEST_PAGES_COUNTED)):
                    picture.seek(frame)
                    sizes.append(picture.size)
            if max(wide * high for wide, high in sizes) > most_pixels:
                raise _too_many_pixels(name, most_pixels)
            with Image.open(io.BytesIO(data), formats=[pages.PICTURES[kind.media_type]]) as picture:
                picture.verify()
    except Image.DecompressionBombError:
        raise _too_many_pixels(name, most_pixels) from None
    except (OSError, SyntaxError, ValueError, EOFError, KeyError):
        raise Refused(f"《{name}》这张图片已损坏，没有收下；请重新扫描或者拍摄。") from None


def _too_many_pixels(name: str, most: int) -> Refused:
    return Refused(
        f"《{name}》的像素超过 {most // 1_000_000} 百万，没有收下；请缩小或者降低扫描分辨率后再上传。"
    )


def _check_package(name: str, kind: Kind, data: bytes) -> None:
    if not data.startswith(b"PK"):
        raise Refused(f"《{name}》不是可以收的文件类型，没有收下；可以上传：{LIST}。")
    try:
        package = Package(data, f"《{name}》", kind.label)
        if len(package.members) > MOST_PARTS:
            raise Refused(f"《{name}》里的部件太多，像是压缩炸弹，没有收下。")
        package.check_total()
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            # Unpacked once, so that a part that lies about its size or is damaged is found here.
            broken = opened.testzip()
        macro = macros.in_package(package)
    except ReadingError as problem:
        raise Refused(f"《{name}》没有收下：{_why(problem)}") from None
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError):
        raise Refused(f"《{name}》已损坏，没有收下；请重新导出后再上传。") from None
    if broken:
        raise Refused(f"《{name}》已损坏（{clean_name(broken)}），没有收下；请重新导出后再上传。")
    if macro:
        raise macros.refused(name)


def _why(problem: ReadingError) -> str:
    """What is wrong with a package, said of any upload: the reader's own sentence speaks of reports."""
    if isinstance(problem, TooLarge):
        return "解压以后太大，像是压缩炸弹；请核对是否选错了文件，或者另存为 PDF 后再上传。"
    if isinstance(problem, Protected):
        return "加了口令；请去掉口令后再上传。"
    return "文件已损坏或者不完整；请重新导出后再上传。"


def _check_compound(name: str, kind: Kind, data: bytes) -> None:
    # Installers and mails are compound files too: the stream of a text or a workbook must be there.
    streams = ("WordDocument",) if kind is DOC else ("Workbook", "Book")
    if not data.startswith(_OLE) or not any(stream.encode("utf-16-le") in data for stream in streams):
        raise Refused(f"《{name}》不是可以收的文件类型，没有收下；可以上传：{LIST}。")
    if macros.in_compound(data):
        raise macros.refused(name)
