"""How do the enclosures stand on the page of a letter: what was found in each, and what can be done?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.examining.kinds import ASK, BLOCK
from gongkai_web.files import actions as files
from gongkai_web.files import outgoing, store
from gongkai_web.files.models import Acceptance, StoredFile
from gongkai_web.letters.acting import AcceptForm, Acting
from gongkai_web.letters.models import Letter
from gongkai_web.look.marks import Mark

_MARKS = {BLOCK: Mark("error", "须去掉"), ASK: Mark("warning", "须核对")}
_TOLD = Mark("note", "提示")


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was found: its mark, its name, where, and how it looks."""

    mark: Mark
    label: str
    where: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An enclosure. `cleaning`: whether it can be cleaned here; `form`: for letting it pass."""

    file: StoredFile
    mark: Mark
    rows: tuple[Row, ...]
    pinned: str
    accepted: Acceptance | None
    cleaned_from: StoredFile | None
    cleaning: bool
    form: Acting | None


def looked_into(letter: Letter, day: date) -> list[outgoing.Standing]:
    """How the enclosures stand, each examined by now; one whose bytes are lost says so when it is opened."""
    enclosed = list(letter.enclosures.select_related("agency"))
    found = outgoing.standings(enclosed, day)
    missing = [] if letter.gone else [one.file for one in found if not one.examined]
    for file in missing:
        try:
            files.examine_outgoing([file])
        except store.LostError:
            continue
    return outgoing.standings(enclosed, day) if missing else found


def enclosed_rows(
    letter: Letter, looked: list[outgoing.Standing], *, handles: bool, refused: Acting | None
) -> list[Enclosed]:
    """What stands on the page. `refused`: a reason that was not taken, by its file."""
    open_ = handles and not letter.gone
    return [
        Enclosed(
            file=one.file,
            mark=_mark(one),
            rows=tuple(_row(found) for found in one.found),
            pinned=one.pinned,
            accepted=one.accepted,
            cleaned_from=one.cleaned_from,
            cleaning=open_ and letter.editable and one.can_be_cleaned,
            form=_form(one.file, refused) if open_ and one.can_be_accepted else None,
        )
        for one in sorted(looked, key=_place)
    ]


def _place(one: outgoing.Standing) -> int:
    """A clean copy stands where its original stood."""
    return (one.cleaned_from or one.file).pk


def _form(file: StoredFile, refused: Acting | None) -> Acting:
    if isinstance(refused, AcceptForm) and refused.file == file.pk:
        return refused
    return AcceptForm(file=file.pk)


def _mark(one: outgoing.Standing) -> Mark:
    if not one.examined:
        return Mark("warning", "还没有检查")
    if one.blocking:
        return Mark("error", "不能发出")
    if one.waits:
        return Mark("warning", "待核对")
    return Mark("done", "检查过") if not one.asking else Mark("done", "已确认")


def _row(found: outgoing.Found) -> Row:
    return Row(
        _MARKS.get(found.severity, _TOLD), found.kind.label, found.finding.where, found.finding.excerpt
    )
