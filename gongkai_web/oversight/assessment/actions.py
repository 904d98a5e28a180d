"""How does an assessment go: indicators set, people judge, units are told and object once, it is issued?

After the units were told, no indicator, record or weight changes their points: only what is revised to an
objection does, and that stands beside its answer.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from gongkai.assessing import NOUGHT
from gongkai.deadlines import terms
from gongkai.drafting.references import Counted, counted_of
from gongkai.errors import UsageError
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval.actions import decide as approve
from gongkai_web.approval.standing import digest
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.figures.named import unknown_count
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.oversight.assessment import queries
from gongkai_web.oversight.assessment.ledgers import SAID, plain
from gongkai_web.oversight.assessment.models import (
    Assessment,
    AssessmentDecision,
    Indicator,
    Judgement,
    Objection,
    Rule,
    Source,
    Status,
)
from gongkai_web.oversight.assessment.scheme import Given, scheme
from gongkai_web.oversight.assessment.scoring import Scored, ranked, scored, untold

_NEEDED = What.KEEP_OVERSIGHT
_FIRST_YEAR = 2008  # 《条例》施行
_COUNTING = {Rule.DEDUCT, Rule.SHARE, Rule.REACH}


@transaction.atomic
def begin(*, by: Person, agency: Agency, today: date, year: int, title: str = "") -> Assessment:
    """Begins the assessment of a year with the indicators of the year before, else with the declared ones."""
    require(by, agency, _NEEDED, today, "开展年度考核")
    if not _FIRST_YEAR <= year <= today.year:
        raise Refused(f"考核的年度应在 {_FIRST_YEAR} 到 {today.year} 之间，不能是 {year}；请核对年度。")
    if Assessment.objects.filter(agency=agency, year=year).exists():
        raise Refused(f"{agency.name}已经开展了 {year} 年度考核；请在那一次里办理。")
    if not queries.units(agency, today):
        raise Refused(f"{agency.name}下面没有所监督的单位，没有单位可以考核；请先登记主管关系。")
    before = Assessment.objects.filter(agency=agency, year__lt=year).order_by("-year").first()
    bands = before.bands if before else [[str(least), label] for least, label in scheme().bands]
    name = title.strip() or f"{year}年度政府信息公开工作考核"
    made = Assessment(agency=agency, year=year, title=name, bands=bands, author=by, begun_on=today)
    made.save()
    _line(by, made, "begin")
    for one in _of_before(before) if before else scheme().indicators:
        _add(made, one, by)
    return made


@transaction.atomic
def add_indicator(*, assessment: Assessment, by: Person, today: date, given: Given) -> Indicator:
    """Adds an indicator to the assessment of this year."""
    return _add(_preparing(assessment, by, today, "登记考核指标"), given, by)


@transaction.atomic
def change_indicator(*, indicator: Indicator, by: Person, today: date, given: Given) -> Indicator:
    """Another weight or rule, for this year alone."""
    _preparing(indicator.assessment, by, today, "修改考核指标")
    held = Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    _fill(held, given)
    held.save()
    _line(by, held, "change_indicator")
    return held


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by: Person, today: date) -> Indicator:
    """It is not used this year."""
    _preparing(indicator.assessment, by, today, "停用考核指标")
    held = Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    held.removed = True
    held.save(update_fields=["removed"])
    _line(by, held, "remove_indicator")
    return held


@transaction.atomic
def judge(
    *, indicator: Indicator, by: Person, agency: Agency, today: date, points: Decimal, evidence: str
) -> Judgement:
    """人工评分, with the evidence, of what the records do not tell; of what they tell nobody judges."""
    assessment = _preparing(indicator.assessment, by, today, "评分")
    if agency.pk not in {one.pk for one in queries.units(assessment.agency, today)}:
        raise Refused(f"{agency.name}不在这次考核的单位里；请核对单位。")
    if not NOUGHT <= points <= indicator.points:
        raise Refused(f"「{indicator.title}」最多 {indicator.points} 分，不能是 {points}；请核对得分。")
    if not evidence.strip():
        raise Refused("评分须写明依据：看了什么材料、在哪里。")
    told = next(one for one in scored(assessment, today) if one["agency"] == agency.pk)
    line = next(one for one in told["lines"] if one["indicator"] == indicator.pk)
    judged = indicator.judgements.filter(agency=agency).exists()
    if indicator.rule != Rule.ENTERED and line["points"] is not None and not judged:
        raise Refused(
            f"「{indicator.title}」由记录数出 {line['points']} 分，不能另外评分；不服的可以申请复核。"
        )
    made = Judgement(indicator=indicator, agency=agency, points=points, evidence=evidence.strip())
    made.day, made.person = today, by
    made.save()
    _line(by, made, "judge")
    return made


@transaction.atomic
def announce(*, assessment: Assessment, by: Person, today: date) -> Assessment:
    """告知得分: keeps what each unit gets; from now on it may object, once, until the last day."""
    held = _preparing(assessment, by, today, "告知考核得分")
    if today <= date(held.year, 12, 31):
        raise Refused(f"{held.year} 年还没有结束（今天是 {today}）；年度结束以后再告知得分。")
    found = scored(held, today)
    if missing := untold(found):
        name, title = missing[0]
        raise Refused(f"还有 {len(missing)} 处没有得分，例如{name}的「{title}」；请先评分。")
    held.announced, held.announced_on, held.status = found, today, Status.ANNOUNCED
    held.objections_until = terms()["assessment_objection"].end(calendar_of(held.agency_id), today)
    return _saved(held, by, "announce")


@transaction.atomic
def object_to(
    *, assessment: Assessment, by: Person, agency: Agency, indicator: Indicator, today: date, reasons: str
) -> Objection:
    """申请复核: a unit says why the points of an indicator are not right; once."""
    held = _locked(assessment)
    require(by, agency, What.HANDLE, today, "对考核得分申请复核")
    if held.status != Status.ANNOUNCED or agency.pk not in queries.assessed(held):
        raise Refused("现在不能申请复核：得分还没有告知，或者结果已经印发。")
    if held.objections_until and today > held.objections_until:
        raise Refused(f"申请复核到 {held.objections_until} 为止，今天是 {today}，不再受理。")
    if held.objections.filter(agency=agency).exists():
        raise Refused(f"{agency.name}已经申请过复核；每个单位一次。")
    if indicator.assessment_id != held.pk or indicator.removed:
        raise Refused("这个指标不在这次考核里；请从列表中选。")
    if not reasons.strip():
        raise Refused("申请复核须写明理由：哪里不对，以什么为据。")
    made = Objection(assessment=held, indicator=indicator, agency=agency, reasons=reasons.strip())
    made.filed_on, made.filed_by = today, by
    made.due_on = terms()["assessment_answer"].end(calendar_of(held.agency_id), today)
    made.save()
    _line(by, made, "object")
    return made


@transaction.atomic
def answer(
    *, objection: Objection, by: Person, today: date, words: str, points: Decimal | None = None
) -> Objection:
    """答复: the points stay, or become others; either way with the reason."""
    held = _locked(objection.assessment)
    require(by, held.agency, _NEEDED, today, "答复复核申请")
    found = Objection.objects.select_for_update(of=("self",), no_key=True).select_related(
        "indicator", "agency"
    )
    row = found.get(pk=objection.pk)
    if row.answered_on is not None:
        raise Refused(f"这一件已经在 {row.answered_on} 答复；不能再答复。")
    if not words.strip():
        raise Refused("答复须写明理由。")
    if points is not None and not NOUGHT <= points <= row.indicator.points:
        raise Refused(
            f"「{row.indicator.title}」最多 {row.indicator.points} 分，不能是 {points}；请核对得分。"
        )
    row.revised, row.answer, row.answered_on, row.answered_by = points, words.strip(), today, by
    row.save()
    _line(by, row, "answer")
    return row


@transaction.atomic
def issue(*, assessment: Assessment, by: Person, today: date, seen: str, reference: str = "") -> Assessment:
    """印发: a leader approves the result that was on the screen; nothing changes it any more."""
    held = _locked(assessment)
    content = result(held)
    now = digest(content)
    row = AssessmentDecision(assessment=held)
    matter = queries.matter_of(held, now)
    approve(row, matter=matter, by=by, day=today, approve=True, now=now, seen=seen)
    if held.objections_until and today <= held.objections_until:
        raise Refused(f"各单位到 {held.objections_until} 还可以申请复核；以后再印发。")
    if left := queries.open_objections(held).count():
        raise Refused(f"还有 {left} 件复核申请没有答复；请先答复。")
    held.frozen, held.issued_on, held.status = content, today, Status.ISSUED
    held.reference = reference.strip()
    return _saved(held, by, "issue")


def result(assessment: Assessment) -> list[Scored]:
    """What the units were told, with what was revised to objections."""
    told: list[Scored] = assessment.announced or []
    revised = {
        (one.agency_id, one.indicator_id): one for one in queries.objections(assessment).exclude(revised=None)
    }
    if not revised:
        return told
    changed: list[Scored] = []
    for unit in told:
        lines = unit["lines"]
        for key, one in revised.items():
            if key[0] == unit["agency"]:
                said = f"{one.answered_on} 复核改为 {one.revised} 分：{one.answer}"
                lines = [
                    {**line, "points": str(one.revised), "said": said}
                    if line["indicator"] == key[1]
                    else line
                    for line in lines
                ]
        changed.append({**unit, "lines": lines})
    return ranked(changed, assessment)


def _of_before(before: Assessment) -> list[Given]:
    return [
        Given(one.title, one.points, one.source, one.rule, one.counted, one.whole, one.per)
        for one in queries.indicators(before)
    ]


def _add(assessment: Assessment, given: Given, by: Person) -> Indicator:
    made = Indicator(assessment=assessment)
    _fill(made, given)
    made.save()
    _line(by, made, "add_indicator")
    return made


def _fill(indicator: Indicator, given: Given) -> None:
    """Writes what was given, where it goes together."""
    if not given.title.strip() or given.points <= NOUGHT:
        raise Refused("指标须写明名称和大于零的分值；请补上。")
    if given.source not in Source.values or given.rule not in Rule.values:
        raise Refused("来源和评分办法须从列表中选；请重新选。")
    counting = given.rule in _COUNTING
    if counting:
        _countable(given.counted, "所数的")
        if given.rule == Rule.SHARE:
            _countable(given.whole, "占什么的几分之几")
        elif not given.per or given.per <= NOUGHT:
            raise Refused("每个扣几分、目标几个须大于零；请补上。")
    indicator.title, indicator.points = given.title.strip(), given.points
    indicator.source, indicator.rule = given.source, given.rule
    indicator.counted = given.counted.strip() if counting else ""
    indicator.whole = given.whole.strip() if given.rule == Rule.SHARE else ""
    indicator.per = given.per if given.rule in {Rule.DEDUCT, Rule.REACH} else None


def _countable(named: str, label: str) -> Counted:
    if not named.strip():
        raise Refused(f"「{label}」没有填写；请写指标的标识，例如 rectification.left。")
    try:
        found = counted_of(named)
    except UsageError as problem:
        raise Refused(str(problem)) from None
    if said := unknown_count(found):
        raise Refused(said)
    return found


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    return rows.get(pk=assessment.pk)


def _preparing(assessment: Assessment, by: Person, today: date, doing: str) -> Assessment:
    held = _locked(assessment)
    require(by, held.agency, _NEEDED, today, doing)
    if held.status != Status.PREPARING:
        raise Refused(f"这次考核{held.get_status_display()}，不能{doing}；得分已经告知各单位。")
    return held


def _saved(assessment: Assessment, by: Person, act: str) -> Assessment:
    assessment.save()
    _line(by, assessment, act)
    return assessment


def _line(by: Person, row: Assessment | Indicator | Judgement | Objection, act: str) -> None:
    """What the line tells of a row: `ledgers.SAID`."""
    detail: dict[str, Any] = {name: getattr(row, name) for name in SAID[type(row)]}
    record(
        actor=by,
        agency=_agency(row),
        act=f"assessment.{act}",
        subject=f"{row._meta.label}:{row.pk}",
        detail={name: plain(one) for name, one in detail.items()},
    )


def _agency(row: Assessment | Indicator | Judgement | Objection) -> Agency:
    if isinstance(row, Assessment):
        return row.agency
    return row.indicator.assessment.agency if isinstance(row, Judgement) else row.assessment.agency
