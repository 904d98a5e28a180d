"""Are the reasons that people typed gone with what was sealed, and is the trail still proved?"""

from django.db.models import QuerySet

from gongkai_web.audit import actions as audit
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.history_models import Sealed
from gongkai_web.publishing.sweeps import actions as sweeps
from gongkai_web.publishing.sweeps.models import Hit
from tests.web.items.test_end import LATER, WORD, end, places_of
from tests.web.items.written import DAY, drafted, fresh, published

WHY = f"因{WORD}改在乙处"
OTHERS = "是公开的办公电话"


def told(office):
    """An item of which people told why in the trail, also where the lines of others stand."""
    item = published(office, content={"title": f"{WORD}的位置"})
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason=WHY)
    sweep = sweeps.begin_sweep(agency=office.district, by=office.li_qiang, day=DAY, kind="words")
    for subject, reason in ((item, WHY), (published(office), OTHERS)):
        hit = Hit.objects.create(sweep=sweep, item=subject, code="words", places=1)
        sweeps.keep_hit(hit=hit, by=office.li_qiang, day=DAY, reason=reason)
    return item


def sealed(office):
    item = told(office)
    end(office, item, "secret", by=office.chen_jing, reason=f"发现写着{WORD}")
    return fresh(item)


def faults():
    """Of the chains: the hits were planted."""
    return [(one.kind, one.place) for one in verify().faults if one.chain]


def test_the_reasons_go_and_the_lines_are_still_proved(office):
    item = sealed(office)
    # What the secrecy office alone reads stays where it reads it.
    assert places_of(WORD) == ["items.Incident"]
    assert AuditLine.objects.filter(reason=OTHERS).count() == 1
    assert faults() == []
    found = actions.open_sealed(item=item, by=office.chen_jing, day=LATER, reason=f"查{WORD}")
    said = [words["reason"] for what, words in found.items() if what.startswith("line:")]
    assert said == [WHY, WHY, f"发现写着{WORD}", f"查{WORD}"]
    assert "AuditLine" not in str(places_of(WORD))
    assert faults() == []


def test_reasons_of_lines_of_earlier_versions_go_too(office, monkeypatch):
    """They were hashed with the words themselves."""
    monkeypatch.setattr(audit, "columns_of", lambda reason: {"reason": reason})
    item = told(office)
    monkeypatch.undo()
    assert not AuditLine.objects.filter(reason=WHY).exclude(reason_digest="").exists()
    end(office, item, "secret", by=office.chen_jing)
    assert places_of(WORD) == []
    assert faults() == []
    old = Sealed.objects.filter(what__startswith="line:").order_by("pk").first()
    place = AuditLine.objects.get(pk=int(old.what.partition(":")[2])).place
    QuerySet(Sealed).filter(pk=old.pk).delete()
    assert faults() == [("changed", place)]


def test_a_reason_rubbed_out_by_hand_or_put_under_another_is_found(office):
    item = sealed(office)
    other = AuditLine.objects.get(reason=OTHERS)
    QuerySet(AuditLine).filter(pk=other.pk).update(reason="", reason_salt="")
    assert faults() == [("changed", other.place)]
    QuerySet(AuditLine).filter(pk=other.pk).update(reason=OTHERS, reason_salt="0" * 32)
    assert faults() == [("changed", other.place)]
    QuerySet(AuditLine).filter(pk=other.pk).update(reason=OTHERS, reason_salt=other.reason_salt)
    first, last = Sealed.objects.filter(item=item, what__startswith="line:").order_by("pk")[0::2]
    place = AuditLine.objects.get(pk=int(first.what.partition(":")[2])).place
    QuerySet(Sealed).filter(pk=first.pk).update(data=last.data)
    assert faults() == [("changed", place)]
    QuerySet(Sealed).filter(pk=first.pk).delete()
    assert faults() == [("changed", place)]


def test_a_draft_of_another_item_keeps_its_reasons(office):
    drop = drafted(office)
    actions.drop(edition=drop, by=office.li_qiang, day=DAY, reason="写重了")
    sealed(office)
    assert AuditLine.objects.filter(act="items.drop", reason="写重了").count() == 1
