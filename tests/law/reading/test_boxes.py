"""Tables that are none in the markup: rows of boxes are read, sentences cut into pieces are not."""

from __future__ import annotations

import pytest

from gongkai.reading.blocks import Grid
from gongkai.reading.html import read_html

HEADS = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
ROWS = f"<div>{''.join(f'<span>{head}</span>' for head in HEADS)}</div>"
RULES = "<div><span>规章</span><span>&nbsp;</span><span>1</span><span>0</span></div>"
LICENSING = "<div><span>行政许可</span><span>&nbsp;</span></div>"


def _blocks(body: str) -> list[object]:
    source = read_html(f"<html><body>{body}</body></html>", "页.html")
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Grid) else block.text
        for block in source.blocks
    ]


def test_each_element_of_a_row_is_a_cell_also_a_blank_one():
    assert _blocks(f"<p>二、主动公开政府信息情况</p>{ROWS}{RULES}{LICENSING}<p>以上。</p>") == [
        "二、主动公开政府信息情况",
        [
            list(HEADS),
            ["规章", "", "1", "0"],
            ["行政许可", ""],
        ],
        "以上。",
    ]


def test_a_label_alone_between_two_rows_stays_in_the_table_and_a_heading_does_not():
    article = "<div><span>第二十条第（五）项</span></div>"
    heading = "<div><span>四、政府信息公开行政复议、行政诉讼情况</span></div>"
    found = _blocks(f"{ROWS}{RULES}{article}{LICENSING}{heading}{RULES}")
    assert found[0][2] == ["第二十条第（五）项"]
    assert found[1] == "四、政府信息公开行政复议、行政诉讼情况"


@pytest.mark.parametrize(
    "body",
    [
        "<p><span>2024年</span><span>，本局</span><span>主动公开</span><span>12</span><span>条。</span></p>"
        * 3,
        "<p><span>共</span><span>1</span><span>2</span></p><p><span>件</span><span>3</span><span>4</span></p>",
        "<ul><li><a>规章</a></li><li><a>行政规范性文件</a></li><li><a>总计</a></li></ul>" * 2,
        RULES,
        f"<div>说明：{ROWS}{RULES[5:]}",
    ],
)
def test_a_sentence_in_pieces_or_a_menu_or_a_single_row_is_no_table(body):
    assert not [block for block in _blocks(body) if isinstance(block, list)]
