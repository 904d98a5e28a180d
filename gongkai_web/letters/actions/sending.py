"""盖章、发出: how does an issued letter leave the house?

What a letter asks or tells happens when it leaves: its event is entered then, and only then a span begins.
`dispatched_on` decides whether the agency is late (手册04 §5). Before each step the letter must still agree
with the case. How it arrives: `serving`, and on this site itself `online`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from gongkai.procedure.facts import BY_INTERNET, Way
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.cases import actions as cases
from gongkai_web.cases import stored
from gongkai_web.cases.models import Event
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.models import Purpose
from gongkai_web.files.pages import can_be_redacted
from gongkai_web.files.words import words_in
from gongkai_web.letters.actions.days import check_day, of_dispatch, require_order
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.actions.issuing import enter
from gongkai_web.letters.actions.online import delivered_here, put_online
from gongkai_web.letters.actions.serving import recorded, speaks_of_reply
from gongkai_web.letters.actions.ways import check_way
from gongkai_web.letters.checks import require_agreement, standing_event
from gongkai_web.letters.content import document_of, kind_of
from gongkai_web.letters.kinds import enters_at_issue, needs_seal
from gongkai_web.letters.living import show_in_case
from gongkai_web.letters.models import Addressee, Letter, Status
from gongkai_web.letters.scans import differences, require_same


def seal(
    *,
    letter: Letter,
    by: Person,
    day: date,
    upload_name: str,
    content: bytes | File[bytes],
    looked: bool = False,
) -> Letter:
    """Takes in the scan of the sealed letter (PDF or picture): from then on it is the letter.

    A scan taken in by mistake is replaced until the letter has left. Raises Blocked where the letter no
    longer agrees with the case, Refused for a file that is no scan, and AnotherLetter where its words are
    not those of the letter, unless somebody `looked`.
    """
    place = _place(letter, Purpose.SEALED_LETTER, by, day)
    # Examined outside the transaction: a scanner is not asked while the database is held.
    checked = files.examine(**place, upload_name=upload_name, content=content)
    if not can_be_redacted(checked.kind.media_type):
        raise Refused(f"《{checked.name}》不是 PDF 或者图片；请上传盖章后文书的扫描件。")
    words = words_in(checked)
    with transaction.atomic():
        letter = locked(letter)
        require(by, letter.agency, What.HANDLE, day, "登记盖章")
        require_status(letter, "登记盖章", Status.ISSUED, Status.SEALED)
        check_day(day, day, "盖章", after=("成文日期", letter.issued_on))
        require_agreement(letter, "登记盖章")
        if not looked:
            require_same(document_of(letter), checked.name, words)
        former = letter.sealed_file
        kept = files.keep(**place, checked=checked)
        letter.sealed_file, letter.sealed_on, letter.status = kept, day, Status.SEALED
        letter.save()
        show_in_case(letter.case, day)
        if former is not None and former.pk != kept.pk:
            files.withdraw_file(by=by, file=former, day=day, reason="盖章扫描件已更换")
        unlike = list(differences(document_of(letter), words)) if looked else []
        detail = {"number": letter.number, "file": kept.pk, "sha256": kept.sha256}
        line(by, letter, "seal", {**detail, "unlike": unlike} if unlike else detail)
    return letter


@transaction.atomic
def dispatch(
    *,
    letter: Letter,
    by: Person,
    day: date,
    way: str,
    mail_kind: str = "",
    number: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Letter:
    """Sends the letter. By post: with the postal enterprise, as EMS or registered letter, with its number."""
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, today or day, "登记发出")
    if letter.addressee == Addressee.INTERNAL:
        raise Refused("这是内部用的表单，不发出。")
    ready = (Status.SEALED,) if needs_seal(kind_of(letter)) else (Status.ISSUED, Status.SEALED)
    require_status(letter, "登记发出", *ready)
    check_day(day, today, "发出", after=("成文日期", letter.issued_on))
    number = check_way(way, mail_kind, number)
    require_agreement(letter, "发出", by_internet=way in BY_INTERNET)
    require_order(of_dispatch(letter, day, today, way))
    _carry_out(letter, by, day, today, on_paper=on_paper)
    if speaks_of_reply(letter) and not recorded(letter, "dispatched", day):
        cases.dispatch(
            case=letter.case, by=by, day=day, way=way, number=number, today=today, on_paper=on_paper
        )
    letter.way, letter.mail_kind, letter.mail_number = way, mail_kind if way == Way.POST else "", number
    letter.dispatched_on, letter.status = day, Status.DISPATCHED
    letter.save()
    show_in_case(letter.case, today or day)
    detail = {"number": letter.number, "way": way, "mail_kind": letter.mail_kind, "mail_number": number}
    line(by, letter, "dispatch", {**detail, "day": day})
    if delivered_here(letter):
        put_online(letter, by=by, day=day)
    return letter


def keep_proof(
    *, letter: Letter, by: Person, day: date, upload_name: str, content: bytes | File[bytes]
) -> Letter:
    """Keeps the slip of the post or the signed 送达回证 beside a letter that was sent; several may come."""
    place = _place(letter, Purpose.SERVICE_PROOF, by, day)
    checked = files.examine(**place, upload_name=upload_name, content=content)
    with transaction.atomic():
        letter = locked(letter)
        require(by, letter.agency, What.HANDLE, day, "收存送达凭证")
        require_status(letter, "收存送达凭证", Status.DISPATCHED, Status.SERVED)
        letter.proof_file = kept = files.keep(**place, checked=checked)
        letter.save()
        line(by, letter, "keep_proof", {"number": letter.number, "file": kept.pk})
    return letter


def _carry_out(letter: Letter, by: Person, day: date, today: date | None, *, on_paper: bool) -> None:
    """Enters what the letter asks or tells on the day on which it leaves.

    Version 0.1 entered it with the issue: such an event moves to the day of the dispatch.
    """
    if enters_at_issue(letter.act):
        return
    if letter.event is None:
        letter.event = enter(letter, by, day, today, on_paper=on_paper)
        return
    fact = standing_event(stored.facts_of(letter.case), letter.event_id or 0)
    if fact is not None and fact.day != day:
        row = Event.objects.get(pk=fact.id)
        letter.event = cases.replace_event(
            case=letter.case, by=by, day=today or day, event=row, reason="文书在这一天发出", new_day=day,
            on_paper=on_paper,
        )  # fmt: skip


def _place(letter: Letter, purpose: str, by: Person, day: date) -> dict[str, Any]:
    """Where a file of this letter is kept, and by whom."""
    return {
        "agency": letter.agency,
        "owner": f"letters.Letter:{letter.pk}",
        "purpose": purpose,
        "by": by,
        "day": day,
    }
