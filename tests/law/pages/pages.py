"""A page of an invented county, in order, with what a test changes."""

from datetime import date
from urllib.parse import urljoin

from gongkai.pages.check import About, check_page
from gongkai.pages.facts import Seen

DAY = date(2026, 6, 15)
SITE = "http://baishi.example"
FOOT = (
    "主办单位：白石县政府办公室 网站标识码：4102230001 豫ICP备05000001号 豫公网安备41022302000001号 "
    '<a href="/m"><img src="/m.png" alt="党政机关网站标识"></a><a href="/z">我为政府网站找错</a>'
)
METAS = {"SiteName": "白石县", "SiteDomain": "baishi.example", "SiteIDCode": "4102230001"}
ARTICLE = {"ArticleTitle": "修路", "PubDate": "2026-06-10", "ContentSource": "县政府办"}
COLUMN = dict.fromkeys(("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), "通知公告")
TEXT = "<p>发布时间：2026-06-10</p><p>县人民政府召开会议，研究部署近期重点工作，听取有关部门的情况汇报。</p>"


def html(main=TEXT, metas=None, foot=FOOT, lang="zh-CN", title="修路", head=""):
    """The source of a page."""
    told = "".join(
        f'<meta name="{name}" content="{said}">' for name, said in ({**METAS, **(metas or {})}).items()
    )
    named = f"<title>{title}</title>" if title else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head>{named}{told}{head}</head>'
        f'<body><div class="nav"><a href="/">首页</a></div><div class="main"><h1>{title}</h1>{main}</div>'
        f'<div class="footer">{foot}</div></body></html>'
    )


def checked(source, path="/zwdt/202606/a1.html", *, headers=None, body=None, cut=False, **about):
    """What is found in it."""
    address = f"{SITE}{path}"
    seen = Seen(
        address,
        200,
        headers or {"content-type": "text/html; charset=utf-8"},
        source.encode() if body is None else body,
        cut=cut,
    )
    known = About(**{"day": DAY, "own": frozenset({"baishi.example"}), **about})
    return check_page(seen, lambda written: urljoin(address, written), known)


def kinds(source, path="/zwdt/202606/a1.html", **given):
    """The kinds of what is found, in order."""
    return [one.kind for one in checked(source, path, **given).faults]
