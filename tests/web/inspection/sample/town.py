"""What does the web site of an invented county look like when nothing is wrong with it?

Written from handbook 05 alone: its columns, its foot, its marks, its messages and guides. Faults and decoys
are put into it by `faults` and `decoys`; nothing here knows how anything is found.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = date(2026, 6, 15)
NAME, ID_CODE = "示范市白石县人民政府", "4102230001"
NEWS = {"zwdt": "政务动态", "zwyw": "政务要闻", "bmdt": "部门动态", "xzdt": "乡镇动态", "mtyw": "媒体要闻"}
NOTICES = {
    "tzgg": "通知公告",
    "zcwj": "政策文件",
    "gsgg": "公示公告",
    "zcjd": "政策解读",
    "gfxwj": "规范性文件",
}
PLAIN = {"msgc": "民生工程", "fpgz": "乡村振兴", "jyxx": "教育信息", "wsjk": "卫生健康", "hjbh": "环境保护"}
FOOT = {
    "organiser": "主办单位：示范市白石县人民政府办公室 联系电话：0999-6123456",
    "id_code": "网站标识码：4102230001",
    "icp": "豫ICP备05000001号-1",
    "police": "豫公网安备41022302000001号",
    "site_mark": '<a href="/mark.html"><img src="/img/dzwljg.png" alt="党政机关网站标识"></a>',
    "find_errors": '<a href="/zc/index.html" title="我为政府网站找错">我为政府网站找错</a>',
}
GUIDE = {
    "事项名称": "个体工商户登记",
    "设定依据": "《促进个体工商户发展条例》",
    "申请条件": "有经营能力的公民",
    "办理材料": "登记申请书、经营场所证明",
    "办理地点": "白石县政务服务中心二楼",
    "办理时间": "工作日上午八时至十二时",
    "联系电话": "0999-6123457",
    "办理流程": "申请、受理、审核、发照",
}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
SENTENCES = (
    "县人民政府召开会议，研究部署近期重点工作，听取有关部门的情况汇报。",
    "会议要求，各部门要细化措施，明确分工，按时完成任务，及时公开进展情况。",
    "有关事项由主管部门负责解释，办理时间、地点和方式见办事指南。",
    "项目建成以后，沿线群众出行将更加便利，灌溉条件也会得到改善。",
    "工作人员到村到户，了解生产生活情况，收集意见和建议。",
    "今年以来，全县按照年度计划推进各项建设，主要指标保持平稳。",
)


@dataclass
class Answer:
    """What the server says: bytes with their head. `seconds`: how long it takes to begin."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    seconds: float = 0.0


@dataclass
class Page:
    """A page before it is written: whatever is wrong with one is a change of these."""

    path: str
    title: str
    main: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    lang: str = "zh-CN"
    foot: dict[str, str] = field(default_factory=lambda: dict(FOOT))
    head: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    declared: str = ""  # what the header says instead
    heading: str | None = None

    def answer(self, menu: str) -> Answer:
        """The page as it goes out."""
        metas = "".join(f'<meta name="{name}" content="{said}">' for name, said in self.metas.items())
        title = f"<title>{self.title}</title>" if self.title else ""
        heading = f"<h1>{self.title if self.heading is None else self.heading}</h1>"
        lang = f' lang="{self.lang}"' if self.lang else ""
        text = (
            f'<!DOCTYPE html><html{lang}><head><meta charset="{self.encoding}">{title}{metas}'
            f"{self.head}</head>"
            f'<body><div class="header"><div class="nav">{menu}</div></div>'
            f'<div class="main">{heading}{self.main}</div>'
            f'<div class="footer">{" ".join(self.foot.values())}</div></body></html>'
        )
        said = self.declared or self.encoding
        headers = {"Content-Type": f"text/html; charset={said}", **self.headers}
        return Answer(text.encode(self.encoding), headers=headers)


@dataclass
class Article:
    """A text of a column. `shown`: how its day stands in the list, `dated`: how in the page itself."""

    page: Page
    day: date
    shown: str = ""
    dated: str = ""
    body: str = ""
    marked: bool = True  # whether its day stands in the page's own marks

    @property
    def path(self) -> str:
        """Where it stands."""
        return self.page.path

    def finished(self) -> Page:
        """Its page, with its text in it."""
        said = f'<p class="info">发布时间：{self.dated} 来源：县政府办</p>' if self.dated else ""
        self.page.main = f'{said}<div class="text">{self.body}</div>'
        return self.page


@dataclass
class Column:
    """A list of articles. `dates`: whether the list shows their days."""

    code: str
    name: str
    articles: list[Article] = field(default_factory=list)
    extra: str = ""
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        metas = {**SITE, **column_marks(self.name)}
        self.page = Page(f"/{self.code}/index.html", f"{self.name}-{NAME}", metas=metas)
        self.page.heading = self.name

    def finished(self) -> Page:
        """Its page, with the list of today."""
        rows = "".join(
            f'<li><a href="{one.path}">{one.page.heading}</a><span>{one.shown}</span></li>'
            for one in self.articles
        )
        self.page.main = f'<ul class="list">{rows}</ul>{self.extra}'
        return self.page


SITE = {"SiteName": NAME, "SiteDomain": "baishi.example", "SiteIDCode": ID_CODE}


class Town:
    """The whole site: pages by path, changed until `answers` writes them out."""

    def __init__(self) -> None:
        """Everything in order."""
        self.columns = {code: self._column(code, name, 3) for code, name in NEWS.items()}
        self.columns |= {code: self._column(code, name, 60) for code, name in NOTICES.items()}
        self.columns |= {code: self._column(code, name, 200) for code, name in PLAIN.items()}
        self.pages: dict[str, Page] = {}
        self.raw: dict[str, Answer | Callable[[str], Answer]] = {"/img/dzwljg.png": picture()}
        self.home = Page("/", NAME, metas=dict(SITE), heading=NAME)
        self.home_extra = ""
        self.home_day: date | None = None
        self.messages = [
            ("咨询社保缴费", DAY - timedelta(days=40 + 10 * n), DAY - timedelta(days=36 + 10 * n))
            for n in range(6)
        ]
        self.guides = {f"/bszn/g{n}.html": dict(GUIDE) for n in range(6)}
        self.finds = True  # whether the search finds what was published
        self.disallowed: list[str] = []
        self.odd: dict[str, Callable[[str], Answer]] = {}  # answers by the beginning of a path

    def _column(self, code: str, name: str, ago: int) -> Column:
        column = Column(code, name)
        for number in range(16):
            day = DAY - timedelta(days=ago + number)
            column.articles.append(article(code, number, f"{name}第{number + 1}号情况", day))
        return column

    def articles(self) -> list[Article]:
        """All of them."""
        return [one for column in self.columns.values() for one in column.articles]

    def add(self, path: str, title: str, main: str) -> Page:
        """One more page that belongs to no column."""
        page = Page(path, f"{title}-{NAME}", main, metas=dict(SITE), heading=title)
        self.pages[path] = page
        return page

    def answers(self) -> dict[str, Answer | Callable[[str], Answer]]:
        """Every address with what the server says."""
        links = {"首页": "/", **{one.name: one.page.path for one in self.columns.values()}}
        links |= {"咨询留言": "/zxly/index.html", "办事指南": "/bszn/index.html"}
        menu = "".join(f'<a href="{href}">{name}</a> ' for name, href in links.items())
        self._home()
        self._service()
        found: list[Page] = [self.home, *self.pages.values()]
        found += [one.finished() for one in self.columns.values()]
        found += [one.finished() for one in self.articles()]
        return {**{page.path: page.answer(menu) for page in found}, **self.raw}

    def _home(self) -> None:
        newest = sorted(self.articles(), key=lambda one: one.day, reverse=True)
        if self.home_day:
            newest = [one for one in newest if one.day <= self.home_day]
        rows = "".join(
            f'<li><a href="{one.path}">{one.page.heading}</a><span>{one.day}</span></li>'
            for one in newest[:16]
        )
        search = (
            '<form action="/search" method="get"><label for="q">站内搜索</label>'
            '<input id="q" name="q" type="text"><input type="submit" value="搜索"></form>'
        )
        self.home.main = f'{search}<ul class="list">{rows}</ul>{self.home_extra}'

    def _service(self) -> None:
        rows = "".join(
            f"<tr><td>{title}</td><td>留言时间：{asked}</td>"
            + (f"<td>答复时间：{told}</td><td>已答复</td></tr>" if told else "<td></td><td>未答复</td></tr>")
            for title, asked, told in self.messages
        )
        form = (
            '<form action="/zxly/new" method="post"><label for="m">留言</label>'
            '<textarea id="m" name="m"></textarea></form>'
        )
        self._column_page("/zxly/index.html", "咨询留言", f"{form}<table>{rows}</table>", column=True)
        for path, parts in self.guides.items():
            told = "".join(f"<tr><th>{name}</th><td>{said}</td></tr>" for name, said in parts.items())
            page = self.pages.get(path) or self.add(path, f"办事指南：第{path[-6]}项", "")
            page.main = f"<table>{told}</table>"
        guides = "".join(f'<li><a href="{path}">办事指南：第{path[-6]}项</a></li>' for path in self.guides)
        self._column_page("/bszn/index.html", "办事指南", f"<ul>{guides}</ul>", column=True)
        self._column_page("/zc/index.html", "我为政府网站找错", "<p>请写明网页的地址和错在哪里。</p>" * 3)
        self._column_page("/mark.html", "党政机关网站标识", "<p>本网站经审核，是党政机关的网站。</p>" * 3)

    def _column_page(self, path: str, name: str, main: str, *, column: bool = False) -> None:
        page = self.pages.get(path) or self.add(path, name, "")
        page.main = main
        if column:
            page.metas |= column_marks(name)

    def search(self, query: str) -> Answer:
        """The page of results."""
        found = [one for one in self.articles() if query and query in (one.page.heading or "")]
        rows = "".join(f'<li><a href="{one.path}">{one.page.heading}</a></li>' for one in found)
        page = Page("/search", f"站内搜索-{NAME}", metas=dict(SITE), heading="搜索结果")
        page.main = f"<ul>{rows}</ul>" if self.finds else "<p>没有找到。</p>"
        return page.answer('<a href="/">首页</a>')


def column_marks(name: str) -> dict[str, str]:
    """What the head of a column says of it."""
    return {
        "ColumnName": name,
        "ColumnType": "栏目",
        "ColumnDescription": f"{name}栏目",
        "ColumnKeywords": name,
    }


def article(code: str, number: int, title: str, day: date) -> Article:
    """An article with everything that it should have."""
    page = Page(f"/{code}/{day:%Y%m}/a{number}.html", f"{title}-{NAME}", heading=title)
    page.metas = {
        **SITE,
        "ColumnName": code,
        "ArticleTitle": html.escape(title),
        "PubDate": f"{day} 09:30",
        "ContentSource": "县政府办",
    }
    some = [SENTENCES[(number + len(code) + n) % len(SENTENCES)] for n in range(4)]
    return Article(page, day, str(day), f"{day} 09:30", "".join(f"<p>{one}</p>" for one in some))


def picture() -> Answer:
    """A picture."""
    return Answer(PNG, headers={"Content-Type": "image/png"})
