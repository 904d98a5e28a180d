"""Does what everybody reads of a document on the register go there, or leave it, by one officer alone?"""

from datetime import date

import pytest
from django.test import Client

from gongkai.publication.ends import leaving
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.figures import IN_FORCE, ISSUED
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.publishing.queries import TAKEN_BACK
from tests.web.documents.confirmed import confirmed
from tests.web.items.test_documents import document
from tests.web.items.written import DAY, decide, fresh, keep_secrets, published

NUMBER = "联系人张三，身份证号11010519491231002X"
TITLE = "云溪区停车场管理办法"
HELD = {"effective_from": date(2026, 3, 1), "expires_on": date(2031, 2, 28)}


def held(office, **changes):
    """A document that the public reads, and its row."""
    item = published(office, content=document(office, **{**HELD, **changes}))
    return item, NormativeDocument.objects.get(text=item)


def table() -> tuple[int, int]:
    return tuple(count(one, EVERYWHERE, Period(date(2026, 1, 1), DAY)) for one in (ISSUED, IN_FORCE))


def read(path) -> str:
    return Client().get(path).content.decode()


def test_what_everybody_reads_is_marked_as_repealed_by_who_may_end_it(office):
    _, row = held(office)
    given = {"document": row, "day": DAY}
    acts = (
        lambda by: register.end_document(**given, by=by, ending="repealed", basis="云政办〔2026〕5号"),
        lambda by: register.amend_document(**given, by=by, reason="修改", basis="云政办〔2026〕5号"),
        lambda by: register.extend_document(**given, by=by, reason="续期", until=date(2032, 2, 28)),
        lambda by: register.void_document(**given, by=by, reason="记错了"),
    )
    for act in acts:
        for person in (office.li_qiang, office.zhao_min):
            with pytest.raises(NotAllowed, match="公开机构负责人或分管领导"):
                act(person)
    acts[0](office.sun_li)
    change = row.changes.get()
    with pytest.raises(NotAllowed, match="公开机构负责人或分管领导"):
        register.void_change(change=change, by=office.li_qiang, day=DAY, reason="记错了")


def test_what_was_entered_without_a_text_is_still_kept_by_the_officer(office):
    row = register.issue_document(
        by=office.li_qiang, agency=office.district, kind="normative_document", title="旧办法", issued_on=DAY
    )
    confirmed(office, row)
    register.end_document(by=office.li_qiang, document=row, day=DAY, ending="repealed", basis="清理决定")


@pytest.mark.parametrize("name", ["title", "number", "registration_number"])
def test_no_name_on_the_register_says_what_must_not_be_read(office, name):
    given = {"title": "旧办法", "number": "", "registration_number": "", name: NUMBER}
    with pytest.raises(Refused, match="身份证"):
        register.issue_document(
            by=office.li_qiang, agency=office.district, kind="normative_document", issued_on=DAY, **given
        )


def test_nor_does_the_basis_of_an_end(office):
    _, row = held(office)
    given = {"by": office.sun_li, "document": row, "day": DAY, "basis": NUMBER}
    for act in (
        lambda: register.end_document(**given, ending="repealed"),
        lambda: register.amend_document(**given, reason="修改"),
        lambda: register.extend_document(**given, reason="续期", until=date(2032, 2, 28)),
        lambda: actions.end(
            item=published(office),
            by=office.sun_li,
            day=DAY,
            kind="out_of_force",
            reason="清理",
            basis=NUMBER,
        ),
    ):
        with pytest.raises(Refused, match="身份证"):
            act()


@pytest.mark.parametrize("kind", ["withdrawn", "secret"])
def test_what_was_taken_back_is_on_no_public_register_and_in_no_table(office, kind):
    item, row = held(office)
    assert table() == (1, 1)
    assert TITLE in read("/documents/")
    actions.end(item=item, by=office.chen_jing, day=DAY, kind=kind, reason="误公开")
    assert table() == (0, 0)
    assert TITLE not in read("/documents/")
    assert Client().get(f"/documents/{row.pk}/").status_code == 404
    assert TITLE not in read("/search/?q=停车场")


def test_what_was_withdrawn_and_is_published_anew_is_on_it_again_as_it_was(office):
    item, row = held(office)
    register.amend_document(by=office.sun_li, document=row, day=DAY, reason="修改", basis="云政办〔2026〕5号")
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="withdrawn", reason="误公开")
    edition = actions.begin(item=fresh(item), by=office.li_qiang, day=DAY)
    approved_again(office, edition)
    assert table() == (1, 1)
    assert NormativeDocument.objects.get(text=item).amended_on == DAY


def approved_again(office, edition):
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)


def test_the_ends_that_take_back_are_those_that_leave_the_count():
    assert set(leaving(DAY)) == set(TAKEN_BACK)


def test_what_is_taken_back_is_named_by_nothing_that_it_changed_or_that_changed_it(office):
    """Its title left the register, and stood on on pages of other documents, in lists and in the search."""
    _, old = held(office)
    title, number = "关于废止云溪区停车场管理办法的决定", "云政规〔2026〕12号"
    new, _ = held(office, title=title, document_number=number, repeals=[old.pk])
    places = (f"/documents/{old.pk}/", "/documents/", "/search/?q=停车场")
    assert all(number in read(one) or title in read(one) for one in places)
    actions.end(item=new, by=office.li_qiang, day=DAY, kind="withdrawn", reason="误公开")
    for one in (*places, f"/items/{old.text.pk}/"):
        assert title not in read(one)
        assert number not in read(one)
    assert "废止" in read(
        f"/documents/{old.pk}/"
    )  # that it was repealed stays so until that is declared void
    approved_again(office, actions.begin(item=fresh(new), by=office.li_qiang, day=DAY))
    assert all(number in read(one) or title in read(one) for one in places)
    actions.end(item=fresh(old.text), by=office.li_qiang, day=DAY, kind="withdrawn", reason="误公开")
    assert f"《{TITLE}》" not in read(f"/items/{new.pk}/")
