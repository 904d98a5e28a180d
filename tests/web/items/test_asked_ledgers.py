"""Is a consultation, a link or a request that was changed around the program named by the audit?"""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.consulting_models import Consultation, OutsideReader
from tests.web.items.test_versions import attached, out, sha_of
from tests.web.items.written import DAY, drafted, published, submitted

TERM = DAY + timedelta(days=8)
TAMPERED = {
    "an answer that nobody gave": (Consultation, {"reply": "dissents"}, "会商"),
    "a decision that nobody made": (Consultation, {"decided_on": DAY}, "会商"),
    "another text than the one shown": (Consultation, {"content": {"title": "另一份"}}, "会商"),
    "a longer term": (OutsideReader, {"until": date(2026, 12, 31)}, "外部阅看"),
    "an opening that is hidden": (OutsideReader, {"openings": 0}, "外部阅看"),
    "an outcome that nobody gave": (AccessibleRequest, {"outcome": "placed"}, "无障碍版本的索取"),
}


def played(office, settings, tmp_path):
    """One of each, by the acts: asked and answered, let read and opened, wanted."""
    settings.DATA = tmp_path / "data"
    edition = drafted(office)
    given = {"by": office.li_qiang, "day": DAY}
    unit = {"unit": "示范市公安局云溪分局", "due_on": TERM, "question": "是否准确"}
    asked = actions.consult(edition=edition, **given, **unit)
    actions.answer_consultation(consultation=asked, **given, agrees=True, source="云公函〔2026〕8号")
    reader = {"name": "法律顾问", "purpose": "核对", "until": DAY, "once": False}
    _, code = actions.let_read(snapshot=submitted(office).item.draft, **given, **reader)
    actions.read_outside(code=code, now=timezone.now(), day=DAY)
    item = out(office, attached(office, drafted(office)))
    actions.ask_accessible(item=item, day=DAY, sha256=sha_of(item), need="braille")


def test_what_the_acts_wrote_is_borne_out(office, settings, tmp_path):
    played(office, settings, tmp_path)
    assert verify().sound


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_changed_around_the_program_is_named(office, settings, tmp_path, name):
    played(office, settings, tmp_path)
    model, change, ledger = TAMPERED[name]
    QuerySet(model).update(**change)
    found = verify()
    assert not found.sound
    assert ledger in str(found.faults)


@pytest.mark.parametrize("kind", ["withdrawn", "secret"])
def test_an_end_takes_the_links_back_and_the_audit_knows_it(office, kind):
    item = published(office)
    given = {"by": office.li_qiang, "day": DAY}
    actions.let_read(snapshot=item.live, **given, name="法律顾问", purpose="核对", until=DAY)
    actions.end(item=item, **given, kind=kind, reason="核对后办理")
    assert OutsideReader.objects.get().revoked_on == DAY
    assert verify().sound


def test_a_consultation_about_what_was_sealed_is_still_proved(office):
    edition = drafted(office)
    given = {"by": office.li_qiang, "day": DAY}
    unit = {"unit": "示范市公安局云溪分局", "due_on": TERM, "question": "是否准确"}
    actions.consult(edition=edition, **given, **unit)
    actions.end(item=edition.item, by=office.chen_jing, day=DAY, kind="secret", reason="发现涉密")
    assert verify().sound
