"""Does the text around a number rule out readings that would excuse it, and only where it tells enough?

示范市教育局 2024 answered 49 requests, 33 of natural persons; five were not processed, four otherwise closed,
three are left over, two of them of natural persons.
"""

from __future__ import annotations

import pytest

from tests.law.prose.test_rows_together import found

RESULTS = "公开11件，部分公开5件，不予公开15件，无法提供9件，不予处理5件，其他处理4件"
SETTLED = [
    (f"{RESULTS}，结转下年3件，当年办结{{}}件。", 49, 40),
    ("收到申请48件，办结{}件，结转下年3件。\n具体是：" + RESULTS + "。", 49, 45),
    ("新收申请48件，当年办结49件，结转下年度继续办理{}件。", 3, 2),
    ("制发行政规范性文件3件，废止{}件，现行有效12件。", 1, 9),
    ("检疫费等行政事业性收费0.003万元（合{}元）。", 30, 3),
    ("新收申请48件，其中商业企业10件，相当于上年（5件）的{}倍。", 2, 3),
]
OPEN = [
    "新收申请48件，没有结转到下年的企业申请。",
    RESULTS + "，结转下年3件，其中新收申请办结45件。",
    "办结49件，当年收到并办结45件，" + RESULTS + "，结转下年3件。",
    "新收申请48件，办结49件，其中自然人申请31件、结转下年2件；企业10件。",
    "新收申请48件，办结49件。自然人申请31件，结转2件；企业申请10件。",
    "新收申请48件，办结49件。自然人方面，收到31件，办结33件，结转下年2件。",
    "收到申请48件，办结40件，结转下年3件。",
    "收到申请31件，办结33件，结转下年2件。",
    "收到申请48件，答复40件，不予处理5件，其他处理4件，结转下年3件。",
    "制发行政规范性文件3件，清理中废止9件，现行有效12件。",
    "其中检疫费0.001万元（合10元）。",
]


@pytest.mark.parametrize(("passage", "right", "wrong"), SETTLED)
def test_a_number_that_only_a_ruled_out_reading_would_fit_is_found(passage, right, wrong):
    assert found("", opening=passage.format(right)) == []
    assert found("", opening=passage.format(wrong))


@pytest.mark.parametrize("passage", OPEN)
def test_a_number_of_which_the_text_tells_too_little_keeps_all_its_readings(passage):
    assert found("", opening=passage) == []
