"""A report on a web page: is what stands beside it – menu, way to the page, charts – no part of it?"""

from gongkai.reading import read_bytes
from gongkai.render.html import render
from gongkai.render.pages import pages
from gongkai.report import Report
from tests.law.render.reports import AGENCY, sound

MENU = "<nav><a>首页</a> <a>规范性文件</a> <a>年报</a></nav><p>2024-01-01</p>"
CHART = "<aside><table><tr><th>（一）予以公开</th><td>3</td></tr></table><p>下载</p></aside>"


def page(report: Report) -> bytes:
    """The report with a menu above it and a chart below."""
    text = render(pages(report)).decode()
    assert "<body" in text
    start = text.index(">", text.index("<body")) + 1
    return (text[:start] + MENU + text[start:].replace("</body>", f"{CHART}</body>")).encode()


def test_menus_and_charts_are_not_read_into_the_tables():
    report = sound()
    again = read_bytes(page(report), "年报.html")
    assert (again.agency, again.year) == (AGENCY, 2024)
    assert dict(again.cells) == dict(report.cells)
    assert "下载" not in again.sections[-1].text
