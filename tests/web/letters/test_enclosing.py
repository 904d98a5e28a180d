"""Does a letter that promises the information with it go out empty?"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_web.files import actions as files
from gongkai_web.letters import actions
from gongkai_web.letters.checks import Blocked, faults, questions
from tests.web.letters.written import SEPTEMBER, drafted, issued, posted, sealed

ELSEWHERE = {"way": "到本机关政务公开科领取", "time": "自2024年9月16日起"}


@pytest.fixture
def plan(office, case):
    """The plan that 王芳 asked for, as a file of her case."""
    return files.store_file(
        agency=case.agency,
        owner=f"cases.Case:{case.pk}",
        purpose="information",
        upload_name="补偿方案.txt",
        content="补偿方案".encode(),
        by=office.li_qiang,
        day=SEPTEMBER,
    )


def blocks(letter) -> set[str]:
    return {one.code for one in faults(letter)}


def asked(letter) -> str:
    return "".join(one.message for one in questions(letter, SEPTEMBER))


def test_online_it_is_not_even_handed_in_without_its_file(office, case):
    letter = drafted(office, case, "L02", way="online")
    assert "nothing-enclosed" in blocks(letter)
    with pytest.raises(Blocked, match="却没有附件"):
        actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)


def test_with_its_file_nothing_is_said(office, case, plan):
    letter = drafted(office, case, "L02", way="online", files=[plan])
    assert "nothing-enclosed" not in blocks(letter)
    assert "附件" not in asked(letter)


def test_on_paper_a_person_is_asked_whether_it_is_in_the_envelope(office, case):
    letter = drafted(office, case, "L02", way="post")
    assert "nothing-enclosed" not in blocks(letter)
    assert "请核对是否装入" in asked(letter)
    letter = actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    letter = actions.issue(letter=letter, by=office.sun_li, day=SEPTEMBER)
    assert posted(office, sealed(office, letter)).gone


def test_meant_for_the_post_it_is_not_sent_online_empty(office, case):
    letter = sealed(office, issued(office, case, "L02", way="post"))
    with pytest.raises(Blocked, match="却没有附件"):
        actions.dispatch(letter=letter, by=office.li_qiang, day=SEPTEMBER, way="online")


def test_what_is_to_be_fetched_or_is_no_information_needs_no_file(office, case):
    fetched = drafted(office, case, "L02", way="online", values=ELSEWHERE)
    assert "nothing-enclosed" not in blocks(fetched)
    actions.void(letter=fetched, by=office.li_qiang, day=date(2024, 9, 10), reason="重写")
    assert "nothing-enclosed" not in blocks(drafted(office, case, "L12", way="online"))
