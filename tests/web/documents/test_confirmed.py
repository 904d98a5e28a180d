"""Is anything public of a document that one person typed, before a second one has looked at it?"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.agencies.models import Office
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.figures import IN_FORCE, ISSUED
from gongkai_web.publishing.items.pages import findable
from tests.people import FOUNDED
from tests.web.documents.confirmed import confirmed
from tests.web.documents.registered import fresh
from tests.web.interaction.written import client_of
from tests.web.items.test_documents import points
from tests.web.items.written import DAY

TITLE = "云溪区停车场管理办法"


def entered(office, **changes):
    given = {
        "by": office.li_qiang,
        "agency": office.district,
        "kind": "normative_document",
        "title": TITLE,
        "number": "云政规〔2024〕3号",
        "issued_on": DAY,
    }
    return register.issue_document(**{**given, **changes})


def public(row) -> list[bool]:
    """Whether it is read on each address of the public, found, and counted."""
    pages = ("/", "/documents/", f"/documents/{row.pk}/", f"/agencies/{row.agency.slug}/")
    read = [TITLE in Client().get(page).content.decode() for page in pages]
    found = row.pk in findable._document_keys()
    return [*read, found, *(bool(count(one, EVERYWHERE, Period(DAY, DAY))) for one in (ISSUED, IN_FORCE))]


def test_it_waits_for_somebody_else_and_is_nowhere_until_then(office):
    row = entered(office)
    assert not any(public(row))
    with pytest.raises(NotAllowed, match=r"由李强录入.*须由另一人确认"):
        register.confirm_document(by=office.li_qiang, document=row, day=DAY)
    with pytest.raises(NotAllowed, match="不能确认登记"):
        register.confirm_document(by=office.he_jing, document=row, day=DAY)
    with pytest.raises(Refused, match="还没有由另一个人确认"):
        register.end_document(by=office.sun_li, document=row, day=DAY, ending="repealed", basis="决定")
    other = confirmed(office, entered(office, title="旧办法", number=""))
    with pytest.raises(Refused, match="不能作依据"):
        register.amend_document(by=office.sun_li, document=other, day=DAY, reason="改", by_document=row)
    assert "还没有由另一个人确认" in points(office, repeals=[row.pk])["effects.repeals"].message
    page, act = (reverse(f"documents:{name}", args=[row.pk]) for name in ("document", "confirm"))
    own, second = client_of(office.li_qiang), client_of(office.zhao_min)
    assert act not in own.get(page).content.decode()
    assert page not in own.get(reverse("desk:publication")).content.decode()
    assert page in second.get(reverse("desk:publication")).content.decode()
    assert act in second.get(page).content.decode()
    assert second.post(act).status_code == 302
    assert all(public(row))
    assert not fresh(row).waits
    assert verify().sound


def test_what_a_second_person_declares_void_comes_back_to_who_entered_it(office):
    """赵敏 declares it void: 李强 reads why on 今天 and enters it anew with what he had typed."""
    day = timezone.localdate()
    row = entered(office)
    client, list_ = client_of(office.li_qiang), reverse("desk:publication")
    anew = f"{reverse('documents:new')}?again={row.pk}"
    register.void_document(by=office.zhao_min, document=row, day=day, reason="文号写错，是4号")
    shown = client.get(list_).content.decode()
    assert anew in shown
    assert "赵敏：文号写错，是4号" in shown
    assert anew not in client_of(office.zhao_min).get(list_).content.decode()
    form = client.get(anew).context["form"]
    assert [form[name].value() for name in ("title", "number", "issued_on")] == [
        TITLE,
        "云政规〔2024〕3号",
        DAY,
    ]
    entered(office, number="云政规〔2024〕4号")
    assert anew not in client.get(list_).content.decode()
    assert verify().sound


def test_who_declares_their_own_entry_void_is_told_nothing(office):
    row = entered(office)
    register.void_document(by=office.li_qiang, document=row, day=timezone.localdate(), reason="录入重复")
    assert (
        f"again={row.pk}" not in client_of(office.li_qiang).get(reverse("desk:publication")).content.decode()
    )


def test_who_is_alone_answers_for_it(office):
    Office.objects.filter(agency=office.district).exclude(person=office.li_qiang).update(until=FOUNDED)
    assert all(public(entered(office)))
