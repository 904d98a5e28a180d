"""Who may do what for an agency? The one table that actions, pages and menus ask.

Which act of a case is for which role stands in `procedure.yaml`; who decides a step of a letter stands in the
particulars of its agency. Whoever holds several roles may do what any of them may.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import (
    agencies_with,
    listed_with,
    roles_anywhere,
    roles_for,
    roles_of,
    scope,
    watched_agencies,
)
from gongkai_web.agencies.roles import HANDLERS
from gongkai_web.errors import NotAllowed

Anyone = Person | AnonymousUser


class What(StrEnum):
    """What is asked for."""

    SEE = "see"
    HANDLE = "handle"
    APPROVE_EXTENSION = "approve_extension"
    SUPERVISE = "supervise"
    DECIDE_PROPOSAL = "decide_proposal"
    WRITE_REPORT = "write_report"
    SETTLE_REPORT = "settle_report"
    CHECK_REPORTS = "check_reports"
    RUN = "run"
    SET_PARTICULARS = "set_particulars"
    ADD_PEOPLE = "add_people"
    ENTER_NOTICE = "enter_notice"
    REVIEW_LAW = "review_law"
    WRITE_ITEM = "write_item"
    PUBLISH_ITEM = "publish_item"
    END_ITEM = "end_item"
    WITHDRAW_ITEM = "withdraw_item"
    OPEN_SEALED = "open_sealed"
    KEEP_CATALOGUE = "keep_catalogue"
    REVIEW_ANSWER = "review_answer"
    INSPECT_SITE = "inspect_site"
    KEEP_OVERSIGHT = "keep_oversight"


class Where(StrEnum):
    """At which agency one of the roles must be held."""

    THERE = "there"
    UPWARDS = "upwards"  # there or at an agency above it
    OVER = "over"  # at an agency that supervises it
    SCOPE = "scope"  # there, or at an agency that supervises it
    ANYWHERE = "anywhere"


_SAID = "{person}在 {day} 不是{agency}的{who}，不能{doing}。"
_SUPERVISING = "主管部门人员"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table. `said` is the sentence for whoever may not; `who` names in it who may.

    `also`: another line that suffices; `superuser`: whoever runs the system may without any office.
    """

    roles: frozenset[str]
    who: str
    doing: str = ""
    said: str = _SAID
    where: Where = Where.THERE
    superuser: bool = False
    also: What | None = None


_HEAD = frozenset({Role.HEAD})
_OPERATORS = "{person}不是该机关或其上级的系统管理员，不能{doing}。"

TABLE: Mapping[What, Rule] = {
    What.SEE: Rule(
        frozenset(Role) - {Role.OPERATOR}, "工作人员或者主管部门人员", "查看办理记录", where=Where.SCOPE
    ),
    What.HANDLE: Rule(HANDLERS, "经办人、审核人或公开机构负责人", "办理本件"),
    What.APPROVE_EXTENSION: Rule(  # 《条例》第三十三条第二款
        _HEAD,
        "公开机构负责人",
        said="延期须经公开机构负责人同意（《条例》第三十三条）；{person}在 {day} 不是{agency}的{who}。",
    ),
    What.SUPERVISE: Rule(  # 《条例》第四十七条: for the office above, never for the agency itself
        frozenset({Role.SUPERVISOR}), _SUPERVISING, "处理", where=Where.OVER
    ),
    What.DECIDE_PROPOSAL: Rule(
        _HEAD, "公开机构负责人", said="转主动公开由公开机构负责人审核；{person}不是{agency}的{who}。"
    ),
    What.WRITE_ITEM: Rule(HANDLERS, "经办人、审核人或公开机构负责人", "起草信息"),
    What.PUBLISH_ITEM: Rule(HANDLERS, "经办人、审核人或公开机构负责人", "发布信息"),
    What.END_ITEM: Rule(  # what is public does not end by whoever drafted it
        _HEAD | {Role.LEADER}, "公开机构负责人或分管领导", "终止信息"
    ),
    What.WITHDRAW_ITEM: Rule(  # what must be gone at once does not wait for anybody
        HANDLERS | {Role.SECRECY, Role.LEADER}, "办理公开的人、保密审查员或分管领导", "撤下信息"
    ),
    What.OPEN_SEALED: Rule(frozenset({Role.SECRECY}), "保密审查员", "查看封存的内容"),
    What.WRITE_REPORT: Rule(HANDLERS, "公开机构负责人、经办人、审核人", "编写年报"),
    What.SETTLE_REPORT: Rule(_HEAD, "公开机构负责人", "年报定稿"),
    What.CHECK_REPORTS: Rule(HANDLERS | {Role.SUPERVISOR}, "工作人员", "核对年报"),
    What.RUN: Rule(
        frozenset({Role.OPERATOR}),
        "系统管理员",
        "设置",
        said=_OPERATORS,
        where=Where.UPWARDS,
        superuser=True,
    ),
    What.REVIEW_LAW: Rule(
        frozenset({Role.OPERATOR}),
        "系统管理员",
        "查看法规数据的核对情况",
        said="{person}不是{who}，不能{doing}。",
        where=Where.ANYWHERE,
        superuser=True,
    ),
    What.SET_PARTICULARS: Rule(  # 《条例》第四条: 维护指南
        _HEAD, "公开机构负责人", "修改机关情况", said=_OPERATORS, also=What.RUN
    ),
    What.KEEP_CATALOGUE: Rule(  # 《条例》第四条: 编制目录
        HANDLERS, "公开机构负责人、经办人、审核人", "维护信息公开目录"
    ),
    What.REVIEW_ANSWER: Rule(  # what goes out to a citizen, and to everybody, is read by a second person
        frozenset({Role.REVIEWER, Role.HEAD, Role.LEADER}),
        "审核人、公开机构负责人或分管领导",
        "审核留言的答复",
    ),
    What.KEEP_OVERSIGHT: Rule(  # 《条例》第四十六条: whoever guides others keeps it too, at their own office
        HANDLERS | {Role.SUPERVISOR}, "公开机构负责人、经办人、审核人或主管部门人员", "登记监督保障的台账"
    ),
    What.INSPECT_SITE: Rule(  # 国办秘函〔2019〕19号: by whoever runs the site and by the office above
        HANDLERS | {Role.SUPERVISOR}, "办理公开的人或者主管部门人员", "检查网站", where=Where.SCOPE
    ),
    What.ADD_PEOPLE: Rule(
        frozenset({Role.OPERATOR}),
        "系统管理员",
        "添加人员",
        said="{person}不是{who}，不能{doing}。",
        where=Where.ANYWHERE,
        superuser=True,
    ),
    What.ENTER_NOTICE: Rule(  # one notice holds for all agencies here
        frozenset({Role.OPERATOR, Role.SUPERVISOR}),
        "系统管理员或者主管部门人员",
        "登记放假通知",
        said="{person}在 {day} 不是{who}，不能{doing}。",
        where=Where.ANYWHERE,
        superuser=True,
    ),
}


def may(person: Anyone, agency: Agency | None, what: What, day: date) -> bool:
    """Whether the person may do it for that agency on that day; `agency` None where it is for none."""
    rule = TABLE[what]
    if rule.superuser and isinstance(person, Person) and person.is_active and person.is_superuser:
        return True
    if _holds(rule, person, agency, day):
        return True
    return rule.also is not None and may(person, agency, rule.also, day)


def require(person: Person, agency: Agency | None, what: What, day: date, doing: str = "") -> None:
    """Raises NotAllowed with the sentence of the table where the person may not. `doing`: other words."""
    if not may(person, agency, what, day):
        rule = TABLE[what]
        names = {"person": person.display_name, "agency": agency.name if agency else "", "day": day}
        raise NotAllowed(rule.said.format(**names, who=rule.who, doing=doing or rule.doing))


def require_role(person: Person, agency: Agency, roles: Collection[str], day: date, doing: str) -> None:
    """The same for the roles that `procedure.yaml` names for an act: one of them towards the agency."""
    if not roles_for(person, agency, day) & frozenset(roles):
        names = [_SUPERVISING if role == Role.SUPERVISOR else role.label for role in Role if role in roles]
        who = "或".join(part for part in ("、".join(names[:-1]), names[-1]) if part)
        raise NotAllowed(
            _SAID.format(person=person.display_name, agency=agency.name, day=day, who=who, doing=doing)
        )


def agencies_where(person: Anyone, what: What, day: date) -> QuerySet[Agency]:
    """The agencies for which the person may do it by an office there, by name."""
    return agencies_with(person, TABLE[what].roles, day)


def required_somewhere(person: Person, what: What, day: date, doing: str) -> QuerySet[Agency]:
    """The same, of those that are not closed; raises NotAllowed where there is none: who may, whom to ask."""
    found = agencies_where(person, what, day).filter(Q(closed_on=None) | Q(closed_on__gte=day))
    if not found:
        raise nowhere(person, what, day, doing)
    return found


def nowhere(person: Person, what: What, day: date, doing: str) -> NotAllowed:
    """What is said to whoever may do it at no agency: who may, and whom to ask."""
    return NotAllowed(
        f"{person.display_name}在 {day} 不是任何机关的{TABLE[what].who}，不能{doing}。由他们办理；"
        "应当由您办理的，请本机关的系统管理员登记您的任职。"
    )


def listed_where(person: Anyone, what: What, day: date) -> list[Agency]:
    """The same as a list, without another question where the page has asked already."""
    return listed_with(person, TABLE[what].roles, day)


def holds_anywhere(person: Anyone, what: What, day: date) -> bool:
    """Whether there is an agency for which the person may do it by an office there."""
    return bool(roles_anywhere(person, day) & TABLE[what].roles)


def _holds(rule: Rule, person: Anyone, agency: Agency | None, day: date) -> bool:
    if rule.where == Where.ANYWHERE:
        return bool(roles_anywhere(person, day) & rule.roles)
    if agency is None:
        return False
    if rule.where == Where.OVER:
        return watched_agencies(person, day).filter(pk=agency.pk).exists()
    if rule.where == Where.SCOPE:
        return scope(person, day).filter(pk=agency.pk).exists()
    if rule.where == Where.UPWARDS:
        return any(roles_of(person, one, day) & rule.roles for one in _upwards(agency))
    return bool(roles_of(person, agency, day) & rule.roles)


def _upwards(agency: Agency) -> list[Agency]:
    """The agency and those above it in the tree."""
    found: list[Agency] = []
    above: Agency | None = agency
    while above is not None and above not in found:
        found.append(above)
        above = above.parent
    return found
