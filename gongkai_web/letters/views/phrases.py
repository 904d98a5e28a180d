"""How are the agency's phrases put into a letter that is being written, kept from it, and dropped?

Buttons of the letter's own form, so that nothing typed is lost and no script is needed.
"""

from __future__ import annotations

from django.forms import BoundField
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from gongkai.letters import LetterKind
from gongkai_web.agencies.models import Agency
from gongkai_web.letters import actions
from gongkai_web.letters.forms import LetterForm
from gongkai_web.letters.models import Phrase
from gongkai_web.letters.queries import phrases_of
from gongkai_web.office.acting import told
from gongkai_web.office.days import today
from gongkai_web.office.request import OfficeRequest

BUTTON = "phrase"
_WORDED = ("text", "lines")
_BETWEEN = {"text": "；", "lines": "\n"}


def phrased(request: OfficeRequest, agency: Agency, kind: LetterKind) -> QueryDict | None:
    """What stands in the form after such a button; None where the form was sent by another."""
    act, _, what = request.POST.get(BUTTON, "").partition("-")
    if act not in ("use", "keep", "drop"):
        return None
    typed = request.POST.copy()
    if act == "keep":
        text = typed.get(what, "")
        told(
            request,
            lambda: actions.keep_phrase(
                by=request.user, agency=agency, day=today(), kind=kind, field=what, text=text
            ),
            "已存为本机关的常用语。",
        )
        return typed
    phrase = get_object_or_404(phrases_of(agency, kind), pk=what if what.isdecimal() else None)
    if act == "use":
        _put_in(typed, kind, phrase)
    else:
        told(
            request,
            lambda: actions.drop_phrase(by=request.user, phrase=phrase, day=today()),
            "已删去这一句常用语。",
        )
    return typed


def _put_in(typed: QueryDict, kind: LetterKind, phrase: Phrase) -> None:
    """Behind what stands there already."""
    field, before = kind.field(phrase.field), typed.get(phrase.field, "").rstrip("。；\n ")
    between = _BETWEEN.get(field.kind, "") if field else ""
    typed[phrase.field] = f"{before}{between}{phrase.text}" if before else phrase.text


def with_phrases(form: LetterForm, agency: Agency) -> list[tuple[BoundField, list[Phrase] | None]]:
    """The fields, each with its phrases; None for what is not worded freely."""
    kept: dict[str, list[Phrase]] = {one.name: [] for one in form.kind.fields if one.kind in _WORDED}
    for phrase in phrases_of(agency, form.kind):
        kept.get(phrase.field, []).append(phrase)
    return [(field, kept.get(field.name)) for field in form]
