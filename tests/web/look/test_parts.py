"""The small parts: every state has a word and a shape, every bar its number."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai.workdays import calendar
from gongkai_web.look.marks import STATES, Mark, due_marks
from gongkai_web.look.parts import (
    Element,
    Figure,
    FindingView,
    Link,
    ListRow,
    NextAct,
    TimelineEntry,
    WorkRow,
    bars,
)
from tests.web.look.trees import find, text

MARKS = "{% all_marks marks %}"
DUE = date(2024, 10, 30)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_word_and_a_shape(draw, state):
    (mark,) = find(draw("{% mark state %}", state=state), ".mark")
    shape, word = STATES[state]
    assert len(shape) == 1
    assert text(mark) == f"{shape} {word}"
    assert word
    assert state in mark.classes


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2024, 10, 21), "○ 还有 7 个工作日"),
        (date(2024, 10, 25), "● 还有 3 个工作日"),
        (date(2024, 10, 24), "○ 还有 4 个工作日"),
        (date(2024, 10, 30), "● 今天到期"),
        (date(2024, 10, 31), "▲ 逾期 1 个工作日"),
        (date(2024, 11, 4), "▲ 逾期 3 个工作日"),
    ],
)
def test_a_due_day_is_told_in_working_days(draw, today, expected):
    assert text(draw(MARKS, marks=due_marks(DUE, today, calendar()))) == expected


def test_the_weekend_after_the_due_day_is_late_too():
    assert [mark.text for mark in due_marks(date(2024, 10, 25), date(2024, 10, 26), calendar())] == ["已逾期"]


def test_holidays_are_not_counted_as_days_left():
    assert due_marks(date(2024, 10, 8), date(2024, 9, 30), calendar())[0].text == "还有 1 个工作日"


def test_provisional_done_and_resting_are_told(draw):
    marks = find(draw(MARKS, marks=due_marks(DUE, DUE, calendar(), provisional=True)), ".mark")
    assert [text(mark) for mark in marks] == ["● 今天到期", "◌ 暂定"]
    assert due_marks(DUE, DUE, calendar(), done=date(2024, 10, 29))[0] == Mark("done", "已办 2024-10-29")
    assert due_marks(DUE, DUE, calendar(), done=date(2024, 10, 31))[0].text == "已办 2024-10-31（逾期）"
    assert due_marks(None, DUE, calendar())[0].state == "waiting"


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="不认识的状态「lost」"):
        Mark("lost")


def test_the_timeline_has_what_comes_next_on_top_and_the_newest_act_first(draw):
    entries = [
        TimelineEntry(date(2024, 9, 20), "双方确认收到", "王芳"),
        TimelineEntry(
            date(2024, 10, 8), "发出征求意见书", "李强", "EMS", "", (Link("意见书", "/letters/1/"),)
        ),
        TimelineEntry(date(2024, 10, 9), "登记收到意见", "李强", "登记错了", "void"),
    ]
    next_act = NextAct("答复申请人", "起草答复书", "/reply/", due_marks(DUE, date(2024, 10, 25), calendar()))
    tree = draw("{% timeline entries next %}", entries=entries, next=next_act)
    items = find(tree, "ol.timeline > li")
    assert text(items[0]) == "答复申请人 ● 还有 3 个工作日 起草答复书"
    assert find(items[0], "a.button")[0].get("href") == "/reply/"
    assert [find(item, "time")[0].text for item in items[1:]] == [
        "2024-10-09",
        "2024-10-08",
        "2024-09-20",
    ]
    assert text(find(items[1], ".mark")[0]) == "✕ 已作废"
    assert find(items[2], ".letters a")[0].get("href") == "/letters/1/"
    assert "李强" in text(items[2])


def test_an_empty_timeline_says_so(draw):
    assert text(draw("{% timeline entries %}", entries=[])) == "还没有办理记录。"


def test_bars_are_in_proportion_and_carry_their_numbers(draw):
    rows = [("不掌握", 1061, "/cases/"), ("其他", 530, None), ("部分公开", 0, None)]
    tree = draw("{% bars title rows %}", title="办理结果", rows=rows)
    widths = [float(rect.get("width").rstrip("%")) for rect in find(tree, "rect")]
    assert widths[1] / widths[0] == pytest.approx(530 / 1061, rel=0.01)
    assert widths[2] == 0
    assert max(widths) < 80
    assert [number.text for number in find(tree, "svg text")] == ["1,061", "530", "0"]
    assert [link.get("href") for link in find(tree, ".label a")] == ["/cases/"]


def test_the_data_table_of_a_chart_says_the_same(draw):
    rows = [("甲", 12, None), ("乙", Decimal("3.5"), None)]
    tree = draw("{% bars title rows '万元' %}", title="收费", rows=rows)
    assert find(tree, "details summary")[0].text == "数据表"
    assert [text(row) for row in find(tree, "details tbody tr")] == ["甲 12万元", "乙 3.5万元"]
    assert find(tree, "caption")[0].text == "收费"


def test_a_chart_without_data_is_a_sentence_and_a_negative_value_is_refused(draw):
    assert "还没有数据" in text(draw("{% bars '办理结果' rows %}", rows=[]))
    with pytest.raises(ValueError, match="「结余」的值是 -1"):
        bars([("结余", -1, None)])


def test_figures_name_what_they_count(draw):
    tree = draw("{% figures found %}", found=[Figure("1,333", "新收申请", "/new/"), Figure("3", "行政复议")])
    assert [(text(div.find("dt")), text(div.find("dd"))) for div in find(tree, "dl > div")] == [
        ("新收申请", "1,333"),
        ("行政复议", "3"),
    ]
    assert find(tree, "dd a")[0].get("href") == "/new/"


def test_a_list_row_shows_title_day_number_agency_and_validity(draw):
    row = ListRow("实施细则", "/items/1/", date(2019, 3, 2), "示政办〔2019〕7号", "办公室", Mark("repealed"))
    (item,) = find(draw("{% list_rows rows %}", rows=[row]), "li")
    assert find(item, "a")[0].get("href") == "/items/1/"
    assert find(item, "time")[0].text == "2019-03-02"
    assert text(find(item, "small")[0]) == "示政办〔2019〕7号 · 办公室 ✕ 已废止"


def test_empty_lists_are_sentences(draw):
    assert text(draw("{% list_rows rows '没有找到。' %}", rows=[])) == "没有找到。"
    assert text(draw("{% work_list rows '今天' %}", rows=[])) == "现在没有要办的事。"


def test_elements_stand_as_terms_with_their_values(draw):
    rows = [
        Element("文号", "示政〔2024〕18号"),
        Element("有效性", "", mark=Mark("valid")),
        Element("主题", ""),
    ]
    tree = draw("{% elements rows %}", rows=rows)
    assert [text(dd) for dd in find(tree, "dd")] == ["示政〔2024〕18号", "✓ 现行有效", "—"]


def test_a_line_of_work_has_due_day_subject_and_one_act(draw):
    row = WorkRow(
        "低保资金使用情况",
        "/cases/1/",
        due_marks(DUE, DUE, calendar()),
        DUE,
        "第 97 号",
        "自然人",
        Link("送审", "/a/"),
        True,
    )
    tree = draw("{% work_list rows '今天' %}", rows=[row])
    assert text(find(tree, "tbody tr")[0]) == "● 今天到期 2024-10-30 低保资金使用情况 第 97 号 自然人 送审"
    assert [link.get("href") for link in find(tree, "tbody a")] == ["/cases/1/", "/a/"]
    assert all(head.get("scope") for head in find(tree, "th"))


def test_a_work_list_names_its_columns_and_leaves_out_what_no_row_has(draw):
    bare = WorkRow("城区停车管理办法", "/d/1/", (Mark("soon", "今天到期"),), date(2024, 10, 30))
    heads = [text(one) for one in find(draw("{% work_list rows '今天' %}", rows=[bare]), "thead th")]
    assert heads == ["期限", "事项"]
    named = replace(bare, who="李强", act=Link("发布", "/a/"))
    tree = draw("{% work_list rows '待办' heads='日期、起草、下一步' %}", rows=[bare, named])
    assert [text(one) for one in find(tree, "thead th")] == ["日期", "事项", "起草", "下一步"]
    assert text(find(tree, "tbody tr")[0]) == "● 今天到期 2024-10-30 城区停车管理办法 — —"


def test_a_finding_shows_severity_sum_and_source(draw):
    found = FindingView(
        3,
        "error",
        "表三「商业企业」",
        "新收与办结对不上。",
        ("12 + 1 = 13", "11 + 1 = 12"),
        "1",
        "国办公开办函〔2021〕30号 表三",
        "t3.balance",
        (Link("新收 · 商业企业", "#t3-a"),),
    )
    (article,) = find(draw("{% finding found %}", found=found), "article")
    assert article.get("id") == "finding-3"
    assert text(find(article, ".mark")[0]) == "▲ 错误"
    assert [code.text for code in find(article, "code")] == ["12 + 1 = 13", "11 + 1 = 12"]
    assert "相差 1" in text(article)
    assert "30号 表三" in text(article)
    assert "t3.balance" not in text(article)  # a rule's own name is for those who keep the rules
    assert find(article, "a")[0].get("href") == "#t3-a"


def test_what_follows_from_a_finding_is_folded_under_it_and_says_whether_it_is_graver(draw):
    sums = [FindingView(1, "error", "表三", f"第{at}处对不上。", tie="随之") for at in (1, 2)]
    rows = [FindingView(1, "warning", "表三", "又有空格。", tie="同类")]
    found = FindingView(1, "warning", "表三", "有空格。", following=(*sums, *rows))
    tree = draw("{% finding found %}", found=found)
    (folded,) = find(tree, "article details.following")
    assert folded.get("open") is None
    assert text(find(folded, "summary")[0]) == "随之 2 处、同类 1 处，其中 ▲ 错误 2 处"
    assert [text(find(one, "p")[0]) for one in find(folded, "li")] == [
        "第1处对不上。",
        "第2处对不上。",
        "又有空格。",
    ]
    tree = draw(
        "{% finding found %}", found=FindingView(1, "error", "表三", "对不上。", following=tuple(rows))
    )
    assert text(find(tree, "summary")[0]) == "同类 1 处"


def test_what_a_person_wrote_is_never_markup(draw):
    entry = TimelineEntry(date(2024, 9, 20), "<b>甲</b>", "李强", "<script>2024-09-20</script>")
    tree = draw("{% timeline entries %}", entries=[entry])
    assert not find(tree, "script, .what b")
    assert "<script>2024-09-20</script>" in text(tree)


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("见 https://a.example/x?b=1&c=2（第 3 页）", ["https://a.example/x?b=1&c=2"]),
        ("http://a.example/gk/12.html。另见公报", ["http://a.example/gk/12.html"]),
        ("写在 https://a.example/x.", ["https://a.example/x"]),
        ('https://a.example/"onmouseover="alert(1)', ["https://a.example/"]),
        ("javascript:alert(1) <a href=x>政府公报第3期</a>", []),
    ],
)
def test_only_a_web_address_among_typed_words_can_be_followed(draw, typed, addresses):
    tree = draw("{{ typed|links }}", typed=typed)
    assert [link.get("href") for link in find(tree, "a")] == addresses
    assert tree.text_content() == typed
    assert not find(tree, "[onmouseover]")
