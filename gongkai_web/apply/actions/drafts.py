"""草稿: how is what was typed kept, and when does it go away?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from gongkai_web import identity
from gongkai_web.agencies.models import Agency
from gongkai_web.apply import codes, queries, store
from gongkai_web.apply.models import Draft, DraftFile
from gongkai_web.files.checks import Checked

_PURGED_AT_ONCE = 20
NUMBERS = "id_number"


@dataclass(frozen=True, slots=True)
class Upload:
    """An examined file and the part of the form to which it belongs."""

    part: str
    checked: Checked


@transaction.atomic
def save_draft(
    *,
    agency: Agency,
    fields: Mapping[str, list[str]],
    uploads: Iterable[Upload],
    day: date,
    draft: Draft | None = None,
) -> tuple[Draft, str]:
    """Keeps what was typed, as typed, with the uploads; returns the draft and, for a new one, its secret.

    Fields whose name ends in `id_number` are encrypted. Whatever has expired meanwhile is taken away.
    """
    purge_drafts(day=day)
    token = ""
    if draft is None:
        token = codes.new_token()
        draft = Draft(token_digest=codes.token_digest(token))
    draft.agency = agency
    draft.fields = _sealed(fields)
    draft.expires_on = day + timedelta(days=settings.GONGKAI_DRAFT_DAYS)
    draft.save()
    held = {(file.part, file.sha256, file.name) for file in draft.files.all()}
    _keep_all(draft, [one for one in uploads if (one.part, one.checked.sha256, one.checked.name) not in held])
    return draft, token


@transaction.atomic
def drop_file(*, draft: Draft, number: int) -> None:
    """Takes one upload out of the draft."""
    file = draft.files.filter(pk=number).first()
    if file:
        file.delete()
        transaction.on_commit(lambda: store.drop(draft.pk, number))


@transaction.atomic
def drop_draft(*, draft: Draft) -> None:
    """Takes the draft away with all that belongs to it."""
    pk = draft.pk
    draft.delete()
    transaction.on_commit(lambda: store.drop(pk))


@transaction.atomic
def purge_drafts(*, day: date) -> int:
    """Takes away drafts that have expired, some at a time; returns how many."""
    found = list(queries.expired(day)[:_PURGED_AT_ONCE])
    for draft in found:
        drop_draft(draft=draft)
    return len(found)


def typed_in(draft: Draft) -> dict[str, list[str]]:
    """What was typed, again in clear. Raises Refused where the key is another."""
    return {
        name: [identity.decrypt(value.encode()) for value in values] if name.endswith(NUMBERS) else values
        for name, values in draft.fields.items()
    }


def _sealed(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [identity.encrypt(value).decode() for value in values]
        if name.endswith(NUMBERS)
        else list(values)
        for name, values in fields.items()
    }


def _keep_all(draft: Draft, uploads: Iterable[Upload]) -> None:
    """All or none: the rows of this transaction go by themselves, the bytes of those before must be taken."""
    kept: list[int] = []
    try:
        for one in uploads:
            kept.append(_keep(draft, one))
    except Exception:
        for number in kept:
            store.drop(draft.pk, number)
        raise


def _keep(draft: Draft, upload: Upload) -> int:
    checked = upload.checked
    file = DraftFile(
        draft=draft,
        part=upload.part,
        name=checked.name,
        media_type=checked.kind.media_type,
        size=len(checked.data),
        sha256=checked.sha256,
        pages=checked.pages,
    )
    file.save()
    store.keep(draft.pk, file.pk, checked.data)
    return file.pk
