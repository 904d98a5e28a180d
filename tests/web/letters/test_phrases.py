"""Are the words that an agency uses again picked, changed and kept from the form of any letter?"""

from datetime import date

import pytest
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Agency
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed
from gongkai_web.letters import actions
from gongkai_web.letters.kinds import kinds_for
from gongkai_web.letters.models import Letter, Phrase
from tests.people import receive
from tests.web.letters.written import SEPTEMBER

ITEMS = "写明文件名称、文号或者年度"


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """The pages are opened on 10 September 2024."""
    monkeypatch.setattr("gongkai_web.office.days.timezone.localdate", lambda: SEPTEMBER)


@pytest.fixture
def li(client, office):
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_of(case) -> str:
    return f"/office/letters/cases/{case.pk}/ask_correction/new/?kind=P04"


def tree(answer):
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def box(page, name) -> str:
    return (page.xpath(f'//*[@name="{name}"]')[0].text or "").strip()


def test_what_was_written_is_kept_picked_changed_and_dropped(li, office, case):
    given = {"unclear": ITEMS, "guidance": "例如2023年"}
    kept = tree(li.post(form_of(case), {**given, "phrase": "keep-unclear"}))
    phrase = Phrase.objects.get()
    assert (phrase.agency, phrase.kind, phrase.field) == (office.district, "P04", "unclear")
    assert phrase.text == ITEMS
    assert (box(kept, "unclear"), box(kept, "guidance")) == (ITEMS, "例如2023年")
    assert "已存为本机关的常用语" in kept.text_content()
    used = {"unclear": "写明区域", "guidance": "例如2023年", "phrase": f"use-{phrase.pk}"}
    picked = tree(li.post(form_of(case), used))
    assert box(picked, "unclear") == f"写明区域\n{ITEMS}"
    assert box(picked, "guidance") == "例如2023年"
    assert "请填写。" not in picked.text_content()
    assert "已经有这一句" in tree(li.post(form_of(case), {**given, "phrase": "keep-unclear"})).text_content()
    gone = tree(li.post(form_of(case), {**given, "phrase": f"drop-{phrase.pk}"}))
    assert box(gone, "unclear") == ITEMS
    assert not Phrase.objects.exists()
    assert not Letter.objects.exists()
    lines = AuditLine.objects.filter(act__in=("letters.keep_phrase", "letters.drop_phrase"))
    assert [line.act for line in lines.order_by("pk")] == ["letters.keep_phrase", "letters.drop_phrase"]


def test_nothing_written_is_not_kept(li, case):
    assert "还没有填写" in tree(li.post(form_of(case), {"phrase": "keep-unclear"})).text_content()
    assert not Phrase.objects.exists()


def test_enter_makes_the_letter_and_picks_no_phrase(li, case):
    """The first button of a form is pressed by the return key."""
    page = tree(li.get(form_of(case)))
    (form,) = page.xpath('//form[@id="letter"]')
    assert form.xpath(".//button")[0].get("name") is None


def test_another_agency_neither_sees_nor_takes_them(li, office, case):
    kind = next(one for one in kinds_for("ask_correction", SEPTEMBER) if one.code == "P04")
    county: Agency = office.county
    theirs = actions.keep_phrase(
        by=office.he_jing, agency=county, day=SEPTEMBER, kind=kind, field="unclear", text="白石县的话"
    )
    assert "白石县的话" not in tree(li.get(form_of(case))).text_content()
    assert li.post(form_of(case), {"phrase": f"use-{theirs.pk}"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.drop_phrase(by=office.li_qiang, phrase=theirs, day=SEPTEMBER)
    with pytest.raises(NotAllowed):
        actions.keep_phrase(
            by=office.zhou_jie, agency=county, day=SEPTEMBER, kind=kind, field="unclear", text="写明年度"
        )


BATCH = "/office/letters/bulk/?kind=L12"


def test_a_batch_of_letters_takes_and_keeps_phrases_and_its_ticks_stay(li, office, case):
    other = receive(office, date(2024, 9, 3), title="供水规划")
    given = {"case": [case.pk, other.pk], "places": "综合档案室", "method": "电子检索"}
    kept = tree(li.post(BATCH, {**given, "phrase": "keep-places"}))
    phrase = Phrase.objects.get()
    assert (phrase.agency, phrase.kind, phrase.text) == (office.district, "L12", "综合档案室")
    assert "已存为本机关的常用语" in kept.text_content()
    used = tree(li.post(BATCH, {**given, "places": "电子公文系统", "phrase": f"use-{phrase.pk}"}))
    (places,) = used.xpath('//*[@name="places"]')
    assert "电子公文系统" in (worded := places.get("value") or places.text)
    assert "综合档案室" in worded
    assert len(used.xpath('//input[@name="case"][@checked]')) == 2
    assert "请填写。" not in used.text_content()
    assert not Letter.objects.exists()


def test_the_return_key_in_a_batch_shows_the_letters_and_picks_no_phrase(li, case):
    (form,) = tree(li.get(f"{BATCH}&case={case.pk}")).xpath('//form[@method="post"][.//*[@name="places"]]')
    assert [form.xpath(".//button")[0].get(name) for name in ("name", "value")] == ["stage", "preview"]


def test_over_two_agencies_the_phrases_are_those_of_the_cases_that_are_ticked(li, office, case):
    agencies.appoint(
        by=office.operator, person=office.li_qiang, agency=office.bureau, role="officer", since=SEPTEMBER
    )
    theirs = receive(office, SEPTEMBER, by=office.li_qiang, agency=office.bureau, title="权属证明")
    assert tree(li.get(BATCH)).xpath('//*[@class="phrases"]') == []
    li.post(f"{BATCH}&case={theirs.pk}", {"case": theirs.pk, "places": "权籍库", "phrase": "keep-places"})
    assert Phrase.objects.get().agency == office.bureau
    assert "权籍库" not in tree(li.get(f"{BATCH}&case={case.pk}")).text_content()
    assert "权籍库" in tree(li.get(f"{BATCH}&case={theirs.pk}")).text_content()
