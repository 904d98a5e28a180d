"""The frames of the pages: head, foot, strict CSP, errors as sentences; and the modes of a reader."""

import re
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from lxml import html

import gongkai_web
from gongkai_web.look.modes import LookMiddleware, changed, look
from gongkai_web.look.parts import Link, NavItem, PageMeta
from gongkai_web.look.site import site
from tests.web.look.trees import find, text

pytestmark = pytest.mark.slow

WEB = Path(gongkai_web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SHEETS = sorted((WEB / "static" / "gongkai").glob("*.css"))
PAGES = ["404.html", "403.html", "403_csrf.html", "500.html", "base.html"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_no_template_holds_an_inline_style_or_script(path):
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style\b|\son\w+\s*=\s*[\"']|javascript:", source)
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", source, re.S):
        assert "src=" in attributes
        assert not body.strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_every_head_of_a_table_has_a_scope(path):
    for attributes in re.findall(r"<th\b([^>]*)>", path.read_text()):
        assert "scope=" in attributes


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_the_sheets_ask_nothing_of_other_hosts_and_take_their_colours_from_the_tokens(path):
    source = path.read_text()
    assert "@import" not in source
    assert "url(" not in source
    if path.name != "tokens.css":
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", source)
        tokens = (path.parent / "tokens.css").read_text()
        local = set(re.findall(r"(--[\w-]+):", source))
        assert set(re.findall(r"var\((--[\w-]+)", source)) <= set(re.findall(r"(--[\w-]+):", tokens)) | local


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_without_any_context(page, name):
    tree = page(name)
    assert tree.get("lang") == "zh-Hans"
    assert find(tree, "a.skip")[0].get("href") == "#main"
    assert len(find(tree, "main#main")) == 1
    assert not find(tree, "form.search, nav")


@pytest.mark.parametrize("name", PAGES[:-1])
def test_an_error_page_says_what_why_and_what_to_do(page, name):
    article = find(page(name), "article.sorry")[0]
    assert text(find(article, "h1")[0])
    assert text(find(article, "p")[0]).endswith("。")
    assert len(find(article, "li")) >= 2


def test_the_foot_lists_the_six_items_without_those_that_nobody_has_filled_in(page):
    items = {text(div.find("dt")): div.find("dd") for div in find(page("base.html"), "footer dl > div")}
    assert list(items) == ["网站标识码", "主办单位", "我为政府网站找错"]
    assert site().missing == ["联系方式", "ICP备案", "公安备案"]
    assert "尚未填写" not in text(page("base.html"))
    assert text(items["网站标识码"]) == "0000000000"
    assert items["我为政府网站找错"].find("a").get("href") == "/errors/"


def test_an_unknown_item_of_the_site_is_refused(settings):
    settings.GONGKAI_SITE = {"nmae": "示范市"}
    with pytest.raises(ImproperlyConfigured, match="不认识「nmae」"):
        site()


def test_the_head_shows_only_what_exists(page):
    tree = page(
        "base.html",
        nav=[NavItem("年报", "/reports/", True), NavItem("依申请公开", "/apply/")],
        search_url="/search/",
        q='"><b>',
        breadcrumbs=[Link("首页", "/"), Link("年报")],
        agency="示范市教育局",
    )
    assert [text(link) for link in find(tree, "nav.nav a")] == ["年报", "依申请公开"]
    assert [text(link) for link in find(tree, "nav.nav a[aria-current=page]")] == ["年报"]
    assert find(tree, "form.search")[0].get("action") == "/search/"
    assert find(tree, "#q")[0].get("value") == '"><b>'
    assert [text(item) for item in find(tree, "nav.crumbs li")] == ["首页", "年报"]
    assert text(find(tree, ".agency")[0]) == "示范市教育局"


def test_the_meta_tags_of_the_guideline_are_written_where_there_is_a_value(page):
    about = PageMeta(
        "政府信息公开年报", "政府信息公开", article_title="2024年年报", content_source="示范市教育局"
    )
    found = {
        meta.get("name"): meta.get("content") for meta in find(page("base.html", page=about), "meta[name]")
    }
    assert found["SiteName"] == "示范市政府信息公开"
    assert found["SiteIDCode"] == "0000000000"
    assert found["ColumnName"] == "政府信息公开年报"
    assert found["ArticleTitle"] == "2024年年报"
    assert found["ContentSource"] == "示范市教育局"
    assert "PubDate" not in found
    assert "SiteDomain" not in found


class SignIn(forms.Form):
    username = forms.CharField(label="登录名", help_text="工号或者手机号")
    password = forms.CharField(label="口令", widget=forms.PasswordInput)
    code = forms.CharField(label="验证码", required=False)


def test_the_sign_in_page_tells_errors_in_a_list_and_at_the_field_and_keeps_what_was_typed(page):
    form = SignIn({"username": "liqiang"})
    form.add_error(None, "登录名或者口令不对。")
    tree = page("registration/login.html", form=form, next="/office/")
    listed = [text(item) for item in find(tree, ".errors li")]
    assert listed[0] == "登录名或者口令不对。"
    assert listed[1].startswith("口令：")
    assert find(tree, ".errors a")[0].get("href") == "#id_password"
    assert text(find(tree, "#id_password_error")[0]).startswith("▲")
    assert find(tree, "#id_username")[0].get("value") == "liqiang"
    assert [text(label) for label in find(tree, "label")] == ["登录名", "口令", "验证码 选填"]
    described = find(tree, "#id_username")[0].get("aria-describedby").split()
    assert all(tree.xpath("//*[@id=$id]", id=name) for name in described)
    assert find(tree, "input[name=next]")[0].get("value") == "/office/"


class Person:
    is_authenticated = True

    def __str__(self):
        return "李强"


def test_the_office_shows_who_is_signed_in(page):
    tree = page(
        "office_base.html", user=Person(), agency="示范市教育局", nav=[NavItem("今天", "/office/", True)]
    )
    assert text(find(tree, ".person")[0]) == "李强"
    assert text(find(tree, ".agency")[0]) == "示范市教育局"
    for form in find(tree, ".who form"):
        assert form.get("method") == "post"


# – the modes


def visit(path, cookie=""):
    request = RequestFactory().get(path)
    request.COOKIES["look"] = cookie
    seen = {}

    def view(request):
        seen.update(look(request))
        return HttpResponse("")

    return LookMiddleware(view)(request), seen


def test_the_elderly_mode_is_drawn_and_remembered():
    response, seen = visit("/reports/?look=elder")
    assert seen["html_classes"] == "elder"
    assert response.cookies["look"].value == "elder"
    assert response.cookies["look"]["samesite"] == "Lax"
    assert response.headers["Vary"] == "Cookie"
    response, seen = visit("/reports/", "elder")
    assert seen["html_classes"] == "elder"
    assert "look" not in response.cookies


def test_two_modes_go_together_and_plain_ends_both():
    response, seen = visit("/?look=contrast", "elder")
    assert seen["html_classes"] == "elder contrast"
    assert response.cookies["look"].value == "elder.contrast"
    response, seen = visit("/?look=plain", "elder.contrast")
    assert seen["html_classes"] == ""
    assert response.cookies["look"].value == ""


@pytest.mark.parametrize("wish", ["", "no-", "bold", '"><script>', "no-bold"])
def test_an_unknown_wish_changes_nothing(wish):
    assert changed(("elder",), wish) == ("elder",)


def test_a_forged_cookie_never_reaches_the_page():
    _, seen = visit("/", 'x"onload="y.elder')
    assert seen["html_classes"] == "elder"


def test_the_switches_keep_the_query_and_offer_the_way_out(page):
    _, seen = visit("/search/?q=水价&look=elder")
    elder, contrast, traditional = seen["look_switches"]
    assert (elder.label, contrast.label, traditional.label) == ("退出长者模式", "高对比", "繁體")
    assert elder.href == "?q=%E6%B0%B4%E4%BB%B7&look=no-elder"
    tree = page("base.html", **seen)
    assert tree.get("class") == "elder"
    assert [text(link) for link in find(tree, ".switches a")] == ["退出长者模式", "高对比", "繁體"]
    assert html.tostring(tree).count(b"data-look") == 2  # other characters come from the server


def test_the_office_offers_size_and_contrast_but_no_other_characters(page):
    _, seen = visit("/office/")
    tree = page("office_base.html", **seen)
    assert [text(link) for link in find(tree, ".switches a")] == ["长者模式", "高对比"]
    assert find(tree, ".switches button") == []


def test_a_page_is_read_aloud_only_where_a_script_finds_a_voice(page):
    _, seen = visit("/")
    (button,) = find(page("base.html", **seen), ".switches button")
    assert text(button) == "朗读本页"
    assert "hidden" in button.attrib
