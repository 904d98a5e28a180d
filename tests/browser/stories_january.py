"""What do the units of a January hand in: sound files of every format, odd ones, and ones with a mistake?

The numbers come from `tests.web.collecting.january`; the words are each unit's own, so that no two reports
are alike. A mistake says what the page must say of it. All is made from a seed.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.report import BLANK, CellValue, Note, Report
from tests.law.formats import writers
from tests.law.formats.builders import BLOCKS4, CELLS2, COLUMNS3, COLUMNS4, ROWS3, Figures, Written
from tests.web.collecting import january
from tests.web.collecting.january import YEAR, as_file, named

NEW, CARRIED, GOING_ON = "table3.new_received", "table3.carried_over_in", "table3.carried_over_out"
_KINDS = [kind for kind, _ in COLUMNS3[:-1]]

# – sound reports, each in words of its own

_WORDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "主动公开": (
        ("按照年度要点公开权责清单", "逐月公开财政资金的去向", "集中公开惠民补贴名册", "随文公开政策的问答"),
        ("窗口同步摆放办事手册", "把旧文件重新归类上网", "请社区代表评议栏目", "用图表说明年度计划的进展"),
    ),
    "政府信息管理": (
        (
            "拟稿时就写明公开属性",
            "逐件登记文件的来源和去向",
            "每季度清理一次失效文件",
            "由两人分别审查涉密内容",
        ),
        ("给历年文件补上文号", "统一了附件的命名", "把纸质目录录入电脑", "对拟删除的网页先行归档"),
    ),
    "平台建设": (
        ("维护门户网站的检索入口", "改版了手机上的页面", "在大厅设立查阅电脑", "补齐栏目的更新日期"),
        ("修复失效链接并登记原因", "给视力不便的人加大字体", "关闭无人更新的账号", "把常见问题放在首页"),
    ),
    "监督保障": (
        ("开展日常检查并通报结果", "邀请律师讲课两次", "把公开工作写进考核办法", "公布了投诉电话和信箱"),
        ("新来的同志跟班一个月", "年底逐科室谈话一次", "请上级来单位现场指导", "按季度交流办件体会"),
    ),
    "问题": (
        ("基层科室报送不够及时", "解读的形式比较单一", "老旧文件的电子化较慢", "工作人员轮岗较为频繁"),
        ("已经排出分月的补课计划", "明年增加图解和短视频", "正在招标扫描服务", "实行一人主办一人协办"),
    ),
}


def sound(name: str, lot: random.Random) -> Report:
    """The report of a unit whose numbers and words agree; the words are drawn for it."""
    return in_own_words(january.sound(name, lot), lot)


def in_own_words(report: Report, lot: random.Random, beside: str = "") -> Report:
    """The same in other words, none of which stands `beside`; and without direct lawsuits, of which a note is
    always made.
    """
    direct = {cell: 0 for cell in report.cells if cell.startswith("table4.litigation_direct.")}
    report = replace(report, cells={**report.cells, **direct})
    said = {
        topic: "，".join(lot.choice([one for one in words if one not in beside]) for words in parts)
        for topic, parts in _WORDS.items()
    }
    where = f"{lot.choice('东西南北')}{lot.choice('山河湖岭')}{lot.choice('一二三四五六')}号"
    new, into, done, out = (
        report.cells[f"table3.{row}.total"]
        for row in ("new_received", "carried_over_in", "results_total", "carried_over_out")
    )
    first = (
        f"（一）主动公开。{said['主动公开']}，{where}的查阅点全年开放。\n"
        f"（二）依申请公开。{YEAR}年新收政府信息公开申请{new}件，上年结转{into}件，办结{done}件，"
        f"结转下年度{out}件。\n（三）政府信息管理。{said['政府信息管理']}。\n"
        f"（四）平台建设。{said['平台建设']}。\n（五）监督保障。{said['监督保障']}。"
    )
    texts = {1: first, 5: f"一是{said['问题']}。二是{where}查阅点的人手偏少，将请志愿者协助。"}
    sections = tuple(replace(one, text=texts.get(one.number, one.text)) for one in report.sections)
    return replace(report, sections=sections)


def year_before(report: Report, lot: random.Random) -> Report:
    """What the unit reported a year earlier: what went on then is what came over now."""
    cells = _rotated(report)
    for kind in (*_KINDS, "total"):
        done, came = cells[f"table3.results_total.{kind}"], report.cells[f"{CARRIED}.{kind}"]
        cells |= {f"{NEW}.{kind}": done, f"{CARRIED}.{kind}": came, f"{GOING_ON}.{kind}": came}
    beside = "".join(one.text for one in report.sections)
    former = in_own_words(replace(report, cells=cells, period=None), lot, beside)
    told = tuple(replace(one, text=one.text.replace(str(YEAR), str(YEAR - 1))) for one in former.sections)
    return named(replace(former, sections=told), report.agency or "", YEAR - 1)


def _rotated(report: Report) -> dict[str, CellValue]:
    """The same numbers, each row's at another kind of applicant: a year has numbers of its own."""
    cells = dict(report.cells)
    for row, _ in ROWS3:
        for kind, other in zip(_KINDS, (*_KINDS[1:], _KINDS[0]), strict=True):
            cells[f"table3.{row}.{kind}"] = report.cells[f"table3.{row}.{other}"]
    return cells


# – every format that is read

_SAVED = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".rtf": ".docx",
    ".odt": ".docx",
    ".xls": ".xlsx",
    ".ods": ".xlsx",
}
FORMATS = (".docx", ".xlsx", ".html", ".txt", ".json", ".pdf", ".ofd", ".mht", *_SAVED)
_LETTER = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=x"\r\n\r\n--=x\r\n'
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%b\r\n--=x--\r\n"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as it is to be handed in: in which format, and what was done to its page (HTML) by hand."""

    report: Report
    suffix: str
    page: Callable[[str], str] | None = None
    merged: bool = False  # written by another program, with merged cells in every head


def written(papers: Mapping[str, Paper], office: str, folder: Path) -> dict[str, tuple[str, bytes]]:
    """Suffix and bytes of each. `office`: the path of LibreOffice, by which the older formats are saved."""
    plain = {key: one for key, one in papers.items() if one.suffix not in _SAVED}
    made = {key: (one.suffix, _file(one, folder)) for key, one in plain.items()}
    for suffix in _SAVED:
        some = {key: one for key, one in papers.items() if one.suffix == suffix}
        made |= {key: (suffix, data) for key, data in _saved(some, suffix, office, folder).items()}
    return made


def _file(paper: Paper, folder: Path) -> bytes:
    if paper.merged:
        return writers.as_docx(_by_hand(paper.report))
    if paper.suffix == ".ofd":
        return writers.as_ofd(_by_hand(paper.report))
    if paper.suffix == ".mht":
        return _LETTER % as_file(paper.report, ".html", folder)
    data = as_file(paper.report, paper.suffix, folder)
    return paper.page(data.decode()).encode() if paper.page else data


def _saved(papers: Mapping[str, Paper], suffix: str, office: str, folder: Path) -> dict[str, bytes]:
    """What LibreOffice makes of them, all at once; WPS Office writes the format of .doc."""
    old, new = _SAVED[suffix].removeprefix("."), {".wps": "doc"}.get(suffix, suffix.removeprefix("."))
    place = folder / new / suffix
    place.mkdir(parents=True, exist_ok=True)
    sources = {key: place / f"{number}.{old}" for number, key in enumerate(papers)}
    for key, source in sources.items():
        source.write_bytes(as_file(papers[key].report, f".{old}", folder))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [office, profile, "--headless", "--convert-to", new, "--outdir", str(place)]
    if papers:
        subprocess.run([*call, *map(str, sources.values())], check=True, capture_output=True)
    return {key: source.with_suffix(f".{new}").read_bytes() for key, source in sources.items()}


def _by_hand(report: Report) -> Written:
    """The same for the writers that share nothing with the program's own."""

    def numbers(cells: Iterable[str]) -> tuple[int, ...]:
        return tuple(int(report.cells[cell] or 0) for cell in cells)

    three = [numbers(f"table3.{row}.{kind}" for kind, _ in COLUMNS3) for row, _ in ROWS3]
    four = numbers(f"table4.{block}.{column}" for block in BLOCKS4 for column, _ in COLUMNS4)
    two = [str(report.cells[f"table2.{cell}"]) for cell in CELLS2]
    prose = tuple(one.text.replace("\n", "") for one in report.sections)
    return Written(report.title or "", prose, Figures(tuple(two), tuple(three), four))


# – decoys: odd, and sound

_NUMBER = re.compile(r"(<td[^>]*>)([^<]*)(</td>)")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda page: _NUMBER.sub(lambda cell: f"{cell[1]}{change(cell[2])}{cell[3]}", page)


def _spaced(page: str) -> str:
    padded = _each(lambda text: f"&nbsp; {text}\n  ")(page)
    return padded.replace("商业企业", "商业 企业").replace("结果维持", "结果 维持").replace("一、", "一 、")


def _broken_title(page: str) -> str:
    return page.replace(
        f"{YEAR}年政府信息公开工作年度报告</h1>", f"{YEAR}年<br>政府信息公开工作年度报告</h1>"
    )


def _thousands(text: str) -> str:
    return f"{int(text):,}" if text.isdigit() else text


def _with_remark(report: Report) -> Report:
    """0 where it has no such business, and it says so."""
    told = "行政强制填0：本单位没有行政强制职权。"
    return _said(report, 2, lambda _: told)


def _blank_with_remark(report: Report) -> Report:
    """Nothing stands in the cell, and the reason stands above the table."""
    cell = "table2.administrative_coercion.decision_count"
    told = _said(report, 2, lambda _: "注：行政强制一格空着，本单位没有行政强制职权。")
    return replace(told, cells={**told.cells, cell: None}, notes=(Note(BLANK, "空", cell, ""),))


def decoys(names: Iterable[str], lot: random.Random) -> dict[str, Paper]:
    """Papers that nothing may be said of."""
    all_zero, _, huge, charges, only_carried, repealed = january.DECOYS
    own = iter(names)

    def next_one(make: Callable[[str, random.Random], Report]) -> Report:
        return in_own_words(make(next(own), lot), lot)

    made = (
        Paper(next_one(january.sound), ".html", _each(lambda text: text.translate(_FULL_WIDTH))),
        Paper(next_one(january.sound), ".html", _spaced),
        Paper(next_one(january.sound), ".docx", merged=True),
        Paper(_with_remark(next_one(january.sound)), ".docx"),
        Paper(_blank_with_remark(next_one(january.sound)), ".xlsx"),
        Paper(next_one(all_zero), ".docx"),
        Paper(next_one(all_zero), ".xlsx"),
        Paper(next_one(huge), ".html", _each(_thousands)),
        Paper(next_one(charges), ".xlsx"),
        Paper(next_one(only_carried), ".pdf"),
        Paper(next_one(repealed), ".ofd"),
        Paper(
            next_one(january.sound),
            ".html",
            _broken_title,
        ),
    )
    return {one.report.agency or "": one for one in made}


# – mistakes


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: what it makes of a sound report and of another unit's, and what the pages say of it.

    `page`: what is done to the file instead, a web page. `taken`: whether it can be handed in at all;
    `asked`: whether the unit has to explain it first; `twin`: the file is another unit's to the byte.
    """

    name: str
    said: str
    made: Callable[[Report, Report], Report] = lambda own, _: own
    page: Callable[[str], str] | None = None
    taken: bool = True
    asked: bool = False
    twin: bool = False


def _said(report: Report, number: int, change: Callable[[str], str]) -> Report:
    sections = tuple(
        replace(one, text=change(one.text)) if one.number == number else one for one in report.sections
    )
    return replace(report, sections=sections)


def _put(words: str) -> Callable[[Report, Report], Report]:
    """These words behind （四）平台建设。"""
    return lambda own, _: _said(own, 1, lambda text: text.replace("平台建设。", f"平台建设。{words}。"))


def _cells(own: Report, **changes: int) -> Report:
    """Other numbers: row and kind joined by two underscores."""
    cells = {f"table3.{key.replace('__', '.')}": number for key, number in changes.items()}
    return replace(own, cells={**own.cells, **cells})


def _not_carried_over(own: Report, _: Report) -> Report:
    """What was left from the year before is counted as new; the columns still add up."""
    kind = next(kind for kind in _KINDS if own.count(f"{CARRIED}.{kind}"))
    left = own.count(f"{CARRIED}.{kind}")
    changes = {f"carried_over_in__{kind}": 0, f"new_received__{kind}": own.count(f"{NEW}.{kind}") + left}
    changes["carried_over_in__total"] = own.count(f"{CARRIED}.total") - left
    changes["new_received__total"] = own.count(f"{NEW}.total") + left
    old = f"申请{own.count(f'{NEW}.total')}件，上年结转{own.count(f'{CARRIED}.total')}件"
    new = f"申请{changes['new_received__total']}件，上年结转{changes['carried_over_in__total']}件"
    return _said(_cells(own, **changes), 1, lambda text: text.replace(old, new))


def _negative(own: Report, _: Report) -> Report:
    return _cells(own, granted__natural_person=-3)


def _swapped(own: Report, _: Report) -> Report:
    """The numbers of two kinds of applicants stand in each other's place."""
    one, other = next(
        (one, other)
        for one in _KINDS
        for other in _KINDS
        if own.count(f"{NEW}.{one}") != own.count(f"{NEW}.{other}")
    )
    numbers = {one: own.count(f"{NEW}.{other}"), other: own.count(f"{NEW}.{one}")}
    return _cells(own, **{f"new_received__{kind}": number for kind, number in numbers.items()})


def _without(pattern: str, instead: str = "") -> Callable[[str], str]:
    def changed(page: str) -> str:
        found, times = re.subn(pattern, instead, page, count=1, flags=re.DOTALL)
        assert times, pattern
        return found

    return changed


_BY_RULE = {
    "总计不等于各列之和": r"总计填\d+，相差1",
    "办理结果和收件不等": r"表三「自然人」：新收\d+＋结转\d+＝\d+，办结\d+＋结转\d+＝\d+，相差1",
    "（七）总计不等于各项之和": r"表三「自然人」：各项办理结果之和＝\d+，（七）总计填\d+，相差2",
    "表四总计不等于各项之和": r"表四「行政复议」：.*总计填\d+，相差1",
    "正文的件数和表不同": r"申请\d+件.*写的是\d+.*没有一种口径对得上",
    "第六部分还是上一年的": rf"{YEAR - 1}年.*请改正",
    "第六部分空着": "「六、其他需要报告的事项」下面没有文字",
    "交成上一年的": rf"这是上一年（{YEAR - 1} 年度）的年报",
    "交成别的单位的": f"这是“{january.ANOTHER}”的年报，不是“",
}
KINDS = (
    *(
        Mistake(
            one.name, _BY_RULE[one.name], lambda own, _, made=one.made: made(own), taken="成" not in one.name
        )
        for one in january.MISTAKES
        if one.name in _BY_RULE
    ),
    Mistake("留着没有填的空", "XX.*请补写", _put("维护XX网站，共XX次")),
    Mistake("引用修订前的条例", "492.*那是修订以前的规定", _put("执行《条例》（国务院令第492号）")),
    Mistake(
        "写着身份证号", "居民身份证号码「110…2X」；请删除或遮盖", _put("张三（11010519491231002X）负责检查")
    ),
    Mistake("少接了上年结转的", r"上年报告结转下年\d+，本年上年结转填0", _not_carried_over),
    Mistake("填了负数", "填的是「-3」，不是不小于零的整数", _negative),
    Mistake("两列填反了", r"表三「\S+」：新收\d+＋结转\d+＝\d+，办结\d+＋结转\d+＝\d+，相差\d+", _swapped),
    Mistake(
        "名单上没有的单位的", "名单上没有这个单位", lambda own, _: named(own, "别市教育局", YEAR), asked=True
    ),
    Mistake("和别的单位同一个文件", "一模一样", lambda _, other: other, taken=False, twin=True),
    Mistake(
        "照抄了别的单位的表",
        "三张表的数和“.*完全相同",
        lambda own, other: in_own_words(named(other, own.agency or "", YEAR), random.Random(own.agency)),
        asked=True,
    ),
    Mistake(
        "缺一个部分",
        "没有读到.*存在的主要问题",
        page=_without(r'<section aria-labelledby="s5">.*?</section>'),
    ),
    Mistake(
        "数字格里写着字",
        "「若干」",
        page=_without(r'(<td headers="t3r1c4 t3r2c4 t3r4c1">)[^<]*', r"\1若干"),
    ),
    Mistake("删了一行", "重复申请.*没有找到", page=_without(r"<tr><th[^>]*>2\.重复申请</th>.*?</tr>")),
)
