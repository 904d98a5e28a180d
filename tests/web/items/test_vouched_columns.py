"""Is a change by hand of what is kept of publishing seen, column by column, and nothing else?"""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.publishing.actions import amend_document
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.decisions.models import DecisionEvent
from gongkai_web.publishing.documents.models import CleanUp
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.consulting_models import Consultation, OutsideReader
from gongkai_web.publishing.items.models import Item, Snapshot
from gongkai_web.publishing.models import DocumentChange
from gongkai_web.publishing.sweeps import actions as sweeps
from gongkai_web.publishing.sweeps.models import Sweep
from tests.web.documents.registered import begun, issue
from tests.web.items.test_documents import document
from tests.web.items.test_end import LATER, end
from tests.web.items.written import DAY, approved, drafted, fresh, published, submitted

EIGHT = datetime(2026, 5, 1, 8, 0, tzinfo=timezone.get_default_timezone())
BASIS = "区政府第12次常务会议决定"


def scene(office):
    """One row of each, as the acts wrote it."""
    by = {"by": office.li_qiang, "day": DAY}
    amend_document(document=issue(office, "云政办〔2024〕1号", "甲"), reason="机构改革", basis=BASIS, **by)
    begun(office)
    sweep = sweeps.begin_sweep(**by, agency=office.district, kind="words")
    sweeps.read_on(sweep=sweep, day=DAY)
    sweeps.close_sweep(sweep=sweep, **by, conclusion="没有问题")
    rule = decisions.open_decision(**by, agency=office.district, title="停车管理办法", unit="城市管理局")
    decisions.enter_stage(decision=rule, by=office.sun_li, day=DAY, stage="listed")
    actions.schedule(edition=approved(office), **by, at=EIGHT, now=EIGHT - timedelta(days=60))
    item = submitted(office, looked="已逐处核对").item
    actions.set_readers(item=item, **by, readers="named", named=[office.zhao_min])
    given = {"name": "法律顾问", "purpose": "核对", "until": DAY}
    actions.let_read(snapshot=Snapshot.objects.get(item=item), **by, **given)
    asked = {"unit": "示范市公安局云溪分局", "due_on": date(2026, 3, 13), "question": "是否准确"}
    one = actions.consult(edition=drafted(office), **by, **asked)
    actions.answer_consultation(consultation=one, **by, agrees=False, opinion="数字不对", source="来函3号")


def test_each_column_that_is_changed_by_hand_is_named(office):
    scene(office)
    assert verify().sound
    changed: tuple[tuple[type, str, object], ...] = (
        (DocumentChange, "basis", "别的决定"),
        (CleanUp, "reason", "别的理由"),
        (Sweep, "conclusion", "有问题"),
        (Sweep, "kind", "links"),
        (Sweep, "through", False),
        (Sweep, "reached", 7),
        (DecisionEvent, "position", 9),
        (Item, "scheduled_for", EIGHT + timedelta(days=1)),
        (Item, "readers", "agency"),
        (Snapshot, "looked", "没有看"),
        (Snapshot, "author", office.sun_li.pk),
        (OutsideReader, "name", "别人"),
        (OutsideReader, "purpose", "别的"),
        (Consultation, "unit", "别的机关"),
        (Consultation, "question", "同意吗"),
        (Consultation, "opinion", "同意"),
        (Consultation, "source", "没有来函"),
    )
    unseen = []
    for model, column, value in changed:
        of = {"scheduled_for": {"scheduled_for__isnull": False}, "readers": {"readers": "named"}}
        of |= {"looked": {"looked__gt": ""}, "author": {"looked__gt": ""}}
        row = QuerySet(model).filter(**of.get(column, {})).order_by("pk").first()
        before = getattr(row, model._meta.get_field(column).attname)
        QuerySet(model).filter(pk=row.pk).update(**{column: value})
        if verify().sound:
            unseen.append(f"{model._meta.label}.{column}")
        QuerySet(model).filter(pk=row.pk).update(**{column: before})
    assert unseen == []
    assert verify().sound


@pytest.mark.parametrize("own", [True, False])
def test_by_what_a_document_was_changed_is_vouched_for_and_leaves_with_what_was_sealed(office, own):
    """Named by the document of the register, or by the title of a text that is none."""
    title = "甲字七号仓库的规定"
    content = document(office, title=title) if own else {"title": title}
    item = published(office, content=content)
    basis = {"by_document": fresh(item).document} if own else {"basis": title}
    other = issue(office, "云政办〔2024〕1号", "乙")
    amend_document(document=other, by=office.li_qiang, day=DAY, reason="机构改革", **basis)
    assert verify().sound
    end(office, item, "secret", by=office.chen_jing)
    made = DocumentChange.objects.get(document=other)
    assert (made.basis, made.reason) == ("", "")
    assert verify().sound
    QuerySet(DocumentChange).filter(pk=made.pk).update(by_document=None, basis=f"{LATER}的决定")
    assert not verify().sound
