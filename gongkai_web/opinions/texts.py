"""Which clauses has the draft of a call, under which keys?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.publication.clauses import WHOLE, WHOLE_LABEL, Clause, clauses, keyed
from gongkai.richtext.out.text import text_of as words_of
from gongkai_web.errors import Refused
from gongkai_web.opinions.models import Call
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.models import Item, Snapshot


def clauses_of(call: Call) -> tuple[Clause, ...]:
    """The clauses of its version with their keys. Raises Refused where the text is sealed."""
    found = _split(call.snapshot)
    return tuple(replace(one, key=key) for one, key in zip(found, call.keys, strict=True))


def labels_of(call: Call) -> dict[str, str]:
    """What its clauses are called, by key, the whole text first; the keys alone where the text is sealed."""
    try:
        found = {one.key: one.label for one in clauses_of(call)}
    except Refused:
        found = {key: key for key in call.keys}
    return {WHOLE: WHOLE_LABEL, **found}


def title_of(call: Call) -> str:
    """What the draft was called in its version."""
    return str(items.text_of(call.snapshot)["title"])


def keys_for(item: Item, snapshot: Snapshot) -> list[str]:
    """The keys of the clauses of this version: those of the call before where they are the same clauses."""
    earlier = list(Call.objects.filter(item=item).select_related("snapshot__text").order_by("pk"))
    former: Sequence[Clause] = clauses_of(earlier[-1]) if earlier else ()
    taken = {key for call in earlier for key in call.keys}
    return [one.key for one in keyed(_split(snapshot), former, taken)]


def _split(snapshot: Snapshot) -> tuple[Clause, ...]:
    return clauses(words_of(items.text_of(snapshot)["body"]))
