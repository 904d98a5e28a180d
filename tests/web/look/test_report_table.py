"""The tables are the printed form: merged heads, a full grid, every figure under its heads."""

import pytest

from gongkai_web.look.report_tables import BodyRow, CellView, HeadCell, TableView
from tests.web.look.printed import GROUPS, table_four, table_three, table_two

VIEWS = {"二": table_two(), "三": table_three(), "四": table_four()}


def laid_out(rows):
    """The places that a browser would give the cells of these rows."""
    places = {}
    for row, line in enumerate(rows):
        at = 0
        for cell in line.xpath("./th|./td"):
            while (row, at) in places:
                at += 1
            for below in range(int(cell.get("rowspan", 1))):
                for across in range(int(cell.get("colspan", 1))):
                    assert (row + below, at + across) not in places, "two cells in one place"
                    places[row + below, at + across] = cell
            at += int(cell.get("colspan", 1))
    return places


def heads_of(tree, cell):
    return [tree.xpath("//*[@id=$id]", id=name)[0].text_content() for name in cell.get("headers").split()]


@pytest.mark.parametrize("name", VIEWS)
def test_merged_cells_fill_the_grid(draw, name):
    view = VIEWS[name]
    tree = draw("{% report_table view %}", view=view)
    for part, height in (("thead", len(view.head)), ("tbody", len(view.body))):
        places = laid_out(tree.xpath(f"//{part}/tr"))
        assert set(places) == {(row, at) for row in range(height) for at in range(view.width)}
    assert len(tree.xpath("//colgroup/col")) == view.width


@pytest.mark.parametrize("name", VIEWS)
def test_every_head_has_a_scope_and_every_figure_names_its_heads(draw, name):
    tree = draw("{% report_table view %}", view=VIEWS[name])
    assert {head.get("scope") for head in tree.xpath("//th")} <= {"col", "colgroup", "row", "rowgroup"}
    ids = [head.get("id") for head in tree.xpath("//th")]
    assert len(set(ids)) == len(ids)
    for cell in tree.xpath("//td"):
        assert cell.get("headers")
        assert set(cell.get("headers").split()) <= set(ids)


def test_the_results_of_the_year_stand_upright_over_their_twenty_two_rows(draw):
    tree = draw("{% report_table view %}", view=VIEWS["三"])
    upright = tree.xpath("//th[contains(@class, 'upright')]")
    assert [(head.text_content(), head.get("rowspan")) for head in upright] == [("三、本年度办理结果", "22")]
    spans = {head.text_content(): int(head.get("rowspan")) for head in tree.xpath("//tbody//th[@rowspan]")}
    assert {group: spans[group] for group in GROUPS} == {
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
        "（六）其他处理": 3,
    }
    assert len(tree.xpath("//tbody/tr")) == 25
    assert len(tree.xpath("//thead/tr")) == 3


def test_a_figure_knows_the_heads_over_it_and_beside_it(draw):
    tree = draw("{% report_table view %}", view=table_three({(4, 1): CellView("7")}))
    (cell,) = tree.xpath("//td[.='7']")
    assert heads_of(tree, cell) == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
    ]


def test_a_figure_of_a_later_block_of_table_two_has_the_heads_of_that_block(draw):
    tree = draw("{% report_table view %}", view=VIEWS["二"])
    last = tree.xpath("//tbody//td")[-1]
    assert heads_of(tree, last) == ["第二十条第（八）项", "本年收费金额（单位：万元）", "行政事业性收费"]
    first = tree.xpath("//tbody//td")[1]
    assert heads_of(tree, first) == ["第二十条第（一）项", "本年废止件数", "规章"]


def test_a_cell_in_question_leads_to_its_findings(draw):
    view = table_three({(0, 1): CellView("32", "/cell/", "bad", (1, 4), "新收：商业企业", "t3-a")})
    (cell,) = draw("{% report_table view %}", view=view).xpath("//td[contains(@class, 'bad')]")
    assert [link.get("href") for link in cell.xpath(".//a")] == ["/cell/", "#finding-1", "#finding-4"]
    assert [link.get("aria-label") for link in cell.xpath(".//sup/a")] == ["见发现 1", "见发现 4"]
    assert (cell.get("id"), cell.get("title")) == ("t3-a", "新收：商业企业")


def test_blank_inferred_and_unreadable_are_words_and_not_zeros(draw):
    given = {
        (0, 0): CellView("", css="blank"),
        (0, 1): CellView("43", css="inferred"),
        (0, 2): CellView("", css="unreadable"),
        (0, 3): CellView("9", css="bad"),
    }
    tree = draw("{% report_table view %}", view=table_three(given))
    first = [cell.text_content() for cell in tree.xpath("//tbody/tr[1]/td")][:5]
    assert first == ["空", "43推", "读不出", "9，有疑问", "0"]
    assert len(tree.xpath("//figcaption/p")) == 4


def test_a_word_that_stands_instead_of_a_number_needs_no_key(draw):
    tree = draw("{% report_table view %}", view=table_three({(0, 0): CellView("不适用", css="blank")}))
    assert tree.xpath("//tbody/tr[1]/td")[0].text_content() == "不适用"
    assert not tree.xpath("//figcaption")


def test_a_plain_table_needs_no_key(draw):
    assert not draw("{% report_table view %}", view=VIEWS["四"]).xpath("//figcaption")


def test_the_labels_beside_the_figures_stay_in_view(draw):
    tree = draw("{% report_table view %}", view=VIEWS["三"])
    for row in tree.xpath("//tbody/tr"):
        assert len(row.xpath("./th[contains(@class, 'stay')]")) == 1


def test_a_gap_an_overlap_and_a_head_that_sticks_out_are_refused():
    head = ((HeadCell("甲"), HeadCell("乙")),)
    with pytest.raises(ValueError, match="占 1 列，应为 2 列"):
        TableView("t", "表", head, (BodyRow((HeadCell("子"),)),))
    with pytest.raises(ValueError, match="超出了表的末行"):
        TableView("t", "表", head, (BodyRow((HeadCell("子", rowspan=2),), (CellView("0"),)),))
    tall = BodyRow((HeadCell("子"),), (CellView("0", rowspan=2),))
    with pytest.raises(ValueError, match="重叠"):
        TableView("t", "表", head, (tall, BodyRow((HeadCell("丑", colspan=2),))))


def test_an_unknown_state_of_a_cell_is_refused():
    with pytest.raises(ValueError, match="不认识的单元格状态「wrong」"):
        CellView("0", css="zero wrong")
