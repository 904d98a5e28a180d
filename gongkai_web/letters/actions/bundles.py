"""证据: how is everything that an appeal asks for put together in one act (handbook 04 §6)?

The pages are set before the transaction begins: nobody waits for them.
"""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.cases import stored
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.checks import PDF, Checked, clean_name
from gongkai_web.files.models import Purpose
from gongkai_web.letters import ground
from gongkai_web.letters.bundle import make, parts_of
from gongkai_web.letters.models import Bundle


def build_bundle(*, case: Case, ref: str, by: Person, day: date) -> Bundle:
    """The evidence of the appeal `ref` as it stands on `day`: one PDF, stored as evidence of the case.

    Raises Refused where there is no such appeal, where a stored file is gone, where the case already has as
    many files of evidence as it may; WritingError where the pages cannot be set or do not read back equal.
    """
    require(by, case.agency, What.HANDLE, day)
    found = next((one for one in stored.current(case).appeals if one.ref == ref), None)
    if found is None:
        raise Refused(f"本件没有案号「{ref}」的复议、诉讼；请先登记复议、诉讼。")
    setting = ground.setting(ground.of(case), day=day)
    made = make(parts_of(case, day), setting)
    name = clean_name(f"证据材料 {case.registry_number} {ref} {day}.pdf")
    sha256 = hashlib.sha256(made.pdf).hexdigest()
    checked = Checked(name, PDF, made.pdf, sha256, made.pages)
    with transaction.atomic():
        # Our own pages and files that were examined when they came: neither limits nor scanner apply again.
        kept = files.keep(
            agency=case.agency,
            owner=f"cases.Case:{case.pk}",
            purpose=Purpose.EVIDENCE,
            checked=checked,
            by=by,
            day=day,
        )
        bundle = Bundle(
            case=case,
            ref=ref,
            day=day,
            due_on=found.answer_until,
            file=kept,
            pages=made.pages,
            items=[dataclasses.asdict(item) for item in made.items],
            person_id=by.pk,
            person_name=by.display_name,
        )
        bundle.save()
        detail = {"ref": ref, "bundle": bundle.pk, "file": kept.pk, "sha256": sha256, "pages": made.pages}
        record(
            actor=by,
            agency=case.agency,
            act="records.build_bundle",
            subject=f"cases.Case:{case.pk}",
            detail={**detail, "items": len(made.items)},
        )
    return bundle
