"""Does everybody find what was published by its words, in an order that has reasons, and nothing else?"""

from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from gongkai_web.publishing import actions as register
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.gazette.findable import title_of
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.search import actions as index
from gongkai_web.search import finding
from gongkai_web.search.engines import engine
from gongkai_web.search.grams import asked
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import NOT_STATED, Narrowing
from gongkai_web.search.subjects import subjects
from tests.web.annual.published import publish as publish_report
from tests.web.gazette.test_gazette import ISSUED
from tests.web.gazette.test_gazette import out as bring_out
from tests.web.items.test_documents import DOCUMENT, document
from tests.web.items.test_end import end
from tests.web.items.written import DAY, again, decide, drafted, fresh, keep_secrets, published, submitted

LATER = date(2026, 5, 6)
ORDER = {"title": "关于修改云溪区停车场管理办法的决定", "document_number": "云政规〔2026〕2号"}


def found(typed, day=DAY, **narrowed):
    return finding.find(asked(typed), Narrowing(**narrowed), day)


def titles(typed, day=DAY, **narrowed):
    return [hit.entry.title for hit in found(typed, day, **narrowed).hits]


def page(**asked_for):
    answer = Client().get("/search/", asked_for)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def results(tree):
    return [heading.text_content().strip() for heading in tree.xpath('//ol[@class="results"]//h2')]


def written(office, title, body="正文", **content):
    given = {"title": title, "body": f"<p>{body}</p>", "document_number": "", **content}
    return published(office, content=given, looked="补录")


@pytest.fixture
def measures(office):
    """The measures on parking, a normative document."""
    return published(office, content=document(office), looked="补录")


def test_it_is_found_by_half_its_title_its_number_and_its_body(office, measures):
    for typed in (
        "停车场管理",
        "云政规〔2026〕1号",
        "云政规[2026]1号",
        "首小时",
        "示范市云溪区人民政府办公室",
    ):
        assert titles(typed) == [DOCUMENT["title"]], typed


def test_a_draft_and_what_is_under_review_are_found_by_nobody(office):
    drafted(office, content={"title": "还在起草的停车规定"})
    submitted(office, content={"title": "正在审查的停车规定"})
    assert titles("停车规定") == []


def test_who_types_the_number_or_the_title_gets_that_first_then_what_is_in_force_then_the_title(
    office, measures
):
    over = {"formed_on": date(2020, 1, 1), "effective_from": date(2020, 1, 1), "expires_on": date(2026, 1, 1)}
    written(office, "停车场收费通告", **over)
    written(office, "交通工作要点", body="修订停车场收费办法")
    written(office, "停车场收费")
    written(office, "停车场收费说明")
    assert titles("停车场收费") == ["停车场收费", "停车场收费说明", "交通工作要点", "停车场收费通告"]
    written(office, "关于实施云政规〔2026〕1号的通知")
    assert titles("云政规〔2026〕1号")[0] == DOCUMENT["title"]


def test_the_newest_of_equals_comes_first(office):
    first = written(office, "停车通告一")
    second = published(office, content={"title": "停车通告二"}, looked="补录", day=date(2026, 3, 3))
    assert titles("停车通告", date(2026, 3, 3)) == [second.title, first.title]


def test_what_is_repealed_says_so_and_comes_last(office, measures):
    written(office, "停车场管理办法解释")
    row = NormativeDocument.objects.get(number=DOCUMENT["document_number"])
    register.end_document(
        by=office.sun_li, document=row, day=LATER, ending="repealed", basis="另有决定", today=LATER
    )
    assert titles("停车场管理", LATER) == ["停车场管理办法解释", DOCUMENT["title"]]
    last = found("停车场管理", LATER).hits[-1]
    assert last.shown.mark is not None
    assert "废止" in last.shown.mark[1]
    assert found("停车场管理", LATER).counts["validity"] == {"over": 1, "not_stated": 1}
    assert found("停车场管理").counts["validity"] == {"not_yet": 1, "not_stated": 1}


@pytest.mark.parametrize("kind", ["withdrawn", "secret"])
def test_what_is_taken_back_is_found_by_nobody_in_the_same_act(office, kind):
    item = written(office, "甲字七号仓库的位置")
    assert titles("甲字七号") == [item.title]
    by = office.chen_jing if kind == "secret" else office.sun_li
    end(office, item, kind, by=by, day=DAY)
    assert titles("甲字七号") == []
    assert not Entry.objects.filter(text__contains="甲字七号").exists()


def test_a_list_is_found_until_its_period_is_over_whatever_the_clock_does(office):
    published(
        office,
        content={
            "title": "救助对象名单",
            "column": "policies",
            "shown_from": DAY,
            "shown_until": date(2026, 3, 9),
        },
        looked="补录",
    )
    assert titles("救助对象", date(2026, 3, 9)) == ["救助对象名单"]
    assert titles("救助对象", date(2026, 3, 10)) == []


def test_a_change_of_the_text_is_found_once_it_is_published_and_the_former_text_no_more(office):
    item = written(office, "停车通告", body="首小时免费")
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.write_body(edition=edition, by=office.li_qiang, day=DAY, html="<p>每小时两元</p>", seen=1)
    assert (titles("首小时免费"), titles("每小时两元")) == ([item.title], [])
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY, looked="补录")
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    assert (titles("首小时免费"), titles("每小时两元")) == ([], [item.title])


def test_of_a_report_the_latest_version_is_found(office):
    publish_report(office.district, 2024, {})
    latest = publish_report(office.district, 2024, {}, version=2)
    assert index.catch_up("reports") == 1
    (hit,) = found("2024年 年度报告").hits
    assert (hit.entry.key, hit.entry.group) == (latest.pk, "reports")
    assert Client().get(hit.shown.href).status_code == 200
    assert [one.entry.key for one in found("2024 年报").hits] == [latest.pk]


def test_facets_count_without_their_own_choice(office, measures):
    written(office, "停车场收费通告")
    every = found("停车场")
    assert every.counts["group"] == {"files": 1, "information": 1}
    narrowed = found("停车场", group="files")
    assert narrowed.total == 1
    assert narrowed.counts["group"] == {"files": 1, "information": 1}
    assert narrowed.counts["agency"] == {str(office.district.pk): 1}
    assert narrowed.counts["year"] == {"2026": 1}


def test_that_nothing_is_stated_is_a_choice_of_its_own(office, measures):
    written(office, "停车场通告")
    Entry.objects.filter(title="停车场通告").update(day=None, agency=None, column="")
    for facet in ("agency", "year", "column", "validity"):
        every = found("停车场").counts[facet]
        assert (every[NOT_STATED], sum(every.values())) == (1, 2), facet
        assert titles("停车场", **{facet: NOT_STATED}) == ["停车场通告"], facet
    tree = page(q="停车场", agency=NOT_STATED)
    assert results(tree) == ["停车场通告"]
    assert "按机关“未注明”" in tree.xpath('string(//p[@role="status"])')


def test_a_number_is_found_by_any_of_its_three_parts(office, measures):
    written(office, "停车场通告", document_number="云政办〔2026〕1号")
    for narrowed in ({"code": "云政规"}, {"code": "云政规", "of_year": 2026, "serial": 1}):
        assert titles("停车场", **narrowed) == [DOCUMENT["title"]]
        assert titles("", **narrowed) == [DOCUMENT["title"]]
    assert len(titles("", of_year=2026, serial=1)) == 2
    assert titles("", of_year=2025) == titles("", serial=2) == []
    tree = page(q="", code="云政规", of_year="2026", serial="1")
    assert results(tree) == [DOCUMENT["title"]]
    assert "找到这样的文号，按机关代字“云政规”；文号的年“2026”；文号的序号“1” 1 条" in tree.xpath(
        'string(//p[@role="status"])'
    )


def test_the_groups_are_tabs_with_their_numbers_and_lead_to_each_other(office, measures):
    written(office, "停车场通告")
    tabs = page(q="停车场", group="files").xpath('//nav[@class="tabs"]//a')
    assert [tab.text.strip() for tab in tabs] == ["全部（2）", "文件（1）", "信息（1）"]
    assert [tab.text.strip() for tab in tabs if tab.get("aria-current")] == ["文件（1）"]
    assert [tab.get("href").count("group=") for tab in tabs] == [0, 1, 1]


def test_agencies_and_columns_are_named_as_they_are_called_now(office, measures):
    facets = page(q="停车场").xpath('//*[contains(@class, "facets")]//a/text()')
    assert f"{office.district.name}（1）" in facets
    assert "2026年（1）" in facets


def test_days_are_inclusive(office):
    written(office, "停车场通告")
    assert found("停车场通告", first=DAY, last=DAY).total == 1
    assert found("停车场通告", first=date(2026, 3, 3)).total == 0


def test_what_the_room_does_not_confirm_is_not_shown(office):
    item = written(office, "停车场通告")
    type(item).objects.filter(pk=item.pk).update(live=None, state="ended")
    assert Entry.objects.filter(title="停车场通告").exists()
    assert titles("停车场通告") == []


def test_catching_up_makes_it_equal_to_what_is_public(office, measures):
    item = written(office, "停车场通告")
    gone = Entry.objects.get(title="停车场通告")
    engine().forget([gone.pk])
    gone.delete()
    Entry.objects.filter(subject="documents").update(key=10**6)
    assert sum(index.catch_up(code) for code in subjects()) == 3
    assert titles("停车场") == ["停车场通告", DOCUMENT["title"]]
    assert sum(index.catch_up(code) for code in subjects()) == 0
    assert fresh(item).live_id is not None


def test_written_anew_each_entry_has_the_words_that_are_kept_now(office):
    written(office, "停车场通告", body="首小时免费")
    Entry.objects.update(text="别的", title_text="别的")
    assert index.catch_up("items") == 0
    assert index.catch_up("items", anew=True) == 1
    assert titles("首小时免费") == ["停车场通告"]
    assert Entry.objects.count() == 1


def test_every_published_title_is_found_on_the_first_page_by_its_own_words(office, measures):
    for number in range(12):
        written(office, f"关于第{number}批停车场收费的通告")
    for title in Entry.objects.values_list("title", flat=True):
        assert titles(title)[0] == title


def test_a_result_shows_when_it_holds_what_interprets_it_and_what_amended_it(office, measures):
    row = NormativeDocument.objects.get(number=DOCUMENT["document_number"])
    order = published(office, content=document(office, **ORDER), looked="补录")
    register.amend_document(
        by=office.sun_li,
        document=row,
        day=LATER,
        reason="收费改了",
        by_document=order.document,
        today=LATER,
    )
    shown = page(q="云政规〔2026〕1号").xpath('//ol[@class="results"]/li')[0]
    facts = shown.xpath('string(.//p[@class="facts"])')
    for said in ("云政规〔2026〕1号", "2026-02-27", "2026-04-01 起施行", "有效期至 2031-03-31"):
        assert said in facts
    (amended,) = shown.xpath('.//a[contains(., "修改")]')
    assert amended.text == f"2026-05-06 由《{ORDER['title']}》修改"
    assert Client().get(amended.get("href")).status_code == 200


def test_an_issue_of_the_gazette_is_found_by_its_number_and_by_what_stands_in_it(office):
    item, other = written(office, "甲字仓库位置图"), written(office, "道路停车办法")
    issue = bring_out(office, item, other)
    assert titles("政府公报 总第101期", ISSUED) == [title_of(issue)]
    assert found("甲字仓库", ISSUED).counts["group"] == {"information": 1, "gazette": 1}
    end(office, item, "withdrawn", by=office.sun_li, day=ISSUED)
    assert titles("甲字仓库", ISSUED) == []
    gazette.take_back(issue=issue, by=office.li_qiang, day=ISSUED, reason="印错了")
    assert titles("政府公报", ISSUED) == []


def test_the_page_marks_the_words_and_escapes_everything_else(office):
    written(office, "停车<b>场</b>通告", body="首小时&lt;免费&gt;")
    tree = page(q="停车 免费")
    assert results(tree) == ["停车<b>场</b>通告"]
    assert tree.xpath('//ol[@class="results"]//mark/text()')[:1] == ["停车"]
    assert not tree.xpath('//ol[@class="results"]//b')


def test_what_stands_beside_a_result_is_not_told_again_as_its_words(office):
    item = written(office, "停车收费的通知", "首小时免费。", document_number="云政发〔2026〕9号")
    (result,) = page(q="云溪区 停车收费").xpath('//ol[@class="results"]/li')
    facts, passage = result.xpath("./p")
    assert "云政发〔2026〕9号" in facts.text_content()
    assert "示范市云溪区人民政府办公室" in facts.text_content()
    assert passage.text_content().strip() == "路内停车位的收费标准和减免 首小时免费。"
    assert results(page(q=item.index_number)) == ["停车收费的通知"], "it is found by it all the same"


def test_what_is_not_known_is_told_and_not_passed_over(office):
    tree = page(
        q="停车",
        colour="red",
        year="二〇二六",
        validity="maybe",
        page="0",
        serial="十",
        **{"from": "2026-03-02", "to": "2026-03-01"},
    )
    said = " ".join(tree.xpath('//p[@class="say"]/text()'))
    for words in (
        "起始日期 2026-03-02 在截止日期 2026-03-01 以后",
        "没有「colour」这个检索条件",
        "「年份」没有「二〇二六」",
        "「有效性」没有「maybe」",
        "「第几页」没有「0」",
        "「文号的序号」没有「十」",
    ):
        assert words in said


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        '"',
        "NEAR(a b)",
        "*",
        "停车*",
        "a:b",
        "😀",
        "停" * 5_000,
        "title:停车 AND (",
        "%_",
        "\0",
    ],
)
def test_whatever_is_typed_is_answered(office, typed):
    answer = Client().get(f"/search/?q={quote(typed)}")
    assert answer.status_code == 200
    assert html.fromstring(answer.content.decode()).xpath('string(//p[@role="status"])')


def test_who_finds_nothing_is_led_to_the_form_with_the_words_in_it(office):
    tree = page(q="地下管线图")
    assert "没有找到「地下管线图」" in tree.xpath('string(//p[@role="status"])')
    (asking,) = tree.xpath('//a[contains(., "向掌握它的机关申请")]/@href')
    agencies = html.fromstring(Client().get(asking).content.decode())
    form = next(link for link in agencies.xpath('//ul[@class="apply-agencies"]//a/@href'))
    shown = html.fromstring(Client().get(form).content.decode())
    assert shown.xpath('string(//input[@name="title"]/@value | //textarea[@name="title"])') == "地下管线图"


def test_where_nothing_has_all_words_what_has_the_most_is_shown_and_said(office, measures):
    tree = page(q="停车场怎么管里办法")
    assert "没有哪一条有「停车场怎么管里办法」全部的词；按「停车场 管 办法」找到 1 条" in tree.xpath(
        'string(//p[@role="status"])'
    )
    assert results(tree) == [DOCUMENT["title"]]
    assert tree.xpath("//mark[.='停车场']")
    assert tree.xpath('//a[contains(., "向掌握它的机关申请")]')
    (tab,) = tree.xpath('//nav[@class="tabs"]//a[contains(., "文件")]/@href')
    assert results(html.fromstring(Client().get(f"/search/{tab}").content.decode())) == [DOCUMENT["title"]]


def test_what_was_found_by_another_word_says_which(office):
    written(office, "最低生活保障标准调整通知", "每人每月七百六十元。")
    written(office, "低保家庭情况")
    tree = page(q="低保")
    assert set(results(tree)) == {"最低生活保障标准调整通知", "低保家庭情况"}
    assert "找到「低保」 2 条。也按“最低生活保障”查找了；只要原词的，加引号。" in tree.text_content()
    facts = [one.text_content() for one in tree.xpath('//p[@class="facts"]')]
    assert [one.endswith("按“最低生活保障”找到") for one in facts].count(True) == 1
    assert tree.xpath("//mark[.='最低生活保障']")
    exact = page(q="“低保”")
    assert results(exact) == ["低保家庭情况"]
    assert "也按" not in exact.text_content()


def test_a_passage_shows_nothing_of_what_is_only_found_by(office):
    written(office, "部门预算", "“三公”经费十八万元。")
    assert (
        page(q="三公经费").xpath('string(//ol[@class="results"]/li/p[2])').endswith(" “三公”经费十八万元。")
    )


def test_every_page_of_the_public_has_the_field_and_no_page_of_the_office(office, client):
    assert page().xpath('//header//form[@role="search"]/@action') == ["/search/"]
    client.force_login(office.li_qiang)
    tree = html.fromstring(client.get("/office/").content.decode())
    assert not tree.xpath('//form[@action="/search/"]')


def test_what_is_typed_in_traditional_characters_is_found_and_stays_as_typed(office):
    published(office, content=document(office), looked="补录")
    shown = page(q="停車場管理")
    assert results(shown) == [DOCUMENT["title"]]
    assert shown.xpath('//main//input[@name="q"]/@value') == ["停車場管理"]
    assert "没有哪一条" not in shown.text_content()
    offered = Client().get("/search/suggestions/", {"q": "停車場管理"}).json()["suggestions"]
    assert [one["text"] for one in offered] == [DOCUMENT["title"]]


def test_what_is_published_in_traditional_characters_is_found_by_them(office):
    item = written(office, "臺胞辦證指南")
    assert results(page(q="臺胞辦證")) == [item.title]


def test_a_page_of_many_results_asks_the_database_as_often_as_a_page_of_one(office):
    def asks() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            page(q="停车场")
        return len(asked_for)

    written(office, "停车场一")
    page(q="停车场")
    of_one = asks()
    for name in ("停车场二", "停车场三"):
        written(office, name)
    page(q="停车场")
    assert (asks(), len(results(page(q="停车场")))) == (of_one, 3)
    assert of_one <= 20
