"""Is somebody whom a page is not for told who may use it, and whom to ask?"""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import gongkai_web

OVERSEEING = "公开机构负责人、经办人、审核人或主管部门人员"


@pytest.mark.parametrize(
    ("name", "args", "doing"),
    [
        ("interaction:new", ["consultation"], "登记留言"),
        ("items:new", [], "起草信息"),
        ("casework:intake", [], "登记申请"),
        ("portal:missed", [], "查看没有找到的检索词"),
    ],
)
def test_who_may_not_is_told_who_may_and_whom_to_ask(town, name, args, doing):
    client = Client()
    client.force_login(town.stranger, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 403
    assert f"不是任何机关的经办人、审核人或公开机构负责人，不能{doing}。" in answer.content.decode()
    assert "请本机关的系统管理员登记您的任职" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "args", "who", "doing"),
    [
        ("imports:tables", [], OVERSEEING, "批量导入"),
        ("workplan:new_point", [], OVERSEEING, "维护工作要点"),
        ("rectification:new", [], OVERSEEING, "登记问题"),
        ("inspection:new", [], "办理公开的人或者主管部门人员", "检查网站"),
        ("opinions:choose", [], "经办人、审核人或公开机构负责人", "公开征求意见"),
    ],
)
def test_who_oversees_nothing_is_told_who_does(town, name, args, who, doing):
    client = Client()
    client.force_login(town.stranger, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 403
    assert f"不是任何机关的{who}，不能{doing}。" in answer.content.decode()


def test_no_page_says_no_without_a_word():
    bare = re.compile(r"raise PermissionDenied(?:\(\))?\s*(?:#.*)?$", re.MULTILINE)
    pages = Path(gongkai_web.__file__).parent.rglob("*.py")
    assert [str(one) for one in pages if bare.search(one.read_text())] == []
