"""Is the written file the text?

`write` lays a text out, reads the file back and compares: a DOCX must read as the same text, in a PDF and
in plain text every line must be found. Else nothing is handed out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import pypdfium2

from gongkai.errors import ReadingError, UsageError, WritingError
from gongkai.pdfium import ONE_AT_A_TIME
from gongkai.richtext.document import Break, Document, Inline, Line, Mark, Text, lines
from gongkai.richtext.out import docx, pdf
from gongkai.richtext.out.text import text_version
from gongkai.richtext.out.work import Work, prepared
from gongkai.richtext.serialise import html_of
from gongkai.richtext.wordprocessing.read import read_docx

FORMATS = ("docx", "pdf", "txt")
_PAGE_NUMBER = re.compile(r"—\s*[0-9]+\s*—\s*$")
_BLANK = re.compile(r"[\s\u200b\ufffe\u00ad]+")
_SHOWN = 24
_APART = "\0"
_MOVED: frozenset[Mark] = frozenset({"em", "sup", "sub"})  # set apart from the line: slanted, raised, lowered
_SURELY = 8  # characters that hardly stand somewhere by chance
_REPEATED = 8  # characters that may stand at the foot of a page by chance as the rest begins


def write(work: Work, fmt: str) -> bytes:
    """The text as `docx`, `pdf` or `txt`.

    Raises UsageError for another format and WritingError where the file does not read back equal.
    """
    if fmt not in FORMATS:
        raise UsageError(f"不会把正文写成「{fmt}」；可用：{'、'.join(FORMATS)}。")
    data = _WRITERS[fmt](work)
    lost = next(_DIFFERENCES[fmt](work, data), None)
    if lost is not None:
        shown = lost if len(lost) <= _SHOWN else f"{lost[:_SHOWN]}…"
        raise WritingError(f"写出的 {fmt.upper()} 读回时没有「{shown}」，与正文不一致；没有生成文件。")
    return data


def _txt(work: Work) -> bytes:
    head = f"{work.title}\n{work.number}" if work.number else work.title
    return text_version(html_of(prepared(work)), head).encode()


def _in_docx(work: Work, data: bytes) -> Iterator[str]:
    """What a DOCX does not say as the text does."""
    try:
        back = read_docx(data, f"{work.title}.docx")
    except ReadingError:
        yield work.title
        return
    pairs = ((work.title, back.title), (work.number, back.number))
    yield from (wanted for wanted, found in pairs if _plain(wanted) != _plain(found))
    found = set(back.html.split("\n"))
    wanted = html_of(prepared(work))
    if wanted != back.html:
        yield next((line for line in wanted.split("\n") if line not in found), wanted)


def _in_pdf(work: Work, data: bytes) -> Iterator[str]:
    """The lines of the text that are on no page of a PDF, or on none behind the line before them."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    pages = [_plain(_PAGE_NUMBER.sub("", text.strip())) for text in texts]
    text = prepared(work)
    place = 0
    for line in (work.title, work.number, *_texts(text)):
        wanted = _plain(line)
        found = next((at for at in range(place, len(pages)) if _stands(wanted, pages[at:])), None)
        if found is None:
            yield line
        else:
            place = found
    notes = [part for note in text.notes for line in lines(note) for part in _parts(line)]
    yield from (one for one in notes if not any(_stands(_plain(one), pages[at:]) for at in range(len(pages))))
    all_told = Counter(_plain("".join([work.title, work.number, *_texts(text), *notes])))
    yield from (all_told - Counter("".join(pages)))  # of what is said twice, one is not enough


def _in_txt(work: Work, data: bytes) -> Iterator[str]:
    read = _plain(_same_figures(data.decode()))
    return (line for line in _texts(prepared(work)) if _plain(_same_figures(line)) not in read)


def _same_figures(text: str) -> str:
    """The text with raised figures on the line."""
    return unicodedata.normalize("NFKC", text)


def _texts(document: Document) -> Iterator[str]:
    """The characters of each line, in the parts that stand on one base line without anything between."""
    for line in lines(document.blocks):
        yield from _parts(line)


def _parts(line: Line) -> Iterator[str]:
    return filter(None, "".join(map(_words, line)).split(_APART))


def _words(one: Inline) -> str:
    if isinstance(one, Break):
        return ""
    if not isinstance(one, Text):
        return _APART
    return f"{_APART}{one.text}{_APART}" if one.marks & _MOVED else one.text


def _stands(wanted: str, pages: Sequence[str]) -> bool:
    """Whether it stands on the first of the pages, or begins there and goes on behind it.

    It goes on at the head of the next page; only a long text may go on elsewhere, in a cell below a head.
    """
    if not pages or wanted in pages[0]:
        return bool(pages) or not wanted
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in pages[0] else (low, middle - 1)
    for cut in range(low, 0, -1):
        rest = wanted[cut:]
        at_head = len(pages) > 1 and pages[1].startswith(rest[: len(pages[1])])
        if at_head or (min(cut, len(rest)) >= _SURELY and _stands(rest, pages[1:])):
            return True
        if low - cut >= _REPEATED:
            break
    return False


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


_WRITERS: dict[str, Callable[[Work], bytes]] = {"docx": docx.render, "pdf": pdf.render, "txt": _txt}
_DIFFERENCES: dict[str, Callable[[Work, bytes], Iterator[str]]] = {
    "docx": _in_docx,
    "pdf": _in_pdf,
    "txt": _in_txt,
}
