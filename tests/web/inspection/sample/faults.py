"""Which faults does an examiner put into the site? Each is drawn with its place by a seed.

Each function spoils one thing that handbook 05 names and says what must be found: the kind, and a piece of
the place at which it must be found. Nothing is spoilt twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.web.inspection.sample.town import DAY, NEWS, NOTICES, PLAIN, Answer, Article, Town

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What must be found: of this kind, at a place in whose description this stands."""

    kind: str
    at: str


class Examiner:
    """Draws places that nothing else was done to."""

    def __init__(self, town: Town, seed: int, outside: str) -> None:
        """`outside`: another site, whose `/fine` answers and whose other addresses do not."""
        self.town, self.random, self.outside = town, Random(seed), outside
        self._articles = town.articles()
        self.random.shuffle(self._articles)
        self._columns = {"news": list(NEWS), "notices": list(NOTICES), "plain": list(PLAIN)}
        for group in self._columns.values():
            self.random.shuffle(group)
        self._guides = list(town.guides)
        self.random.shuffle(self._guides)
        self.kept = {group: self.column(group) for group in ("news", "notices")}  # for the decoys

    def article(self) -> Article:
        """An article that is still in order, of a column that is."""
        return self._articles.pop()

    def column(self, group: str) -> str:
        """A column that is still in order; its articles are left alone from now on."""
        code = self._columns[group].pop()
        self._articles = [one for one in self._articles if not one.path.startswith(f"/{code}/")]
        return code

    def guide(self) -> str:
        """A guide that is still whole."""
        return self._guides.pop()

    def link(self, href: str, text: str = "相关链接") -> Article:
        """Puts a link into an article."""
        one = self.article()
        one.body += f'<p><a href="{href}">{text}</a></p>'
        return one


def home_links(x: Examiner) -> list[Fault]:
    """Links of the home page that lead nowhere."""
    dead = ["/topic/gone.html", f"{x.outside}/gone"]
    x.town.home_extra += "".join(f'<p><a href="{one}">专题专栏</a></p>' for one in dead)
    return [Fault("home_link_dead", one) for one in dead]


def links(x: Examiner) -> list[Fault]:
    """Links of other pages: gone, broken, without end, to nobody."""
    x.town.raw["/broken"] = Answer(b"error", 500, HTML)
    x.town.raw["/round/a"] = Answer(b"", 302, {"Location": "/round/b"})
    x.town.raw["/round/b"] = Answer(b"", 302, {"Location": "/round/a"})
    dead = ["/gone/x1.html", "/broken", "/round/a", "http://127.0.0.1:9/nobody"]
    for one in dead:
        x.link(one)
    return [Fault("link_dead", one) for one in dead]


def soft(x: Examiner) -> list[Fault]:
    """Pages that say that they are not there, and answer as if they were."""
    gone = "<html lang='zh'><title>提示</title><body><p>您访问的页面不存在或已删除。{}</p></body></html>"
    x.town.odd["/ztzl/"] = lambda path: Answer(gone.format(path).encode(), headers=HTML)
    x.town.odd["/old/"] = lambda _: Answer(b"", 302, {"Location": "/"})
    found = ["/ztzl/2019/a.html", "/ztzl/2020/b.html", "/old/c.html"]
    for one in found:
        x.link(one)
    return [Fault("soft_404", one) for one in found]


def attachments(x: Examiner) -> list[Fault]:
    """Files that are empty, and files that are something else."""
    kinds = {
        "/files/empty1.pdf": ("attachment_empty", b"", "application/pdf"),
        "/files/empty2.docx": ("attachment_empty", b"", "application/octet-stream"),
        "/files/false1.pdf": ("attachment_false_type", b"<html><body>login</body></html>", "text/html"),
        "/files/false2.docx": (
            "attachment_false_type",
            b"%PDF-1.4 some text",
            "application/msword",
        ),
    }
    for path, (_, body, said) in kinds.items():
        x.town.raw[path] = Answer(body, headers={"Content-Type": said})
        x.link(path, "附件")
    return [Fault(kind, path) for path, (kind, _, _) in kinds.items()]


def stale(x: Examiner) -> list[Fault]:
    """Columns that nobody looks after."""
    found = []
    for group, kind, ago in (("news", "news_stale", 20), ("notices", "notices_stale", 200)) * 2:
        column = x.town.columns[x.column(group)]
        for number, one in enumerate(column.articles):
            one.day = DAY - timedelta(days=ago + number)
            one.shown, one.dated = str(one.day), f"{one.day} 10:00"
            one.page.metas["PubDate"] = one.dated
        found.append(Fault(kind, f"/{column.code}/"))
    return found


def home_stale(x: Examiner) -> list[Fault]:
    """A home page on which nothing is new."""
    x.town.home_day = DAY - timedelta(days=16)
    return [Fault("home_stale", "/")]


def empty(x: Examiner) -> list[Fault]:
    """Columns without anything in them."""
    found = []
    for _ in range(2):
        column = x.town.columns[x.column("plain")]
        column.articles.clear()
        found.append(Fault("column_empty", f"/{column.code}/"))
    return found


def dates(x: Examiner) -> list[Fault]:
    """Texts that do not say of when they are."""
    found = []
    for _ in range(2):
        one = x.article()
        one.dated = ""
        found.append(Fault("date_missing", one.path))
    return found


def foots(x: Examiner) -> list[Fault]:
    """What must stand at the foot of each page."""
    found = []
    for name in ("organiser", "id_code", "icp", "police", "site_mark", "find_errors"):
        one = x.article()
        del one.page.foot[name]
        found.append(Fault(f"footer_{name}", one.path))
    return found


def metas(x: Examiner) -> list[Fault]:
    """The marks in the head of a page."""
    site, text = x.article(), x.article()
    del site.page.metas["SiteName"]
    del text.page.metas["ArticleTitle"]
    column = x.town.columns[x.column("plain")]
    del column.page.metas["ColumnName"]
    return [
        Fault("meta_site", site.path),
        Fault("meta_article", text.path),
        Fault("meta_column", f"/{column.code}/"),
    ]


def search(x: Examiner) -> list[Fault]:
    """A search that does not find what was published."""
    x.town.finds = False
    return [Fault("search_fails", "/search")]


def messages(x: Examiner) -> list[Fault]:
    """Messages that were left alone."""
    for days in (100, 200):
        x.town.messages.append((f"咨询{days}天前的事", DAY - timedelta(days=days), None))
    return [Fault("message_unanswered", f"{DAY - timedelta(days=days)}") for days in (100, 200)]


def guides(x: Examiner) -> list[Fault]:
    """Guides that lack four parts."""
    found = []
    for _ in range(2):
        path = x.guide()
        for name in x.random.sample(sorted(x.town.guides[path])[1:], 4):
            del x.town.guides[path][name]
        found.append(Fault("guide_incomplete", path))
    return found


def words(x: Examiner) -> list[Fault]:
    """Words that are wrong, and what is somebody's own."""
    kinds = [
        ("wrong_words", "<p>会议布署了下一步工作。</p>"),
        ("wrong_words", "<p>请用本单位帐号登录。</p>"),
        ("personal_data", "<p>申请人王芳，手机13912345678。</p>"),
        ("personal_data", "<p>王芳，身份证号码110101199003072359。</p>"),
    ]
    found = []
    for kind, text in kinds:
        one = x.article()
        one.body += text
        found.append(Fault(kind, one.path))
    return found


def access(x: Examiner) -> list[Fault]:
    """What whoever does not see needs."""
    changes: list[tuple[str, Callable[[Article], None]]] = [
        ("image_alt", lambda one: _body(one, '<p><img src="/img/dzwljg.png"></p>')),
        ("image_alt", lambda one: _body(one, '<p><img src="/img/dzwljg.png" title="图"></p>')),
        ("input_label", lambda one: _body(one, '<p><input type="text" name="phone"></p>')),
        ("input_label", lambda one: _body(one, "<p><select name='town'><option>乡</option></select></p>")),
        ("lang_missing", lambda one: setattr(one.page, "lang", "")),
        ("lang_missing", lambda one: setattr(one.page, "lang", "en")),
        ("title_missing", lambda one: setattr(one.page, "title", "")),
    ]
    return [_changed(x, kind, change) for kind, change in changes]


def others(x: Examiner) -> list[Fault]:
    """What goes to others, and what leads where nobody may go."""
    cookie = {"Set-Cookie": "JSESSIONID=ABCDEF; Path=/"}
    changes: list[tuple[str, Callable[[Article], None]]] = [
        (
            "third_party",
            lambda one: setattr(one.page, "head", '<script src="https://cdn.example.net/a.js"></script>'),
        ),
        (
            "third_party",
            lambda one: _body(one, '<iframe title="地图" src="https://map.example.org/x"></iframe>'),
        ),
        ("cookie_open", lambda one: one.page.headers.update(cookie)),
        ("link_inner", lambda one: _body(one, '<a href="http://10.1.2.3/oa/">内部办公</a>')),
        ("link_inner", lambda one: _body(one, '<a href="http://oa.baishi.local/login">登录</a>')),
        ("link_secret", lambda one: _body(one, '<a href="http://user:abc123@www.example.org/">下载</a>')),
        ("link_test", lambda one: _body(one, '<a href="http://test.baishi.example.org/a">新系统</a>')),
        ("encoding_wrong", lambda one: setattr(one.page, "declared", "gbk")),
        ("encoding_wrong", lambda one: _encoded(one, "gbk", "iso-8859-1")),
    ]
    return [_changed(x, kind, change) for kind, change in changes]


def _body(one: Article, text: str) -> None:
    one.body += text


def _encoded(one: Article, encoding: str, declared: str) -> None:
    one.page.encoding, one.page.declared = encoding, declared


def _changed(x: Examiner, kind: str, change: Callable[[Article], None]) -> Fault:
    one = x.article()
    change(one)
    return Fault(kind, one.path)


ALL = (
    stale, empty, metas, home_links, links, soft, attachments, home_stale, dates, foots, search, messages,
    guides, words, access, others,
)  # fmt: skip


def plant(town: Town, seed: int, outside: str) -> tuple[Examiner, list[Fault]]:
    """Spoils the site; what must be found."""
    examiner = Examiner(town, seed, outside)
    return examiner, [fault for one in ALL for fault in one(examiner)]
