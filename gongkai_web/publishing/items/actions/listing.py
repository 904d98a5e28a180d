"""录入名单: how does a list with persons come into a text? Desensitised; the raw rows are kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from lxml import html

from gongkai.proofing.persons import CAPTION, PublicList, public_list
from gongkai_web.agencies.models import Person
from gongkai_web.publishing.items.actions.drafting import edit
from gongkai_web.publishing.items.actions.entry import require_writer
from gongkai_web.publishing.items.models import Edition

GENRE = "person_list"
_LISTS = f"./table[caption[starts-with(normalize-space(.), '{CAPTION}（共')]]"


@transaction.atomic
def enter_persons(
    *,
    edition: Edition,
    by: Person,
    day: date,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    seen: int,
    chosen: Mapping[str, str] | None = None,
) -> PublicList:
    """Puts the list, desensitised, into the text, in place of the one that stands there.

    `chosen`: by head, a stricter way than that of the rule. `seen`: the version of the text that was on the
    screen. Raises UsageError where a way may not be chosen or nothing is left.
    """
    require_writer(by, edition.item, day, "录入名单")
    made = public_list(heads, rows, day, chosen)
    body = {"body": _with_list(edition.content["body"], made.html)}
    written = edit(edition=edition, by=by, day=day, group="body", values=body, seen=seen)
    version = int(written.versions.get("heading", 1))
    # Of this genre the period is asked for, and the clock takes it down.
    edit(edition=written, by=by, day=day, group="heading", values={"genre": GENRE}, seen=version)
    return made


def _with_list(body: str, table: str) -> str:
    """The text with this list in place of the one before; at its end where there is none."""
    tree = html.fragment_fromstring(body, create_parent="div")
    before = tree.xpath(_LISTS)
    new = html.fragment_fromstring(table)
    if before:
        before[0].addprevious(new)
        for one in before:
            one.drop_tree()
    else:
        tree.append(new)
    return (tree.text or "") + "".join(html.tostring(one, encoding="unicode") for one in tree)
