"""Does a normative document stand on the register by its publication, and change what it says it changes?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.publication.ends import ends
from gongkai.publication.words import themes
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.figures import IN_FORCE, ISSUED, REPEALED
from gongkai_web.publishing.items import actions, checks
from gongkai_web.publishing.items.actions import StockRow
from gongkai_web.publishing.items.content import whole
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.queries import VALIDITY, of_validity, validity_of
from gongkai_web.publishing.models import DocumentChange, NormativeDocument
from gongkai_web.publishing.queries import TAKEN_BACK
from tests.web.items.test_end import LATER, WORD, places_of
from tests.web.items.written import (
    CONTENT,
    DAY,
    approved,
    decide,
    drafted,
    fresh,
    keep_secrets,
    listed,
    published,
)

DOCUMENT = {
    "title": "云溪区停车场管理办法",
    "document_number": "云政规〔2026〕1号",
    "theme": "",
    "genre": "measures",
    "formed_on": date(2026, 2, 27),
    "effective_from": date(2026, 4, 1),
    "expires_on": date(2031, 3, 31),
    "issuers": ["示范市云溪区人民政府办公室"],
    "document_kind": "normative_document",
    "registration_number": "云规登〔2026〕1号",
    "opinions_heard": "征求意见 12 条，采纳 7 条",
    "legality_sent_on": date(2026, 1, 26),
    "legality_reviewed_on": date(2026, 2, 4),
    "legality_conclusion": "legal",
    "deliberated_on": date(2026, 2, 26),
    "interpretation_plan": "none",
    "interpretation_reason": "办法内容为沿用的程序规定",
}
REPEAL = {
    **DOCUMENT,
    "title": "关于废止云溪区停车场管理办法的决定",
    "document_number": "云政规〔2026〕2号",
    "effective_from": date(2026, 5, 1),
    "expires_on": "",
    "genre": "decision",
}
WHY = "没有有效期"


def theme(office) -> str:
    return next(iter(themes().on(DAY)))


def document(office, **changes):
    return {**DOCUMENT, "theme": theme(office), **changes}


def row(item) -> NormativeDocument:
    return NormativeDocument.objects.get(text=item)


def table(day) -> tuple[int, int, int]:
    """制发 and 废止 of the year up to that day, and 现行有效 on it."""
    period = Period(date(day.year, 1, 1), day)
    return tuple(count(one, EVERYWHERE, period) for one in (ISSUED, REPEALED, IN_FORCE))


def points(office, **changes):
    content = whole({**CONTENT, **document(office, **changes)})
    return {one.code: one for one in checks.open_points(content, office.district, DAY)}


def test_a_published_document_stands_on_the_register_without_being_typed_again(office):
    item = published(office, content=document(office))
    found = row(item)
    assert (found.title, found.number, found.kind) == (
        "云溪区停车场管理办法",
        "云政规〔2026〕1号",
        "normative_document",
    )
    assert (found.issued_on, found.effective_from, found.expires_on) == (
        date(2026, 2, 27),
        date(2026, 4, 1),
        date(2031, 3, 31),
    )
    assert table(DAY) == (1, 0, 0)
    assert table(date(2026, 4, 1)) == (1, 0, 1)
    assert not verify().faults


def test_a_document_is_looked_at_again_before_its_term_is_over(office):
    item = published(office, content=document(office))
    assert item.look_again_on == date(2030, 12, 31)
    earlier = document(office, document_number="云政规〔2026〕7号", look_again_on=date(2028, 1, 3))
    assert published(office, content=earlier).look_again_on == date(2028, 1, 3)


def test_a_document_that_says_no_last_day_is_evaluated_after_the_usual_term(office):
    """What is no document has the day of its class."""
    endless = published(office, content=document(office, expires_on=""), looked="没有定失效日期")
    assert endless.look_again_on == date(2030, 12, 31)
    trial = {"title": "云溪区停车场管理试行办法", "document_number": "云政规〔2026〕8号", "expires_on": ""}
    on_trial = published(office, content=document(office, **trial), looked="没有定失效日期")
    assert on_trial.look_again_on == date(2028, 1, 1)
    assert published(office).look_again_on == date(2029, 3, 2)


def test_a_draft_stands_on_no_register(office):
    approved(office, content=document(office))
    assert not NormativeDocument.objects.exists()


def test_an_entry_that_was_typed_before_becomes_the_row_of_its_text(office):
    entered = register.issue_document(
        by=office.li_qiang,
        agency=office.district,
        kind="normative_document",
        title="停车场管理办法",
        number="云政规〔2026〕1号",
        issued_on=date(2026, 2, 27),
    )
    item = published(office, content=document(office))
    assert row(item).pk == entered.pk
    assert (row(item).title, table(DAY)[0]) == ("云溪区停车场管理办法", 1)
    assert not verify().faults


def test_a_document_that_repeals_another_ends_it_on_the_day_of_its_force(office):
    old = published(office, content=document(office))
    new = published(
        office,
        content={**REPEAL, "theme": theme(office), "repeals": [row(old).pk], "effects_reason": "已有新规定"},
        looked=WHY,
    )
    (made,) = DocumentChange.objects.all()
    assert (made.document, made.by_document, made.day) == (row(old), row(new), date(2026, 5, 1))
    assert table(date(2026, 4, 30)) == (2, 0, 1)
    assert table(date(2026, 5, 1)) == (2, 1, 1)
    assert not verify().faults
    page = Client().get(f"/items/{old.pk}/").content.decode()
    assert "起被" in page
    assert f'href="/items/{new.pk}/"' in page
    back = Client().get(f"/items/{new.pk}/").content.decode()
    assert "废止" in back
    assert f'href="/items/{old.pk}/"' in back


def test_lists_filters_and_open_data_say_that_it_was_repealed(office, monkeypatch):
    old = published(office, content=document(office))
    published(office, content={**REPEAL, "theme": theme(office), "repeals": [row(old).pk]}, looked=WHY)
    client, title = Client(), DOCUMENT["title"]

    def found(day, validity):
        monkeypatch.setattr(timezone, "localdate", lambda *_: day)
        return f">{title}<" in client.get(f"/items/?validity={validity}").content.decode()

    april, may = date(2026, 4, 30), date(2026, 5, 1)
    assert [found(april, one) for one in ("not_yet", "in_force", "over")] == [False, True, False]
    assert [found(may, one) for one in ("not_yet", "in_force", "over")] == [False, False, True]
    assert f">{REPEAL['title']}<" in client.get("/items/?validity=in_force").content.decode()
    assert "已废止 2026-05-01（云政规〔2026〕2号）" in client.get("/items/").content.decode()
    assert [validity_of(fresh(old), day) for day in (april, may)] == ["in_force", "over"]


def test_on_the_last_day_of_its_term_a_document_holds(office):
    item = published(office, content=document(office))
    last = DOCUMENT["expires_on"]
    assert [validity_of(item, day) for day in (last, last + timedelta(days=1))] == ["in_force", "over"]


def test_what_is_no_document_is_found_by_its_validity_as_its_page_says_it(office):
    begins, ends = date(2026, 4, 1), date(2026, 6, 30)
    item = published(office, content={"effective_from": begins, "expires_on": ends})
    for day in (begins - timedelta(1), begins, ends, ends + timedelta(1)):
        found = [code for code in VALIDITY if Item.objects.filter(of_validity(code, day)).exists()]
        assert found == [validity_of(item, day)], day
    said = [validity_of(item, day) for day in (begins - timedelta(1), begins, ends, ends + timedelta(1))]
    assert said == ["not_yet", "in_force", "in_force", "over"]


def test_a_later_edition_repeals_nothing_twice_and_corrects_the_row(office):
    old = published(office, content=document(office))
    new = published(office, content={**REPEAL, "theme": theme(office), "repeals": [row(old).pk]}, looked=WHY)
    edition = actions.begin(item=new, by=office.li_qiang, day=DAY)
    values = {"title": "关于废止《云溪区停车场管理办法》的决定"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="heading", values=values, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY, looked=WHY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert DocumentChange.objects.count() == 1
    assert row(fresh(new)).title == values["title"]
    assert not verify().faults


def test_a_later_edition_that_says_otherwise_is_what_the_register_says(office):
    """The day of its force is another, then it repeals nothing: table two counts what everybody reads."""
    old = published(office, content=document(office))
    new = published(office, content={**REPEAL, "theme": theme(office), "repeals": [row(old).pk]}, looked=WHY)
    july = date(2026, 7, 1)
    for group, values, ended_on in (
        ("days", {"effective_from": july}, july),
        ("effects", {"repeals": []}, DOCUMENT["expires_on"] + timedelta(days=1)),
    ):
        edition = actions.begin(item=fresh(new), by=office.li_qiang, day=DAY)
        actions.edit(edition=edition, by=office.li_qiang, day=DAY, group=group, values=values, seen=1)
        actions.submit(edition=edition, by=office.li_qiang, day=DAY, looked=WHY)
        decide(office.zhao_min, edition)
        keep_secrets(office.chen_jing, edition)
        decide(office.sun_li, edition)
        actions.publish(edition=edition, by=office.li_qiang, day=DAY)
        assert row(old).ended_on == ended_on
    assert DocumentChange.objects.filter(voided=False).count() == 0
    assert not verify().faults


def test_what_was_repealed_meanwhile_is_not_repealed_again(office):
    old = published(office, content=document(office))
    edition = approved(
        office, content={**REPEAL, "theme": theme(office), "repeals": [row(old).pk]}, looked=WHY
    )
    register.end_document(
        by=office.sun_li, document=row(old), day=DAY, ending="declared_invalid", basis="云府〔2026〕3号"
    )
    with pytest.raises(Refused, match="已于 2026-03-02 失效"):
        actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert fresh(edition.item).live is None


def test_the_force_of_a_document_does_not_end_past_the_register(office):
    item = published(office, content=document(office))
    with pytest.raises(Refused, match="请在规范性文件的登记里办理"):
        actions.end(
            item=item, by=office.sun_li, day=DAY, kind="out_of_force", reason="过时", basis="云府〔2026〕3号"
        )


def test_a_text_that_turns_out_to_be_none_leaves_the_register(office):
    item = published(office, content=document(office))
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.edit(
        edition=edition, by=office.li_qiang, day=DAY, group="document", values={"document_kind": ""}, seen=1
    )
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert row(fresh(item)).voided
    assert table(DAY) == (0, 0, 0)
    assert not verify().faults


def test_a_sound_document_has_nothing_open(office):
    assert not points(office)


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"legality_conclusion": ""}, "making.conclusion", "block"),
        ({"legality_conclusion": "illegal"}, "making.conclusion", "block"),
        ({"legality_sent_on": date(2026, 2, 2)}, "making.reviewed_on", "ask"),
        ({"deliberated_on": date(2026, 2, 3)}, "making.deliberated_on", "block"),
        ({"opinions_heard": ""}, "making.opinions", "ask"),
        ({"registration_number": ""}, "document.registration", "note"),
        ({"document_number": "云政规2026第1号"}, "document.number", "block"),
        ({"document_number": "云政规〔2025〕1号"}, "document.number", "ask"),
        ({"expires_on": ""}, "document.term", "ask"),
        ({"expires_on": date(2036, 3, 31)}, "document.term", "ask"),
        ({"interpretation_plan": ""}, "interpretation.plan", "ask"),
        ({"interpretation_reason": ""}, "interpretation.reason", "block"),
        ({"interpretation_plan": "together"}, "interpretation.missing", "ask"),
        ({"repeals": [99]}, "effects.repeals", "block"),
    ],
)
def test_what_a_document_lacks_is_told(office, changes, code, level):
    assert points(office, **changes)[code].level == level


def test_an_agency_repeals_its_own_documents_alone(office):
    other = register.issue_document(
        by=office.he_jing,
        agency=office.county,
        kind="normative_document",
        title="白石县停车场管理办法",
        issued_on=date(2026, 1, 5),
    )
    assert points(office, repeals=[other.pk])["effects.repeals"].level == "block"


def test_a_number_belongs_to_one_text(office):
    published(office, content=document(office))
    assert points(office)["document.taken"].level == "block"


def test_past_stock_is_asked_for_no_review_of_its_day(office):
    content = whole({**CONTENT, **document(office, legality_conclusion="", published_on=date(2026, 2, 28))})
    found = checks.open_points(content, office.district, DAY, stock=True)
    assert not [one for one in found if one.code.startswith("making.")]


def test_the_page_says_what_the_register_says(office):
    item = published(office, content=document(office))
    page = Client().get(f"/items/{item.pk}/").content.decode()
    for words in ("云规登〔2026〕1号", "行政规范性文件", "2031-03-31"):
        assert words in page
    assert f'href="/items/{item.pk}/"' in Client().get(f"/documents/{row(item).pk}/").content.decode()
    client = Client()
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    assert f'href="/documents/{row(item).pk}/"' in client.get(f"/office/items/{item.pk}/").content.decode()


def test_an_office_names_documents_by_their_number(office):
    old = published(office, content=document(office))
    edition = drafted(office)
    client = Client()
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/office/items/{edition.item_id}/write/effects/"
    answer = client.post(address, {"seen": "1", "repeals": "云政规〔2026〕9号"})
    assert "没有找到登记的文件「云政规〔2026〕9号」" in answer.content.decode()
    client.post(address, {"seen": "1", "repeals": "云政规〔2026〕1号"})
    edition.refresh_from_db()
    assert edition.content["repeals"] == [row(old).pk]
    assert "云政规〔2026〕1号" in client.get(address).content.decode()


def test_at_its_hour_a_document_is_registered_and_repeals_by_itself(office):
    old = published(office, content=document(office))
    edition = approved(
        office, content={**REPEAL, "theme": theme(office), "repeals": [row(old).pk]}, looked=WHY
    )
    at = datetime(2026, 3, 3, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=at, now=at - timedelta(hours=20))
    actions.publish_due(at)
    assert row(edition.item).number == "云政规〔2026〕2号"
    assert DocumentChange.objects.get().person is None
    assert not verify().faults


def test_past_stock_comes_onto_the_register_with_its_days(office):
    kept = document(office, published_on=date(2026, 2, 28), document_number="云政规〔2026〕5号")
    reading = {**CONTENT, "published_on": date(2026, 2, 28), "title": "旧的文章"}
    batch = actions.begin_batch(
        by=office.li_qiang, agency=office.district, day=DAY, title="旧站存量", reason="旧站公开过"
    )
    rows = [StockRow("1", {**CONTENT, **kept}), StockRow("2", reading)]
    found = actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=rows)
    assert [one.problem for one in found] == ["", ""]
    manifest = actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY, looked="旧站公开过")
    given = {"batch": batch, "day": DAY, "approve": True, "seen": manifest.digest}
    actions.decide_batch(**given, by=office.zhao_min)
    secrecy = {"note": "不涉密", "basis": "保密法", "points": {"manifest": "public"}}
    actions.decide_batch(**given, **secrecy, by=office.chen_jing)
    actions.decide_batch(**given, by=office.sun_li)
    assert actions.publish_batch(batch=batch, by=office.li_qiang, day=DAY) == 2
    (registered,) = NormativeDocument.objects.all()
    assert (registered.number, registered.issued_on) == ("云政规〔2026〕5号", date(2026, 2, 27))
    assert row(fresh(found[0].item)) == registered
    assert not verify().faults


def test_what_is_sealed_has_left_the_register_and_stands_in_no_other_document(office):
    old = published(office, content=document(office))
    words = {"title": f"{WORD}管理办法", "document_number": "云政规〔2026〕7号"}
    words |= {"registration_number": "云规登〔2026〕7号"}
    given = {**REPEAL, "theme": theme(office), "repeals": [row(old).pk], **words}
    new = published(office, content=given, looked=WHY)
    assert "publishing.NormativeDocument" in places_of(WORD)
    actions.end(item=new, by=office.li_qiang, day=LATER, kind="secret", reason="发现不应公开的内容")
    assert [places_of(word) for word in (WORD, *words.values())] == [[]] * 4
    assert table(date(2026, 5, 31)) == (1, 1, 0)  # what it changed stays changed
    assert row(old).ended_by == ""
    found = actions.open_sealed(item=new, by=office.chen_jing, day=LATER, reason="查处")
    (register,) = [said for what, said in found.items() if what.startswith("document:")]
    assert register == {"title": words["title"], "number": words["document_number"]} | {
        "registration_number": words["registration_number"]
    }
    assert not verify().faults


def test_a_sealed_decision_is_named_by_none_of_the_documents_that_it_ended(office):
    """It is no document of the register: what it ended names it by its title alone."""
    old = published(office, content=document(office), looked=WHY)
    words = {"title": f"{WORD}清理结果", "body": f"<p>{WORD}</p>", "effects_reason": "已有新规定"}
    new = published(office, content={**words, "repeals": [row(old).pk]}, looked=WHY)
    assert row(old).ended_by == f"{WORD}清理结果"
    actions.end(item=new, by=office.sun_li, day=LATER, kind="secret", reason="发现含有不应公开的内容")
    assert places_of(WORD) == []
    assert (row(old).ended_on, row(old).ended_by) == (DAY, "")
    assert verify().sound


def test_a_document_that_holds_from_before_it_was_made_goes_out_and_is_counted_from_then(office):
    before = {"effective_from": date(2026, 1, 1), "expires_on": date(2030, 12, 31)}
    item = published(office, content=document(office, **before), looked="有利于群众，自年初起施行")
    assert row(item).effective_from == date(2026, 1, 1)
    assert table(date(2026, 2, 26)) == (0, 0, 0)
    assert table(DAY) == (1, 0, 1)


def test_a_county_makes_no_rules(office):
    assert "document.power" not in points(office, document_kind="rules")  # it has no catalogue yet
    given = {"by": office.li_qiang, "agency": office.district, "day": DAY}
    catalogue.seed_columns(**given, level="county")
    assert points(office, document_kind="rules")["document.power"].level == "block"
    assert "document.power" not in points(office)
    catalogue.seed_columns(**given, level="county", rule_making=True)
    assert "document.power" not in points(office, document_kind="rules")


@pytest.mark.parametrize(
    "name", ["issuers", "lead", "source_name", "source_url", "registration_number", "keywords"]
)
def test_no_element_that_everybody_reads_goes_unlooked_at(office, name):
    number = "联系人张三，身份证号11010519491231002X"
    given = {name: [number] if name == "issuers" else number}
    assert points(office, **given)["identity_number"].field == name


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("javascript:alert(1)", "source.address"),
        ("ftp://a.example/b", "source.address"),
        ("http://192.168.0.1/x", "link_intranet"),
        ("https://www.example.cn/b", ""),
        ("https://www.example.cn.evil.example/b", "source.host"),
        ("https://www.example.cn@evil.example/b", "source.host"),
    ],
)
def test_what_was_reposted_leads_to_a_page_that_everybody_reaches(office, address, code):
    listed(office, "示范市人民政府网站", "https://www.example.cn/")
    found = points(office, origin="reposted", source_name="示范市人民政府网站", source_url=address)
    codes = {one.code for one in found.values() if one.field == "source_url"}
    assert code in codes if code else not codes


def test_it_is_reposted_from_a_source_that_its_agency_has_on_its_list_that_day(office):
    told = {"origin": "reposted", "source_name": "中国政府网", "source_url": "https://www.gov.cn/a"}
    unlisted = points(office, **told)["source.unlisted"]
    assert (unlisted.level, unlisted.field) == ("block", "source_name")
    assert "在信息公开目录的“联系方式、领域和来源”里登记" in unlisted.message
    given = {"by": office.li_qiang, "day": DAY}
    batch = actions.begin_batch(**given, agency=office.district, title="旧站存量", reason="旧站公开过")
    stock = {**CONTENT, **told, "column": "", "published_on": date(2026, 2, 27)}
    (row,) = actions.enter_stock(**given, batch=batch, rows=[StockRow("1", stock)])
    assert unlisted.message in row.problem
    source = listed(office)
    assert "source.unlisted" not in points(office, **told)
    catalogue.close_source(by=office.li_qiang, source=source, day=DAY, reason="网站停办")
    assert "source.unlisted" in points(office, **told)
    with pytest.raises(NotAllowed):
        catalogue.list_source(
            by=office.he_jing, agency=office.district, day=DAY, name="甲网", host="a.example", why="转载"
        )
    assert verify().sound


def test_no_sign_turns_a_title_around():
    assert whole({"title": "停车\u202e费收\u2066标准"})["title"] == "停车费收标准"


def test_what_leaves_the_count_of_items_leaves_the_register_of_documents():
    """One rule: `ends.yaml` says which ends are not counted."""
    left = {code for code, end in ends().on(DAY).items() if not end.counted}
    assert set(TAKEN_BACK) == left
