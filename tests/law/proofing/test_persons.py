"""Does nothing of a person stand in a public list that may not, and is what may kept as it is?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.errors import LawError, UsageError
from gongkai.lawbook import lawbook
from gongkai.proofing.markup import page_passage
from gongkai.proofing.personal import personal_data
from gongkai.proofing.persons import public_list
from gongkai.publication.persons import person_columns, way_of
from gongkai.richtext.clean import clean
from tests.lawfolder import LawFolder
from tests.written import read_yaml

EXAMPLES = read_yaml(Path(__file__).parents[1] / "examples" / "persons.yaml")
DAY = date(2026, 3, 2)


@pytest.mark.parametrize("example", [pytest.param(one, id=one["name"]) for one in EXAMPLES])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    assert example["article"]
    head = example["head"]
    chosen = {head: example["chosen"]} if "chosen" in example else {}
    made = public_list(["序号", head], [["1", example["cell"]]], DAY, chosen)
    shown = dict(zip(made.heads, made.rows[0], strict=True))
    assert shown.get(head) == example["expect"]


def test_every_column_of_the_law_has_a_worked_example() -> None:
    shown = {way_of(one["head"], DAY, one.get("chosen", "")) for one in EXAMPLES}
    assert shown >= {column.how for column in person_columns().on(DAY).values()} - {"contact"}


def test_the_public_list_is_a_table_in_which_nothing_personal_is_found() -> None:
    heads = ["姓名", "身份证号", "手机", "邮箱", "家庭住址", "出生日期", "救助金额"]
    row = [
        "李芳",
        "11010519491231002X",
        "13800138000",
        "lifang@qq.com",
        "示范县东风镇李庄村三组",
        "1949-12-31",
    ]
    made = public_list(heads, [[*row, "600"], ["<b>王芳</b>", "", "", "", "", "", ""]], DAY)
    html = clean(made.html)
    assert list(personal_data(page_passage("body", "正文", html), DAY)) == []
    assert "名单（共 2 人）" in html
    assert "李芳" in html
    assert "&lt;b&gt;王芳" in html
    assert made.said.startswith("名单共 2 人；遮盖证件号码 1 处")


def test_a_laxer_way_is_refused_and_a_column_may_always_be_left_out() -> None:
    with pytest.raises(UsageError, match="「身份证号」这一栏不能“照样”；可以遮盖证件号码、不公开。"):
        public_list(["身份证号"], [["11010519491231002X"]], DAY, {"身份证号": "keep"})
    made = public_list(["姓名", "备注"], [["李芳", "孤寡"]], DAY, {"备注": "drop"})
    assert (made.heads, made.dropped) == (("姓名",), ("备注",))


def test_a_list_of_which_nothing_is_left_is_refused() -> None:
    for heads, rows in ((["病情"], [["肾病"]]), (["姓名"], []), ([""], [["李芳"]])):
        with pytest.raises(UsageError, match="没有可以公开的内容"):
            public_list(heads, rows, DAY)


def test_another_column_is_data_and_an_unknown_way_is_told_with_its_key(tmp_path: Path) -> None:
    law = LawFolder(tmp_path / "law")
    file = "publication/person_columns.yaml"
    row = "{from: 2021-11-01, label: 民族, heads: [民族], how: drop, source: {instrument: convention}}"
    law.replace(file, "identity:", f"nation:\n  values:\n    - {row}\nidentity:")
    assert way_of("民族", DAY, book=lawbook(law.root)) == "drop"
    slipped = LawFolder(tmp_path / "slipped")
    slipped.replace(file, "how: town", "how: hidden")
    with pytest.raises(LawError, match=f"{file}.*hidden"):
        person_columns(lawbook(slipped.root))
