"""Does a letter leave with the post only as 〔2016〕235号 allows, under the number on its receipt?"""

from __future__ import annotations

import pytest

from gongkai_web.errors import Refused
from gongkai_web.letters.actions.ways import check_way


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("EA123456", "EA123456"), ("ea 1234 5678 9 cn", "EA123456789CN"), ("9" * 20, "9" * 20)],
)
def test_the_number_of_the_mail_is_kept_as_it_is_printed(typed: str, kept: str) -> None:
    assert check_way("post", "ems", typed) == kept


@pytest.mark.parametrize("typed", ["", "1234567", "9" * 21, "1234-5678", "一二三四五六七八"])
def test_what_is_no_number_of_the_post_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="8 至 20 位字母和数字"):
        check_way("post", "ems", typed)


def test_who_does_not_use_the_post_needs_no_number() -> None:
    assert check_way("in_person", "", "") == ""
    with pytest.raises(Refused, match="请选择送达方式"):
        check_way("pigeon", "", "")
