"""Does nothing leave with a letter that nobody saw: is it told, cleaned, or let pass with a reason?"""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions as files
from gongkai_web.files import outgoing, store
from gongkai_web.files.models import Acceptance, Derived, Examination
from gongkai_web.letters import actions
from gongkai_web.letters.checks import Blocked, faults
from gongkai_web.letters.models import Status
from tests.law.examining.made import PHONE, WORKBOOKS, ZHANG_SAN, document, members, workbook
from tests.web.letters.written import SEPTEMBER, drafted, posted, sealed

HIDDEN = WORKBOOKS["隐藏的工作表"][0]
SEEN = WORKBOOKS["看得见的手机号"][0]


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def kept(office, case):
    """李强 hands in a file that is to be given to 王芳."""

    def stored(data: bytes, name: str = "补贴发放情况.xlsx"):
        return files.store_file(
            agency=case.agency,
            owner=f"cases.Case:{case.pk}",
            purpose="information",
            upload_name=name,
            content=data,
            by=office.li_qiang,
            day=SEPTEMBER,
        )

    return stored


@pytest.fixture
def enclosing(office, case, kept):
    """His draft with it."""
    return lambda data, **more: drafted(office, case, "L02", files=[kept(data, **more)])


@pytest.fixture
def clerk(office, sign_in):
    return sign_in(office.li_qiang)


def codes(letter) -> set[str]:
    return {fault.code for fault in faults(letter)}


def test_a_hidden_sheet_is_named_and_the_letter_does_not_go_on(office, enclosing):
    letter = enclosing(HIDDEN())
    with pytest.raises(Blocked, match="里有隐藏的工作表：工作表「明细」（3 格有内容，含居民身份证号码"):
        actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    (file,) = letter.enclosures.all()
    with pytest.raises(Refused, match="写明理由也不能发出"):
        files.accept_findings(by=office.li_qiang, file=file, day=SEPTEMBER, reason="没关系")


def test_a_clean_copy_takes_its_place_and_leaves(office, enclosing):
    letter = enclosing(HIDDEN())
    (original,) = letter.enclosures.all()
    made = actions.clean_enclosure(letter=letter, by=office.li_qiang, day=SEPTEMBER, file=original)
    assert list(letter.enclosures.all()) == [made]
    everything = b"".join(members(store.read(made.sha256)).values()).decode("utf-8", "replace")
    assert ZHANG_SAN not in everything
    assert PHONE not in everything
    assert ZHANG_SAN in members(store.read(original.sha256))["xl/sharedStrings.xml"].decode()
    letter.refresh_from_db()
    actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    letter = actions.issue(letter=letter, by=office.sun_li, day=SEPTEMBER)
    assert posted(office, sealed(office, letter)).status == Status.DISPATCHED


def test_both_digests_and_what_was_removed_are_kept(office, enclosing):
    letter = enclosing(HIDDEN())
    (original,) = letter.enclosures.all()
    made = actions.clean_enclosure(letter=letter, by=office.li_qiang, day=SEPTEMBER, file=original)
    row = Derived.objects.get(result=made)
    assert (row.original, row.way, row.removed, row.person) == (
        original,
        "cleaned",
        ["hidden_sheet"],
        office.li_qiang,
    )
    detail = AuditLine.objects.get(act="files.clean_file").detail
    detail = json.loads(detail) if isinstance(detail, str) else detail
    assert (detail["sha256"], detail["result_sha256"]) == (original.sha256, made.sha256)
    assert Examination.objects.get(sha256=made.sha256).findings == []


def test_original_and_cleaned_copy_are_told_apart_where_they_stand_side_by_side(office, case, kept, clerk):
    """On the page of the case, and where the files of a letter are chosen."""
    file = kept(HIDDEN())
    assert "原件" not in clerk.get(f"/office/cases/{case.pk}/").content.decode()
    files.clean_file(by=office.li_qiang, file=file, day=SEPTEMBER)
    for address in (f"/office/cases/{case.pk}/", f"/office/letters/cases/{case.pk}/reply/new/?kind=L02"):
        page = clerk.get(address).content.decode()
        assert page.count("拟提供的信息 · 原件") == 1
        assert page.count("清理件，由 2024-09-") == 1
        assert f"的原件《{file.name}》做出" in page


def test_a_second_click_on_clean_makes_no_second_copy(office, kept):
    file = kept(HIDDEN())
    first = files.clean_file(by=office.li_qiang, file=file, day=SEPTEMBER)
    assert files.clean_file(by=office.li_qiang, file=file, day=SEPTEMBER) == first
    assert Derived.objects.count() == 1


def test_what_was_approved_before_the_cleaning_is_approved_anew(office, enclosing):
    letter = enclosing(document(author="王某"), name="情况说明.docx")
    (file,) = letter.enclosures.all()
    files.accept_findings(by=office.li_qiang, file=file, day=SEPTEMBER, reason="作者可以公开")
    letter = actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    actions.clean_enclosure(letter=letter, by=office.li_qiang, day=SEPTEMBER, file=file)
    letter.refresh_from_db()
    assert letter.status == Status.DRAFTING


def test_a_number_in_sight_is_let_pass_by_somebody_with_a_reason(office, enclosing):
    letter = enclosing(SEEN())
    (file,) = letter.enclosures.all()
    assert codes(letter) == {"file-asked"}
    with pytest.raises(Refused, match="写明理由"):
        files.accept_findings(by=office.li_qiang, file=file, day=SEPTEMBER, reason=" ")
    files.accept_findings(by=office.li_qiang, file=file, day=SEPTEMBER, reason="是申请人本人的号码")
    assert codes(letter) == set()
    row = Acceptance.objects.get(file=file)
    assert (row.person, row.reason, row.kinds) == (office.li_qiang, "是申请人本人的号码", ["mobile_number"])
    line = AuditLine.objects.get(act="files.accept_findings")
    assert line.reason == "是申请人本人的号码"


def test_only_who_handles_lets_it_pass(office, kept):
    file = kept(SEEN())
    with pytest.raises(NotAllowed):
        files.accept_findings(by=office.operator, file=file, day=SEPTEMBER, reason="随便")


def test_another_page_than_that_on_the_screen_is_not_let_pass(office, kept):
    with pytest.raises(Refused):
        files.accept_findings(by=office.li_qiang, file=kept(SEEN()), day=SEPTEMBER, reason="看过", seen="旧")


def test_a_file_of_former_days_is_examined_when_the_page_of_the_letter_opens(office, enclosing, clerk):
    letter = enclosing(HIDDEN())
    Examination.objects.all().delete()
    assert codes(letter) == {"file-unexamined"}
    clerk.get(reverse("letters:letter", args=[letter.pk]))
    assert codes(letter) == {"file-hidden"}


def test_the_page_names_what_was_found_and_cleans_in_one_click(office, enclosing, clerk):
    letter = enclosing(HIDDEN())
    (file,) = letter.enclosures.all()
    page = clerk.get(reverse("letters:letter", args=[letter.pk])).content.decode()
    for words in ("不能发出", "隐藏的工作表", "工作表「明细」", "含居民身份证号码", "清理这份附件"):
        assert words in page
    assert ZHANG_SAN not in page
    clerk.post(reverse("letters:clean", args=[letter.pk, file.pk]))
    page = clerk.get(reverse("letters:letter", args=[letter.pk])).content.decode()
    assert "检查过" in page
    assert "清理过的副本" in page
    assert "清理这份附件" not in page


def test_a_reason_is_given_on_the_page_and_stands_there(office, enclosing, clerk):
    letter = enclosing(SEEN())
    (file,) = letter.enclosures.all()
    where = reverse("letters:accept", args=[letter.pk, file.pk])
    pinned = outgoing.standing_of(file, SEPTEMBER).pinned
    refused = clerk.post(where, {"seen": "旧的", "reason": "是申请人本人的号码"}).content.decode()
    assert "是申请人本人的号码" in refused  # what was typed is still there
    clerk.post(where, {"seen": pinned, "reason": "是申请人本人的号码"})
    page = clerk.get(reverse("letters:letter", args=[letter.pk])).content.decode()
    assert "确认发出：是申请人本人的号码" in page


def test_a_sound_file_goes_without_a_word(office, enclosing):
    assert codes(enclosing(workbook())) == set()


def test_what_nobody_examined_or_let_pass_is_not_published(office, kept):
    file = kept(HIDDEN())
    with pytest.raises(Refused, match=r"不能公开：.*里有隐藏的工作表"):
        files.publish_file(by=office.li_qiang, file=file, day=SEPTEMBER, reason="《条例》第二十条")
    made = files.clean_file(by=office.li_qiang, file=file, day=SEPTEMBER)
    assert files.publish_file(by=office.li_qiang, file=made, day=SEPTEMBER, reason="《条例》第二十条").public


def test_the_page_asks_the_database_the_same_for_one_enclosure_and_for_several(office, case, kept, clerk):
    def asked(*files) -> int:
        letter = drafted(office, case, "L02", files=files)
        page = reverse("letters:letter", args=[letter.pk])
        clerk.get(page)  # the first page of a session asks for more
        with CaptureQueriesContext(connection) as queries:
            clerk.get(page)
        actions.void(letter=letter, by=office.li_qiang, day=SEPTEMBER, reason="试")
        return len(queries)

    one, two, three = kept(HIDDEN()), kept(SEEN(), "联系人.xlsx"), kept(document(author="王某"), "说明.docx")
    assert asked(one) == asked(one, two, three) <= 20
