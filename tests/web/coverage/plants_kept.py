"""Columns, sites and accounts, the gazette, visits, tasks and findings, as a record for each row.

Each is a generator: what stands before its `yield` is there when the numbers are read first, what stands
after it is the record by which they move (`rows.yaml`).
"""

import json
from datetime import date

from gongkai_web.accessibility.actions import note_checks
from gongkai_web.accessibility.results import read
from gongkai_web.oversight.workplan import actions as workplan
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.sheets import read_standard
from gongkai_web.publishing.channels import actions as channels
from gongkai_web.publishing.channels.grounds import Grounds
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.registers.declared import ARTICLES, REPORTED_UP, RESPONSES
from gongkai_web.registers.actions import enter, fill
from gongkai_web.visits.actions import Sum, add_visits
from gongkai_web.visits.kinds import Kind, Reader, Seen
from tests.web.catalogue.test_standard import HEADS, JOB, book
from tests.web.coverage.setting import LATER, TODAY, Office, Planting, own
from tests.web.items.written import (
    DAY,
    published,
)
from tests.web.rectification.found import found as finding_of
from tests.web.rectification.found import rechecked, replied, sent


def _enter(office: Office, register, **given):
    return enter(register=register, **own(office), day=DAY, given=given, today=TODAY)


def _outlet(office: Office, channel: str, name: str):
    return channels.open_outlet(**own(office), day=DAY, channel=channel, name=name, today=TODAY)


def _closed(office: Office, outlet) -> None:
    given = {"reason": "无力维护", "number": "云政办〔2026〕9号", "today": TODAY}
    grounds = Grounds("市政府办公室", LATER, LATER, LATER, "域名到期")
    channels.set_state(outlet=outlet, by=office.li_qiang, day=LATER, state="closed", grounds=grounds, **given)


# – columns, standards, enterprises, sites, accounts, the gazette


def topic(office: Office) -> Planting:
    catalogue.seed_columns(**own(office), day=date(2026, 1, 5), level="county")
    yield
    catalogue.open_column(**own(office), day=DAY, name="稳经济", purpose="topic", cycle="fortnightly")


def column_closed(office: Office) -> Planting:
    catalogue.seed_columns(**own(office), day=date(2026, 1, 5), level="county")
    column = catalogue.open_column(**own(office), day=DAY, name="便民信息")
    yield
    catalogue.close_column(by=office.li_qiang, column=column, day=LATER, reason="更新频率低")


def standard(office: Office) -> Planting:
    yield
    rows = read_standard(book(HEADS, JOB), "目录.xlsx", DAY)
    catalogue.import_standard(**own(office), day=DAY, rows=rows, name="目录.xlsx")
    for held in office.district.held_words.filter(agreed=None):
        catalogue.let_out(held=held, by=office.zhao_min, day=DAY)


def standard_fulfilled(office: Office) -> Planting:
    for _ in standard(office):
        pass
    (one,) = office.district.standard_items.all()
    yield
    where = "https://www.yunxi.example/jiuye/"
    catalogue.fulfil_standard(by=office.li_qiang, item=one, day=LATER, where=where)


def enterprise(office: Office) -> Planting:
    yield
    one = catalogue.list_enterprise(**own(office), day=DAY, sector="water", name="云溪供水有限公司")
    where = "https://www.yunxi.example/gongshui/"
    catalogue.cover_enterprise(by=office.li_qiang, enterprise=one, day=LATER, where=where)


def site(office: Office) -> Planting:
    yield
    _outlet(office, "website", "云溪区人民政府")


def on_a_site(office: Office) -> Planting:
    site = _outlet(office, "website", "云溪区人民政府")
    yield
    published(office, content={"sites": [site.pk]})


def account(office: Office) -> Planting:
    yield
    _outlet(office, "wechat", "云溪发布")


def site_closed(office: Office) -> Planting:
    one = _outlet(office, "website", "云溪旅游网")
    yield
    _closed(office, one)


def account_closed(office: Office) -> Planting:
    one = _outlet(office, "weibo", "云溪微博")
    yield
    _closed(office, one)


def article(office: Office) -> Planting:
    one = _outlet(office, "wechat", "云溪发布")
    yield
    _enter(office, ARTICLES, title="云溪路拓宽开工", outlet=one, article_class="work_news")


def reported_up(office: Office) -> Planting:
    yield
    entry = _enter(office, REPORTED_UP, title="云溪路拓宽开工", receiver="省政府门户网站")
    given = {"adopted_on": LATER}
    fill(register=REPORTED_UP, entry=entry, by=office.li_qiang, today=TODAY, given=given)


def response(office: Office) -> Planting:
    yield
    _enter(office, RESPONSES, topic="停车难", found_in="热线", raised_on=DAY, way="site")


def gazette_issue(office: Office) -> Planting:
    one = published(office, content={"channels": ["website"]})
    yield
    given = {"year": 2026, "number": 1, "total": 101, "issued_on": LATER, "day": DAY}
    made = gazette.open_issue(**own(office), **given)
    gazette.place_item(issue=made, by=office.li_qiang, day=LATER, item=one, section="规范性文件")
    gazette.bring_out(issue=made, by=office.zhao_min, day=LATER)


# – visits, checks of pages


def _visited(kind: Kind) -> None:
    add_visits({Sum(DAY, Reader.PUBLIC, Seen(kind)): 1})


def search(office: Office) -> Planting:
    yield
    _visited(Kind.SEARCH)


def download(office: Office) -> Planting:
    yield
    _visited(Kind.DOWNLOAD)


def gazette_read(office: Office) -> Planting:
    yield
    _visited(Kind.GAZETTE)


def page_checked(office: Office) -> Planting:
    yield
    pages = [{"page": "portal/home.html", "broken": []}]
    told = json.dumps({"day": str(DAY), "release": "0.1.0", "pages": pages}).encode()
    note_checks(run=read(told), today=TODAY)


# – tasks, findings


def _point(office: Office):
    given = {"year": 2026, "number": "3", "title": "加强征地信息公开", "source": "云政办〔2026〕3号"}
    return workplan.add_point(**own(office), today=TODAY, **given)


def _task(office: Office, point, due_on=LATER):
    given = {"title": "补齐征地公告", "unit": office.bureau, "due_on": due_on, "today": TODAY}
    return workplan.add_task(by=office.li_qiang, point=point, **given)


def task(office: Office) -> Planting:
    yield
    _task(office, _point(office), TODAY)


def task_closed(office: Office) -> Planting:
    about = {"by": office.li_qiang, "task": _task(office, _point(office)), "day": LATER, "today": TODAY}
    workplan.report_progress(**about, said="公告已经补齐")
    yield
    workplan.close_task(**about, said="逐条看过")


def task_late(office: Office) -> Planting:
    point = _point(office)
    yield
    _task(office, point)


def goal(office: Office) -> Planting:
    yield
    given = {"year": 2026, "quarter": 1, "title": "更新指南", "unit_name": "政务公开科"}
    made = workplan.set_goal(**own(office), today=TODAY, **given)
    workplan.judge_goal(by=office.li_qiang, goal=made, today=TODAY, result="met", said="已更新")


def finding(office: Office) -> Planting:
    yield
    finding_of(office, source="evaluation")


def finding_mended(office: Office) -> Planting:
    one = replied(office, sent(office), date(2026, 6, 8))
    yield
    rechecked(office, one, date(2026, 6, 8))
