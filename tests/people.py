"""Who lives in the tests? The same few people in an invented city, made by the same actions that staff use.

王芳 asks (she is no user of the office). At 云溪区 李强 handles, 赵敏 reviews and 孙立 heads the
disclosure office. 周洁 supervises from the city, where 郑刚 heads that office and supervises nobody.
何静 handles cases in another county. 陌生人 has an account and no office.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.annual import actions as annual
from gongkai_web.annual.compose import open_points
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case

FOUNDED = date(2010, 1, 1)
WANG_FANG = "王芳"


@dataclass
class Town:
    """`city` supervises `district` and `county`; `bureau` belongs to `district`."""

    operator: Person
    city: Agency
    district: Agency
    bureau: Agency
    county: Agency
    li_qiang: Person
    zhao_min: Person
    sun_li: Person
    zhou_jie: Person
    zheng_gang: Person
    he_jing: Person
    stranger: Person


def found_town() -> Town:
    """示范市, ready to work."""
    operator = agencies.install_operator(username="operator", display_name="系统管理员", password=None)
    city = found(operator, "示范市人民政府办公室", "shifan", "government_office")
    district = found(operator, "示范市云溪区人民政府办公室", "yunxi", "government_office", city)
    bureau = found(operator, "示范市云溪区自然资源局", "yunxi-ziran", "department", district)
    county = found(operator, "示范市白石县人民政府办公室", "baishi", "government_office", city)

    def person(username: str, name: str, agency: Agency | None = None, role: str = "") -> Person:
        someone = agencies.add_person(by=operator, username=username, display_name=name)
        if agency:
            agencies.appoint(
                by=operator,
                person=someone,
                agency=agency,
                role=role,
                since=FOUNDED,
                reason="启用本系统以前已任职",
            )
        return someone

    return Town(
        operator=operator,
        city=city,
        district=district,
        bureau=bureau,
        county=county,
        li_qiang=person("liqiang", "李强", district, "officer"),
        zhao_min=person("zhaomin", "赵敏", district, "reviewer"),
        sun_li=person("sunli", "孙立", district, "head"),
        zhou_jie=person("zhoujie", "周洁", city, "supervisor"),
        zheng_gang=person("zhenggang", "郑刚", city, "head"),
        he_jing=person("hejing", "何静", county, "officer"),
        stranger=person("stranger", "陌生人"),
    )


def found(operator: Person, name: str, slug: str, kind: str, parent: Agency | None = None) -> Agency:
    """An agency founded long ago."""
    return agencies.found_agency(
        by=operator,
        name=name,
        slug=slug,
        kind=kind,
        founded_on=FOUNDED,
        parent=parent,
        reason="市编办〔2010〕1号",
    )


def submit(town: Town, day: date, **changes: Any) -> Case:
    """王芳's request to 云溪区, registered by 李强 and not yet received."""
    given: dict[str, Any] = {
        "by": town.li_qiang,
        "agency": town.district,
        "day": day,
        "channel": "registered_post",
        "applicant_kind": "natural_person",
        "applicant_name": WANG_FANG,
        "title": "云溪路拓宽工程的征地补偿方案",
    }
    return cases.register_case(**{**given, **changes})


def receive(town: Town, day: date, **changes: Any) -> Case:
    """王芳's request, received on `day`."""
    case = submit(town, day, **changes)
    cases.confirm_receipt(case=case, by=changes.get("by", town.li_qiang), day=day)
    return case


def answer(town: Town, case: Case, day: date, outcome: str = "granted", **changes: Any) -> Case:
    """李强's reply, with the reason that most outcomes need."""
    given = {"reason": "经检索，本机关没有该信息", "article": "《条例》第三十六条第（四）项"}
    cases.reply(case=case, by=town.li_qiang, day=day, outcome=outcome, **{**given, **changes})
    return case


def check_report(town: Town, agency: Agency, year: int, day: date, by: Person | None = None) -> None:
    """李强 declares the report fit to be frozen; what stands open he has looked into."""
    answers = {one.message: "已核实，照登记" for one in open_points(agency, year)}
    annual.check_report(by=by or town.li_qiang, agency=agency, year=year, day=day, answers=answers)
