"""Does an issue say what everybody reads now, count as a channel, and lose what is withdrawn?"""

from datetime import date

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.gazette import actions, queries, texts
from gongkai_web.publishing.gazette.figures import ARTICLES, COUNTED_ISSUES
from gongkai_web.publishing.gazette.models import Entry, Issue
from gongkai_web.publishing.gazette.urls import urlpatterns
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.figures import BY_CHANNEL
from gongkai_web.publishing.items.place_models import ItemChannel
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import DAY, again, decide, drafted, fresh, keep_secrets, published

ISSUED = date(2026, 3, 20)
LATER = date(2026, 5, 6)
NOTE = (
    '<p>见注<a href="#note-1">1</a>。</p>'
    '<section class="footnotes"><ol><li id="note-1"><p>{}</p></li></ol></section>'
)


def opened(office, number=1, **changes) -> Issue:
    given = {"year": 2026, "number": number, "total": 100 + number, "issued_on": ISSUED, "day": DAY}
    return actions.open_issue(**{"by": office.li_qiang, "agency": office.district, **given, **changes})


def place(office, issue, item, section="规范性文件") -> Entry:
    return actions.place_item(issue=issue, by=office.li_qiang, day=ISSUED, item=item, section=section)


def out(office, *placed, number=1) -> Issue:
    """An issue with these items, brought out."""
    issue = opened(office, number)
    for item in placed:
        place(office, issue, item)
    return actions.bring_out(issue=issue, by=office.zhao_min, day=ISSUED)


def titled(office, title, **content):
    return published(office, content={"title": title, "channels": ["website"], **content})


def channels(item):
    return sorted(ItemChannel.objects.filter(item=item).values_list("code", flat=True))


def n(figure: Figure) -> int:
    return count(figure, EVERYWHERE, Period.of_year(2026))


def page(name, *arguments, status=200) -> str:
    answer = Client().get(reverse(f"gazette:{name}", args=arguments))
    assert answer.status_code == status
    return answer.content.decode()


def words_of(data: bytes) -> str:
    return "".join(
        "".join(sheet.get_textpage().get_text_range().split()) for sheet in pypdfium2.PdfDocument(data)
    )


def revise(office, item, **content):
    edition = items.begin(item=item, by=office.li_qiang, day=LATER)
    for group, values in content.items():
        items.edit(edition=edition, by=office.li_qiang, day=LATER, group=group, values=values, seen=1)
    items.submit(edition=again(edition), by=office.li_qiang, day=LATER)
    decide(office.zhao_min, edition, LATER)
    keep_secrets(office.chen_jing, edition, LATER)
    decide(office.sun_li, edition, LATER)
    items.publish(edition=again(edition), by=office.li_qiang, day=LATER)


def test_an_issue_out_counts_its_items_in_the_channel_once_and_for_all_editions(office):
    one, two = titled(office, "停车收费标准"), published(office)
    before = n(BY_CHANNEL)
    issue = out(office, one, two)
    assert channels(one) == ["gazette", "website"]
    assert n(BY_CHANNEL) == before + 1  # the other one named the gazette itself
    revise(office, one, heading={"title": "停车收费标准（修订）"})
    assert channels(one) == ["gazette", "website"]
    actions.take_back(issue=issue, by=office.li_qiang, day=LATER, reason="目录排错")
    assert channels(one) == ["website"]
    assert channels(two) == ["gazette", "website"]
    assert verify().sound


def test_the_home_page_leads_to_the_gazette_once_an_issue_is_out(office):
    door = f'href="{reverse("gazette:issues")}"><b>读公报</b><span>1 期政府公报</span>'
    assert "读公报" not in Client().get("/").content.decode()
    out(office, titled(office, "停车收费标准"))
    assert door in Client().get("/").content.decode()


def test_issues_and_articles_are_counted_and_open_their_rows(office):
    out(office, titled(office, "停车收费标准"), titled(office, "道路停车管理办法"))
    assert (n(COUNTED_ISSUES), n(ARTICLES)) == (1, 2)
    opened(office, 2)
    assert n(COUNTED_ISSUES) == 1
    person = Scope(agencies=None, person=office.zhou_jie, today=LATER)
    rows = ARTICLES.subject.records(person).filter(ARTICLES.holds(Period.of_year(2026)))
    assert [str(row.item) for row in rows.order_by("position")] == ["停车收费标准", "道路停车管理办法"]


@pytest.mark.parametrize(("kind", "left"), [("withdrawn", 1), ("secret", 1), ("archived", 2)])
def test_what_leaves_the_count_of_the_year_leaves_that_of_the_gazette(office, kind, left):
    item = titled(office, "停车收费标准")
    out(office, item, titled(office, "道路停车管理办法"))
    items.end(item=item, by=office.sun_li, day=LATER, kind=kind, reason="核对后办理")
    assert n(ARTICLES) == left


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["withdrawn", "secret"])
def test_what_is_withdrawn_leaves_page_text_paper_and_search_at_once(office, kind):
    item = titled(office, "甲字仓库位置图", body="<p>甲字仓库在北坡。</p>")
    issue = out(office, item, titled(office, "道路停车管理办法"))
    assert "甲字仓库在北坡" in page("issue", issue.pk)
    assert "甲字仓库在北坡" in words_of(texts.paper(issue, texts.articles_of(issue, LATER)))
    assert "甲字仓库" in Client().get(reverse("gazette:issues"), {"q": "甲字"}).content.decode()
    items.end(item=item, by=office.li_qiang, day=LATER, kind=kind, reason="发现不应公开")
    paper = Client().get(reverse("gazette:paper", args=[issue.pk]))
    assert "no-cache" in paper.headers["Cache-Control"]
    search = Client().get(reverse("gazette:issues"), {"q": "甲字"}).content.decode()
    for text in (page("issue", issue.pk), words_of(paper.content), search.partition("<main")[2]):
        assert "甲字仓库" not in text
    assert "（本件已撤回）" in page("issue", issue.pk)
    assert "（本件已撤回）" in words_of(paper.content)
    assert "道路停车管理办法" in words_of(paper.content)


def test_what_was_replaced_names_what_replaces_it(office):
    old, new = titled(office, "停车收费标准"), titled(office, "停车收费标准（更正）")
    issue = out(office, old)
    items.end(item=old, by=office.sun_li, day=LATER, kind="replaced", reason="更正", successor=new)
    assert "（本件已更正，见《停车收费标准（更正）》）" in page("issue", issue.pk)


def test_what_was_published_anew_is_shown_as_it_is_now_and_says_so(office):
    item = titled(office, "停车收费标准")
    issue = out(office, item)
    assert "刊登以后" not in page("issue", issue.pk)
    revise(office, item, body={"body": "<p>自五月起收费。</p>"})
    shown = page("issue", issue.pk)
    assert "自五月起收费" in shown
    assert "首小时免费" not in shown
    assert "刊登以后于" in shown
    assert ">2026-05-06<" in shown


@pytest.mark.slow
def test_the_paper_holds_the_contents_and_every_text_with_its_footnotes_in_one_row(office):
    one = titled(office, "停车收费标准", body=f"<h2>总则</h2>{NOTE.format('甲注')}")
    two = titled(office, "道路停车管理办法", body=NOTE.format("乙注"))
    issue = out(office, one, two)
    articles = texts.articles_of(issue, LATER)
    words = words_of(texts.paper(issue, articles))
    for word in (
        "公报",
        "2026年第1期（总第101期）",
        "目录",
        "1．停车收费标准",
        "2．道路停车管理办法",
        "总则",
    ):
        assert word in words
    assert words.index("甲注") < words.index("乙注")
    shown = page("issue", issue.pk)
    assert shown.count('id="note-1"') == shown.count('id="note-2"') == 1


def test_the_contents_the_page_and_the_paper_go_the_same_way_by_their_headings(office):
    one, two = titled(office, "停车收费标准", document_number="云政规〔2026〕1号"), titled(office, "路灯通知")
    three = titled(office, "道路停车管理办法", body=NOTE.format("丙注"))
    issue = opened(office)
    for item, section in ((one, "规范性文件"), (two, "部门文件"), (three, "规范性文件")):
        place(office, issue, item, section)
    actions.bring_out(issue=issue, by=office.zhao_min, day=ISSUED)
    found = texts.articles_of(issue, LATER)
    assert [(each.number, each.title) for each in found] == [
        (1, "停车收费标准"),
        (2, "道路停车管理办法"),
        (3, "路灯通知"),
    ]
    shown = page("issue", issue.pk)
    assert shown.index('id="article-2"') < shown.index('id="article-3"')
    written = texts.whole(found)
    assert (
        "<p>1．停车收费标准（云政规〔2026〕1号）</p><p>2．道路停车管理办法</p><p>3．路灯通知</p>" in written
    )
    assert written.index("<h3>道路停车管理办法</h3>") < written.index("<h3>路灯通知</h3>")


def test_only_what_is_public_and_not_ended_stands_in_an_issue(office):
    issue, ended = opened(office), titled(office, "旧办法")
    items.end(item=ended, by=office.sun_li, day=DAY, kind="out_of_force", reason="清理", basis="公告1号")
    for item in (drafted(office).item, ended):
        with pytest.raises(Refused, match="只有本级政府和所属部门已经公开"):
            place(office, issue, item)
    item = titled(office, "停车收费标准")
    place(office, issue, item)
    with pytest.raises(Refused, match="已经在这一期里"):
        place(office, issue, item)
    items.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    with pytest.raises(Refused, match="目录第 1 件已经撤下或者终止"):
        actions.bring_out(issue=issue, by=office.zhao_min, day=ISSUED)
    actions.remove_item(entry=issue.entries.get(), by=office.li_qiang, day=ISSUED)
    with pytest.raises(Refused, match="还没有内容"):
        actions.bring_out(issue=issue, by=office.zhao_min, day=ISSUED)
    assert verify().sound


def test_the_numbers_of_an_issue_are_given_once_and_departments_have_no_gazette(office):
    opened(office)
    for changes, sentence in (
        ({"number": 1, "total": 9}, "2026 年第 1 期已经登记"),
        ({"number": 2, "total": 101}, "总第 101 期已经登记"),
        ({"number": 2, "issued_on": date(2025, 1, 1)}, "不在 2026 年"),
        ({"number": 2, "agency": office.bureau, "by": office.zheng_gang}, "不办公报"),
    ):
        with pytest.raises((Refused, NotAllowed), match=sentence):
            opened(office, **changes)


def test_what_is_out_is_not_changed_and_nobody_else_brings_it_out(office):
    issue = opened(office)
    entry = place(office, issue, titled(office, "停车收费标准"))
    for person in (office.zhou_jie, office.he_jing, office.stranger, office.operator):
        with pytest.raises(NotAllowed):
            actions.bring_out(issue=issue, by=person, day=ISSUED)
    with pytest.raises(Refused, match="还没有到"):
        actions.bring_out(issue=issue, by=office.zhao_min, day=DAY)
    with pytest.raises(NotAllowed, match="由另一个人看过以后发行：赵敏、孙立"):
        actions.bring_out(issue=issue, by=office.li_qiang, day=ISSUED)  # who wrote the heading
    assert not queries.public().exists()
    actions.bring_out(issue=issue, by=office.zhao_min, day=ISSUED)
    with pytest.raises(Refused, match="已经发行，与纸质版一致，不能移出目录"):
        actions.remove_item(entry=entry, by=office.li_qiang, day=ISSUED)
    with pytest.raises(Refused, match="须写明理由"):
        actions.take_back(issue=issue, by=office.li_qiang, day=ISSUED, reason=" ")


@pytest.mark.slow
def test_an_issue_is_put_together_on_its_pages_and_read_by_everybody(office, sign_in, at):  # noqa: F811
    at(2026, 3, 20)
    item, client = titled(office, "停车收费标准"), sign_in(office.li_qiang)
    numbers = {"year": 2026, "number": 3, "total": 103, "issued_on": "2026-03-20"}
    answer = client.post(reverse("gazette:new"), {"agency": office.district.pk, **numbers})
    assert answer.status_code == 302, answer.content.decode()
    issue = Issue.objects.get()
    place_at = reverse("gazette:place", args=[issue.pk])
    assert client.post(place_at, {"item": "yunxi/none"}).status_code == 422
    client.post(place_at, {"item": item.index_number, "section": "规范性文件"})
    assert page("issues").count("第 3 期") == 0
    assert Client().get(reverse("gazette:issue", args=[issue.pk])).status_code == 404
    mine = client.get(reverse("gazette:kept_one", args=[issue.pk])).content.decode()
    assert "等另一个人看过以后发行：赵敏、孙立。" in mine
    client.post(reverse("gazette:bring_out", args=[issue.pk]))
    assert not queries.public().exists()
    sign_in(office.zhao_min).post(reverse("gazette:bring_out", args=[issue.pk]))
    assert "2026 年第 3 期（总第 103 期）" in page("issues")
    assert "第 3 期" not in Client().get(reverse("gazette:issues"), {"year": "2025"}).content.decode()
    shown = page("issue", issue.pk)
    assert "成文日期：2026-0" in shown
    assert "停车收费标准" in shown
    assert "规范性文件" in shown


WHO = ("anonymous", "li_qiang", "zhou_jie", "he_jing", "stranger", "operator")
_KEEPER = (302, 200, 403, 404, 404, 404)
MATRIX = {
    "issues": ([], (200,) * 6),
    "issue": (["out"], (200,) * 6),
    "paper": (["out"], (200,) * 6),
    "kept": ([], (302,) + (200,) * 5),
    "new": ([], (302, 200, 403, 200, 403, 403)),
    "kept_one": (["preparing"], (302, 200, 200, 404, 404, 404)),
    "place": (["preparing"], _KEEPER),
    "place_several": (["preparing"], _KEEPER),
    "bring_out": (["preparing"], (302, 405, 405, 405, 405, 405)),
    "take_back": (["out"], _KEEPER),
    "remove": (["entry"], (302, 405, 405, 405, 405, 405)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MATRIX)
def test_who_gets_what_at_every_address(office, sign_in, at, name):  # noqa: F811
    """周洁 supervises 云溪区: she sees what is being put together and changes nothing."""
    at(2026, 3, 20)
    item = titled(office, "停车收费标准")
    brought, preparing = out(office, item), opened(office, 2)
    entry = place(office, preparing, item)
    known = {"out": brought.pk, "preparing": preparing.pk, "entry": entry.pk}
    arguments, wanted = MATRIX[name]
    address = reverse(f"gazette:{name}", args=[known.get(one, one) for one in arguments])
    people = [None, *(getattr(office, one) for one in WHO[1:])]
    assert tuple(sign_in(one).get(address).status_code for one in people) == wanted
    for hidden in ("issue", "paper"):
        assert Client().get(reverse(f"gazette:{hidden}", args=[preparing.pk])).status_code == 404


def test_the_matrix_knows_every_address():
    assert set(MATRIX) == {pattern.name for pattern in urlpatterns}


def test_one_item_in_two_issues_stays_in_the_channel_while_one_of_them_is_out(office):
    item = titled(office, "停车收费标准")
    first = out(office, item)
    out(office, item, number=2)
    actions.take_back(issue=first, by=office.li_qiang, day=LATER, reason="重印")
    assert channels(fresh(item)) == ["gazette", "website"]
