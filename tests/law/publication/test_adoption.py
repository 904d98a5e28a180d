"""采纳情况: do the counts by clause add up, and is nothing of an opinion taken for markup?"""

from datetime import date

from gongkai.publication.adoption import (
    ADOPTED,
    REFUSED,
    Answered,
    Consulted,
    counts,
    result_html,
    result_summary,
)
from gongkai.richtext.clean import clean

ANSWERS = (
    Answered("第三条", "首小时免费\n应改为两小时", ADOPTED, "已改为两小时。", 3),
    Answered("第三条", "<script>alert(1)</script>", REFUSED, "与停车无关 & 不成立。", 1),
    Answered("全文", "支持", ADOPTED, "已采纳。", 1),
)


def told(answers=ANSWERS, ways=(("本网站", 4), ("来信", 1), ("电话", 0))):
    return Consulted("停车管理办法", date(2026, 3, 2), date(2026, 4, 1), ways, answers)


def test_the_sentence_and_the_table_say_the_same():
    assert counts(ANSWERS) == {"adopted": 4, "partly": 0, "refused": 1}
    assert result_summary(told()) == (
        "《停车管理办法》自 2026-03-02 至 2026-04-01 公开征求意见，共收到意见 5 条："
        "采纳 4 条，部分采纳 0 条，不采纳 1 条。"
    )
    page = result_html(told())
    assert "<td>第三条</td><td>4</td><td>3</td><td>0</td><td>1</td>" in page
    assert "<td>合计</td><td>5</td><td>4</td><td>0</td><td>1</td>" in page
    assert "意见来源：本网站 4 条、来信 1 条。" in page


def test_words_of_citizens_stay_words():
    page = result_html(told())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "应改为两小时" in clean(page)


def test_where_none_came_it_says_so():
    page = result_html(told((), ()))
    assert page == "<p>《停车管理办法》自 2026-03-02 至 2026-04-01 公开征求意见，没有收到意见。</p>"
