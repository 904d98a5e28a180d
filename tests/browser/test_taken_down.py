"""A list of persons from its table to its take-down; an emergency after which nothing is found anywhere."""

import io
import re
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.items import actions, jobs, queries
from gongkai_web.publishing.items.history_models import Incident
from gongkai_web.publishing.items.models import Item
from tests.browser.narrow import scrolls_sideways
from tests.browser.stories_hands import DESKTOP, PHONE, Hand
from tests.people import found_town
from tests.web.items.written import again, decide, drafted, fresh, furnish, keep_secrets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, UNTIL, AFTER = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 10)
TITLE, IDENTITY, MOBILE = "三月临时救助对象名单", "11010519491231002X", "13800138000"
HEADS = ("姓名", "身份证号", "联系电话", "家庭住址", "病情", "金额")
TABLE = "\n".join(
    "\t".join(row) for row in (HEADS, ("李芳", IDENTITY, MOBILE, "示范县东风镇李庄村三组", "肾病", "600"))
)
RAW = (IDENTITY, MOBILE, "李庄村", "肾病")
WORD = "甲字七号仓库"
SMALL_TOWN = "yunxi"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def today(monkeypatch):
    """The day of the house; `today[0] = …` turns it."""
    day, localdate = [DAY], timezone.localdate
    monkeypatch.setattr(
        timezone,
        "localdate",
        lambda value=None, zone=None: day[0] if value is None else localdate(value, zone),
    )
    return day


@pytest.fixture
def office(today, settings, tmp_path):
    """云溪区 with its catalogue, on 2026-03-02."""
    settings.DATA = tmp_path / "data"
    town = furnish(found_town())
    catalogue.seed_columns(by=town.sun_li, agency=town.district, day=date(2026, 1, 5), level="county")
    return town


@pytest.fixture
def somebody(new_context, live_server, tmp_path):
    """A browser of that person, or of a stranger: `somebody(office.li_qiang)`."""

    def opened(person=None, size=DESKTOP) -> Hand:
        context = new_context(viewport=size)
        if person is not None:
            client = Client()
            client.force_login(person, backend=BACKEND)
            name = site.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return Hand(context.new_page(), tmp_path)

    return opened


def at(name, *arguments) -> str:
    return reverse(f"items:{name}", args=arguments)


def review(hand, item, **fields):
    hand.go(at("review", item.pk), f"审查：{TITLE}")
    hand.done("记下意见", {"意见": "同意", **fields}, said="已记下审查意见")


def test_a_list_of_persons_goes_from_its_table_to_its_take_down(office, somebody, today):
    li_qiang = somebody(office.li_qiang)
    li_qiang.go(at("new"), re.compile("起草"))
    begun = {"标题": TITLE, "公开属性": "主动公开", "分类": "信息公开目录", "生成日期": DAY}
    li_qiang.press("起草", begun)
    li_qiang.at(TITLE)
    item = Item.objects.get()

    li_qiang.go(at("persons", item.pk), "录入名单")
    li_qiang.done("录入", {"或者在这里填写": TABLE}, said="名单共 1 人")
    li_qiang.told("没有公开的栏：病情")
    li_qiang.reads("李芳", "11*************02X", "138****8000", "示范县东风镇")
    li_qiang.reads_nothing_of(*RAW)
    li_qiang.reads("名单公示缺少「公示期止」")
    li_qiang.go(at("write", item.pk, "heading"), re.compile("标题和要素"))
    li_qiang.press("保存", {"内容概述": "救助对象、金额"})
    li_qiang.go(at("write", item.pk, "placing"), re.compile("栏目和渠道"))
    li_qiang.press("保存", {"栏目": "社会救助"})
    li_qiang.go(at("write", item.pk, "days"), "日期")
    li_qiang.press("保存", {"公示期起": DAY, "公示期止": UNTIL})
    li_qiang.at(TITLE)
    li_qiang.go(at("act", item.pk, "submit"), "送审")
    li_qiang.done("送审", said="已送审")

    review(somebody(office.zhao_min), item)
    judged = {"保密审查的依据": "《保守国家秘密法》第三十五条", "意见内容": "不涉密，已脱敏"}
    parts = {"逐项：标题和要素": "可以公开", "逐项：正文": "可以公开"}
    review(somebody(office.chen_jing), item, **judged, **parts)
    review(somebody(office.sun_li), item)
    li_qiang.go(at("act", item.pk, "publish"), "发布")
    li_qiang.done("现在发布", said="已发布")

    for size in (DESKTOP, PHONE):
        stranger = somebody(size=size)
        stranger.go(at("public_item", item.pk), TITLE)
        stranger.reads("李芳", "11*************02X", "2026-03-02 至 2026-03-09")
        stranger.reads_nothing_of(*RAW)
        assert not scrolls_sideways(stranger.page)
    lists = [at("public_items"), f"{at('public_items')}?q=救助", at("agency_feed", SMALL_TOWN)]
    lists += [at("agency_data", SMALL_TOWN, "csv"), at("agency_data", SMALL_TOWN, "json")]
    lists.append(reverse("catalogue:public_column", args=[SMALL_TOWN, "art21-social-assistance"]))
    read = stranger.page.context.request
    assert [one for one in lists if TITLE not in read.get(one).text()] == []

    today[0] = date(2026, 3, 6)
    li_qiang.go("/office/", re.compile("今天"))
    li_qiang.reads(TITLE, "到期再看")
    today[0] = AFTER
    assert jobs.take_down_expired_lists.func() == 1
    stranger.go(at("public_item", item.pk), "这份名单的公示期已满，已于 2026-03-10 撤下。")
    stranger.reads_nothing_of("李芳", TITLE)
    assert read.get(at("public_item", item.pk)).status == 410
    assert [one for one in lists if TITLE in read.get(one).text()] == []


def sealed_secret(office) -> tuple[Item, set[str]]:
    """What must not be known, everywhere where it can be: published twice, in the gazette, with files; the
    digests of its files.
    """
    content = {"title": f"{WORD}位置图", "summary": WORD, "body": f"<p>{WORD}在北坡。</p>"}
    content |= {"column": "art20_12_emergency", "change_note": f"补充{WORD}"}
    edition = drafted(office, day=DAY, content=content)
    given = {"edition": edition, "by": office.li_qiang, "day": DAY}
    actions.attach(**given, upload_name=f"{WORD}.txt", content=f"{WORD}在北坡。".encode(), seen=1)
    item = _through(office, edition)
    issue = gazette.open_issue(
        by=office.li_qiang, agency=office.district, day=DAY, year=2026, number=1, total=1, issued_on=DAY
    )
    gazette.place_item(issue=issue, by=office.li_qiang, day=DAY, item=item)
    gazette.bring_out(issue=issue, by=office.li_qiang, day=DAY)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    body = {"body": f"<p>{WORD}在北坡，已扩建。</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=body, seen=1)
    digests = {one["sha256"] for one in again(edition).content["attachments"]}
    return fresh(item), digests


def _through(office, edition) -> Item:
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY, looked=f"{WORD}已核对")
    decide(office.zhao_min, edition, DAY, note=f"{WORD}属实")
    keep_secrets(office.chen_jing, edition, DAY)
    decide(office.sun_li, edition, DAY)
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    return fresh(edition.item)


# Rooms whose numbers are never those of an item: each of their pages is asked once.
NO_ITEMS = (
    "follow/",
    *(f"office/{one}/" for one in ("cases", "letters", "reports", "review", "sums", "campaigns", "messages")),
    *(f"office/{one}/" for one in ("assessment", "bulletins", "rectification", "registers", "workplan")),
)


def routes(resolver: URLResolver, keys: dict[str, list[str]], before: str = "") -> Iterator[str]:
    """Every address of the site, each argument filled in with what belongs to the item."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, keys, route)
            continue
        filled, here = {f"/{route}"}, {} if route.startswith(NO_ITEMS) else keys
        for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", route):
            wanted = re.compile(rf"<(?:\w+:)?{name}>")
            known = here.get(name) or here.get(kind or "str", ["1"])
            filled = {wanted.sub(lambda _, one=one: one, path) for path in filled for one in known}
        yield from filled


def said_in(answer) -> str:
    """All that an answer says, also in a PDF."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if data.startswith(b"%PDF"):
        return "".join(
            sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(io.BytesIO(data))
        )
    return data.decode("utf-8", "replace")


def told_by(person, addresses) -> list[str]:
    """The addresses that say the word to this person."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return [one for one in addresses if WORD in said_in(client.get(one))]


EVERYBODY = pytest.param(True, marks=pytest.mark.long, id="everybody")


@pytest.mark.parametrize("everybody", [EVERYBODY, pytest.param(False, id="three")])
def test_after_an_emergency_nobody_finds_anything_anywhere(office, somebody, everybody):
    item, digests = sealed_secret(office)
    snapshots = [str(one.pk) for one in item.snapshots.all()]
    issue = Issue.objects.get()
    keys = {
        "int": [str(item.pk), *snapshots, str(issue.pk), "1"],
        "str": ["1", *sorted(digests)],
        "uuid": [UUID],
    }
    keys |= {"slug": [SMALL_TOWN], "address": ["art20-12-emergency"], "fmt": ["csv", "json", "pdf"]}
    keys |= {
        "group": ["body", "heading"],
        "act": ["submit"],
        "part": ["2026-03", "2026-03-1"],
        "sha256": sorted(digests),
    }
    addresses = sorted({*routes(get_resolver(), keys)}) + _asked()
    people = [None, office.li_qiang, office.chen_jing]
    people += [office.sun_li, office.zhou_jie, office.operator] if everybody else []
    before = told_by(None, addresses)
    for name in ("public_item", "public_items", "agency_feed", "agency_data"):
        assert any(one.startswith(_stem(name, item)) for one in before), name
    assert [one for one in before if one.startswith("/gazette/")]
    assert told_by(office.li_qiang, [one for one in addresses if one.startswith("/office/items/")])

    zhao_min = somebody(office.zhao_min)
    zhao_min.go(at("end", item.pk), "终止")
    zhao_min.done("办理终止", {"终止方式": "涉密紧急撤下", "理由": "发现不应公开的内容"}, said="已办理终止")

    assert [(who, one) for who in people for one in told_by(who, addresses)] == []
    stranger = somebody(size=PHONE)
    stranger.go(at("public_item", item.pk), "您要看的信息不存在或者已经撤下。")
    assert not scrolls_sideways(stranger.page)
    stranger.go(reverse("gazette:issue", args=[issue.pk]), re.compile("政府公报"))
    stranger.reads("（本件已撤回）")
    stranger.reads_nothing_of(WORD)
    assert Incident.objects.get().facts == "发现不应公开的内容"
    chen_jing = somebody(office.chen_jing)
    chen_jing.go(at("sealed_item", item.pk), re.compile("封存的信息"))
    chen_jing.reads("待查处的事件", "已经做过的备份")
    chen_jing.reads_nothing_of(WORD)
    chen_jing.press("查看", {"理由": "查处"})
    expect(chen_jing.main).to_contain_text(WORD)
    assert not queries.sealed(office.zhao_min, DAY).exists()


UUID = "6f1c2a4e-0000-4000-8000-000000000000"


def _asked() -> list[str]:
    """Lists that are asked for the first words: what is typed is said again."""
    return [f"{one}?q={WORD[:4]}" for one in ("/items/", "/gazette/", "/office/items/")]


def _stem(name: str, item: Item) -> str:
    """How the addresses of this page begin."""
    known = {"public_item": [item.pk], "agency_feed": [SMALL_TOWN], "agency_data": [SMALL_TOWN, "csv"]}
    return at(name, *known.get(name, []))
