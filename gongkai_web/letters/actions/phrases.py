"""How does an agency keep the words that it uses again: what to correct, why something is withheld?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.letters import LetterKind
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.letters.models import Phrase

MOST = 50  # of one field; more nobody reads through
_WHAT = "管理常用语"


@transaction.atomic
def keep_phrase(*, by: Person, agency: Agency, day: date, kind: LetterKind, field: str, text: str) -> Phrase:
    """Keeps what stands in a field of a letter for the agency's next ones."""
    require(by, agency, What.HANDLE, day, _WHAT)
    known, words = kind.field(field), text.strip()
    if known is None:
        raise Refused(f"《{kind.title}》没有「{field}」这一栏。")
    if not words:
        raise Refused(f"“{known.label}”还没有填写；先写好，再存为常用语。")
    kept = Phrase.objects.filter(agency=agency, kind=kind.code, field=field)
    if kept.filter(text=words).exists():
        raise Refused(f"“{known.label}”的常用语里已经有这一句。")
    if kept.count() >= MOST:
        raise Refused(f"“{known.label}”已有 {MOST} 句常用语；请先删去不用的。")
    phrase = Phrase.objects.create(agency=agency, kind=kind.code, field=field, text=words)
    _line(by, phrase, "keep_phrase")
    return phrase


@transaction.atomic
def drop_phrase(*, by: Person, phrase: Phrase, day: date) -> None:
    """Takes a phrase away; letters that were written with it stand."""
    require(by, phrase.agency, What.HANDLE, day, _WHAT)
    _line(by, phrase, "drop_phrase")
    phrase.delete()


def _line(by: Person, phrase: Phrase, act: str) -> None:
    record(
        actor=by,
        agency=phrase.agency,
        act=f"letters.{act}",
        subject=f"letters.Phrase:{phrase.pk}",
        detail={"kind": phrase.kind, "field": phrase.field, "text": phrase.text},
    )
