"""The templates read like prose, and no page draws a table by itself."""

from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from lxml import html

from gongkai_web.look.parts import Column, columns
from tools import templates


def test_no_template_has_a_long_line_or_writes_its_own_table() -> None:
    assert list(templates.faults()) == []


def test_it_looks_at_the_templates_of_every_room() -> None:
    rooms = {path.relative_to(templates.ROOT).parts[0] for path in templates.ROOT.rglob("*.html")}
    assert {"apply", "casework", "desk", "letters", "portal", "templates"} <= rooms
    seen = list(templates.ROOT.rglob("templates/**/*.html"))
    assert len(seen) == len(list(templates.ROOT.rglob("*.html")))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("<p>" + "申" * 118, ["有 121 个字符"]),
        ("<p>" + "申" * 117, []),
        ('  <TABLE class="plain">', ["自己写了表格"]),
        ("{% data_table '人员' %}", []),
    ],
)
def test_it_names_the_place_and_the_remedy(tmp_path: Path, line: str, says: list[str]) -> None:
    page = tmp_path / "desk" / "templates" / "desk" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<h1>今天</h1>\n{line}\n", "utf-8")
    found = list(templates.faults(tmp_path))
    assert len(found) == len(says)
    for sentence, said in zip(found, says, strict=True):
        assert sentence.startswith(f"{tmp_path.name}/desk/templates/desk/page.html:2 ")
        assert said in sentence


def test_the_parts_of_the_look_may_write_a_table(tmp_path: Path) -> None:
    part = tmp_path / "templates" / "look" / "part.html"
    part.parent.mkdir(parents=True)
    part.write_text("<table>\n", "utf-8")
    assert list(templates.faults(tmp_path)) == []


def drawn(source: str, **facts: object) -> str:
    """What a template of these words draws."""
    return Template("{% load look %}" + source).render(Context(facts))


def test_a_data_table_brings_its_region_its_caption_and_its_heads() -> None:
    page = html.fromstring(
        drawn(
            '{% data_table "文件" heads="文件、#错误" shape="board" pick=pick %}'
            "<tbody><tr><th>甲</th></tr></tbody>{% end_data_table %}",
            pick="选定",
        )
    )
    (box,) = page.xpath("//div[@role='region']")
    assert (box.get("class"), box.get("tabindex"), box.get("aria-label")) == ("scroll", "0", "文件")
    (table,) = box.xpath("./table[@class='plain board']")
    (caption,) = table.xpath("./caption")
    assert (caption.text, caption.get("class")) == ("文件", "hidden")
    heads = table.xpath("./thead/tr/th[@scope='col']")
    assert ["".join(head.itertext()).strip() for head in heads] == ["选定", "文件", "错误"]
    assert [head.get("class") for head in heads] == [None, None, "number"]
    assert [span.get("class") for span in heads[0]] == ["hidden"]
    assert table.xpath("./tbody/tr/th/text()") == ["甲"]


def test_a_caption_that_no_heading_says_is_shown() -> None:
    (caption,) = html.fromstring(drawn('{% data_table "将要办理" shown=True %}{% end_data_table %}')).xpath(
        "//caption"
    )
    assert caption.get("class") is None


def test_what_stands_in_a_caption_or_a_head_is_escaped() -> None:
    page = drawn("{% data_table name heads=heads %}{% end_data_table %}", name="<b>甲", heads=["<i>乙"])
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;i&gt;乙" in page


def test_heads_are_words_or_a_row_of_words() -> None:
    named = (Column("年度"), Column("错误", number=True))
    assert columns("年度、#错误") == columns(["年度", "#错误"]) == named
    assert columns("") == ()
    assert columns("年度", pick="选定") == (Column("选定", hidden=True), Column("年度"))


def test_a_day_is_marked_up_and_no_day_says_nothing() -> None:
    assert drawn("{{ on|day }}", on=date(2024, 9, 20)) == '<time datetime="2024-09-20">2024-09-20</time>'
    assert drawn('{{ on|day|default:"—" }}', on=None) == "—"


def test_words_lead_somewhere_only_where_there_is_an_address() -> None:
    assert drawn("{% linked words href %}", words="甲<", href="/a?b&c") == '<a href="/a?b&amp;c">甲&lt;</a>'
    assert drawn("{% linked words href %}", words="甲<", href="") == "甲&lt;"


def test_attributes_without_a_value_are_not_written() -> None:
    written = drawn("<td{% attributes id=id class=css colspan=1 rowspan=2 %}>", id="", css='a"b')
    assert written == '<td class="a&quot;b" rowspan="2">'
