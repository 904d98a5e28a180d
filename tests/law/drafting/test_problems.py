"""Which problems does section five of a report of last year tell of?"""

import pytest

from gongkai.drafting.problems import LONGEST, problems_in


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("一是解读形式单一。内容偏少。二是人手不足。下一步，一是多用图表。", ("解读形式单一", "人手不足")),
        (
            "存在的主要问题\n1.公开不够及时；\n2.平台栏目更新慢。\n改进情况\n1.已经补齐。",
            ("公开不够及时", "平台栏目更新慢"),
        ),
        (
            "（一）存在的主要问题\n（1）基层公开力量薄弱。\n（2）答复用语不统一。\n（二）改进情况\n已培训。",
            ("基层公开力量薄弱", "答复用语不统一"),
        ),
        ("我单位在公开工作上还存在力度不大、内容不够全面等问题。下一步将改进。", ("力度不大、内容不够全面",)),
        ("一是针对重点领域公开不全面问题。逐项明确要求。", ("重点领域公开不全面",)),
        (
            "工作有序推进。信息公开内容不够全面，队伍专业性有待提高。\n2、具体解决办法\n一是充实内容。",
            ("信息公开内容不够全面，队伍专业性有待提高",),
        ),
        ("工作有序推进，但还存在一些薄弱环节。解读形式单一，队伍有待充实。", ("解读形式单一，队伍有待充实",)),
        ("工作有序推进，但还存在一些薄弱环节。", ("一些薄弱环节",)),
        ("本年度工作平稳。", ()),
        ("", ()),
    ],
)
def test_each_problem_stands_in_its_own_words(text, problems):
    assert problems_in(text) == problems


def test_a_problem_is_no_longer_than_it_can_be_kept():
    assert [len(one) for one in problems_in(f"一是{'公开不够全面，' * 100}。")] == [LONGEST]
