"""Is somebody whom a page is not for told who may use it, and whom to ask?"""

import pytest
from django.test import Client
from django.urls import reverse


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
