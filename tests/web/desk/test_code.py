"""Can 李强 hand 王芳 a code for the request that she sent by post?"""

import re
from datetime import date

from django.test import Client

from gongkai_web.audit.models import AuditLine
from tests.people import receive


def client(person) -> Client:
    found = Client()
    found.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return found


def test_wang_fang_follows_her_letter_with_the_code_that_li_qiang_gave_her(town):
    case = receive(town, date(2024, 9, 20))
    path = f"/office/cases/{case.pk}/code/"
    assert "只显示这一次" not in client(town.li_qiang).get(path).content.decode()
    shown = client(town.li_qiang).post(path).content.decode()
    code = re.search(r"<code>(.+?)</code>", shown)[1]
    assert AuditLine.objects.filter(act="apply.issue_code").count() == 1
    citizen = Client()
    answered = citizen.post("/follow/", {"code": code, "fact": "王芳"}, follow=True).content.decode()
    assert case.registry_number in answered
    assert code not in client(town.li_qiang).get(path).content.decode()


def test_zhou_jie_and_he_jing_give_no_codes(town):
    path = f"/office/cases/{receive(town, date(2024, 9, 20)).pk}/code/"
    assert client(town.zhou_jie).post(path).status_code == 403
    assert client(town.he_jing).post(path).status_code == 404
    assert not AuditLine.objects.filter(act="apply.issue_code").exists()
