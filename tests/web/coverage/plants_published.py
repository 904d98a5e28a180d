"""What is published, reviewed, swept and ended, as a record for each row.

Each is a generator: what stands before its `yield` is there when the numbers are read first, what stands
after it is the record by which they move (`rows.yaml`).
"""

from datetime import date

from gongkai_web.agencies import actions as agencies
from gongkai_web.publishing import actions as documents
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.sweeps import actions as sweeps
from tests.people import FOUNDED, found
from tests.web.coverage.setting import LATER, Office, Planting, own
from tests.web.documents.registered import approved_result, issue
from tests.web.items.test_documents import document
from tests.web.items.written import (
    DAY,
    approved,
    decide,
    fresh,
    keep_secrets,
    listed,
    published,
    submitted,
)

FIELDS = [
    "high_quality_development",
    "enterprise_relief",
    "budgets",
    "agricultural_subsidies",
    "health",
    "employment",
    "elderly_care",
    "subsistence_allowance",
    "housing",
    "investment_promotion",
]


# – what is published


def item(office: Office) -> Planting:
    yield
    published(office, content={"fields": FIELDS, "channels": ["website", "wechat", "service_hall", "screen"]})


def overview(office: Office) -> Planting:
    yield
    published(office, content={"item_class": "overview"})


def reposted(office: Office) -> Planting:
    listed(office)
    yield
    source = {"origin": "reposted", "source_name": "中国政府网", "source_url": "https://www.gov.cn/a"}
    published(office, content=source)


def interpretation(office: Office) -> Planting:
    policy = published(office, content=document(office))
    yield
    reading = {
        "title": "《云溪区停车场管理办法》解读",
        "interpretation_author": "department",
        "interpretation_form": "text",
        "interprets": [policy.pk],
    }
    published(office, content=reading)


def policy_document(office: Office) -> Planting:
    yield
    published(office, content=document(office))


def repealed(office: Office) -> Planting:
    held = issue(office, "云政规〔2024〕1号", "云溪区旧办法")
    yield
    documents.end_document(by=office.li_qiang, document=held, day=DAY, ending="repealed", basis="已被代替")


def clean_up(office: Office) -> Planting:
    three = [issue(office, f"云政规〔2024〕{n}号", f"云溪区第{n}号办法") for n in (1, 2, 3)]
    _, edition = approved_result(office, three)
    yield
    items.publish(edition=edition, by=office.li_qiang, day=DAY)


def ended(office: Office) -> Planting:
    one = published(office)
    yield
    items.end(item=one, by=office.sun_li, day=DAY, kind="archived", reason="归档")


def out_of_force(office: Office) -> Planting:
    one = published(office)
    yield
    given = {"reason": "到期", "basis": "云政办〔2026〕5号"}
    items.end(item=one, by=office.sun_li, day=DAY, kind="out_of_force", **given)


def kept_inside(office: Office) -> Planting:
    kept = {"attribute": "on_request", "attribute_reason": "过程性信息", "reassess_on": date(2027, 3, 1)}
    edition = approved(office, content=kept)
    yield
    items.keep_inside(edition=edition, by=office.li_qiang, day=DAY)


def attribute_settled(office: Office) -> Planting:
    for _ in kept_inside(office):
        pass
    sweep = _swept(office, "attribute")
    yield
    sweeps.keep_hit(hit=sweep.hits.get(), by=office.li_qiang, day=DAY, reason="仍属内部管理")


def reviewed(office: Office) -> Planting:
    edition = submitted(office)
    yield
    decide(office.zhao_min, edition, LATER)
    keep_secrets(office.chen_jing, edition, LATER)
    decide(office.sun_li, edition, LATER)


def returned(office: Office) -> Planting:
    edition = submitted(office)
    yield
    decide(office.zhao_min, edition, approve=False)


def steps(office: Office) -> Planting:
    yield
    rows = [{"kind": "secrecy", "roles": ["secrecy"]}, {"kind": "approval", "roles": ["head"]}]
    items.set_steps(by=office.sun_li, agency=office.district, day=DAY, steps=rows)


def secrecy_reviewer(office: Office) -> Planting:
    person = agencies.add_person(by=office.operator, username="zhouling", display_name="周玲")
    yield
    given = {"since": FOUNDED, "reason": "启用本系统以前已任职"}
    agencies.appoint(by=office.operator, person=person, agency=office.district, role="secrecy", **given)


def development_zone(office: Office) -> Planting:
    yield
    found(office.operator, "云溪开发区管理委员会", "yunxi-kfq", "development_zone", office.city)


# – sweeps


def _swept(office: Office, kind: str):
    sweep = sweeps.begin_sweep(**own(office), day=DAY, kind=kind)
    while sweeps.read_on(sweep=sweep, day=DAY):
        pass
    sweep.refresh_from_db()
    return sweep


def _found_by_a_sweep(office: Office, kind: str, body: str) -> None:
    published(office, content={"body": body}, looked="留作测试")


def personal_swept(office: Office) -> Planting:
    _found_by_a_sweep(office, "personal", "<p>申请人张三，联系电话13800138000。</p>")
    yield
    _swept(office, "personal")


def words_swept(office: Office) -> Planting:
    _found_by_a_sweep(office, "words", "<p>缴费帐户如下。</p>")
    yield
    _swept(office, "words")


def links_swept(office: Office) -> Planting:
    _found_by_a_sweep(office, "links", '<p>见<a href="http://www.shifan.example/a">网页</a>。</p>')
    yield
    _swept(office, "links")


def _mended(office: Office, kind: str, body: str) -> Planting:
    one = published(office, content={"body": body}, looked="留作测试")
    sweep = _swept(office, kind)
    edition = items.begin(item=fresh(one), by=office.li_qiang, day=DAY)
    values = {"body": "<p>已经改好。</p>"}
    items.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    items.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    items.publish(edition=edition, by=office.li_qiang, day=DAY)
    yield
    sweeps.look_again(sweep=sweep, by=office.li_qiang, day=LATER)


def personal_mended(office: Office) -> Planting:
    yield from _mended(office, "personal", "<p>申请人张三，联系电话13800138000。</p>")


def words_mended(office: Office) -> Planting:
    yield from _mended(office, "words", "<p>缴费帐户如下。</p>")


def link_mended(office: Office) -> Planting:
    yield from _mended(office, "links", '<p>见<a href="http://www.shifan.example/a">网页</a>。</p>')
