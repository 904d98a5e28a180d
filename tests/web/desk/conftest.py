"""Monday 9 December 2024 at the office of 云溪区: cases in every state, and clients for everybody."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from gongkai_web.cases import actions
from gongkai_web.cases.models import Case
from tests.people import answer, receive, submit

DAY = date(2024, 12, 9)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


@pytest.fixture
def sign_in():
    """`sign_in(person)`: a client; nobody for None."""

    def signed_in(person=None) -> Client:
        client = Client()
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def see(sign_in):
    """`see(person, address)`: the tree of the page, which must be there."""

    def seen(person, address):
        response = sign_in(person).get(address)
        assert response.status_code == 200, address
        return html.fromstring(response.content.decode())

    return seen


@pytest.fixture
def office(town):
    """Cases of 云溪区 by name, each in another state."""
    by = {"by": town.li_qiang}
    late = receive(town, date(2024, 10, 28), title="逾期未答复的规划许可证")
    soon = receive(town, date(2024, 11, 12), title="快要到期的环境影响报告")
    mine = receive(town, date(2024, 12, 2), title="分派给李强的财政决算", channel="fax")
    actions.assign(case=mine, person=town.li_qiang, day=date(2024, 12, 2), **by)
    asked = receive(
        town, date(2024, 12, 2), title="需要补正的会议纪要", applicant_kind="legal_service_agency"
    )
    actions.ask_correction(case=asked, day=date(2024, 12, 4), until=date(2024, 12, 25), items="文号", **by)
    actions.serve_correction(case=asked, day=date(2024, 12, 4), **by)
    fresh = submit(town, date(2024, 12, 9), title="刚刚提交的低保名单", applicant_name="张伟")
    granted = answer(town, receive(town, date(2024, 3, 1), title="公开了的招标文件"), date(2024, 3, 20))
    actions.dispatch(case=granted, day=date(2024, 3, 20), way="post", **by)
    denied = receive(town, date(2024, 4, 1), title="不予公开的执法案卷")
    answer(town, denied, date(2024, 6, 20), "denied_enforcement_file", on_paper=True)
    actions.dispatch(case=denied, day=date(2024, 6, 20), way="post", **by)
    actions.serve(case=denied, day=date(2024, 6, 25), **by)
    actions.file_appeal(case=denied, day=date(2024, 7, 20), ref="复1", kind="reconsideration", **by)
    older = answer(
        town,
        receive(town, date(2023, 5, 8), title="去年的拆迁名单"),
        date(2023, 6, 5),
        "unavailable_not_held",
    )
    actions.dispatch(case=older, day=date(2023, 6, 5), way="post", **by)
    actions.serve(case=older, day=date(2023, 6, 9), **by)
    actions.close(case=older, day=date(2023, 6, 12), **by)
    paid = receive(town, date(2024, 5, 6), title="收费的档案复印件", channel="web")
    actions.decide_fee(case=paid, day=date(2024, 5, 10), basis="pages", count=400, **by)
    extended = receive(
        town, date(2024, 11, 4), title="延期答复的土地台账", applicant_kind="commercial_enterprise"
    )
    actions.extend(
        case=extended, day=date(2024, 11, 20), days=20, approved_by=town.sun_li, reason="查找需要时间", **by
    )
    other = receive(town, date(2024, 12, 2), by=town.he_jing, agency=town.county, title="白石县的水库资料")
    made = {
        "late": late,
        "soon": soon,
        "mine": mine,
        "asked": asked,
        "fresh": fresh,
        "granted": granted,
        "denied": denied,
        "older": older,
        "paid": paid,
        "extended": extended,
        "other": other,
    }
    found = {name: Case.objects.get(pk=case.pk) for name, case in made.items()}
    return SimpleNamespace(town=town, **found)


def titles(tree) -> list[str]:
    """What the rows of a list are about."""
    return [
        one.text_content().strip()
        for one in tree.xpath('//table[contains(@class,"work")]//th[@class="what"]/a')
    ]


def section(tree, name: str) -> list[str]:
    """The rows under that caption."""
    return [
        one.text_content().strip()
        for one in tree.xpath(f'//table[caption="{name}"]//th[contains(@class,"what")]/a')
    ]
