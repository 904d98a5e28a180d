"""How is a sum written, frozen, explained, and handed in to the level above?"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import IO

from django.db import transaction

from gongkai.aggregation import Aggregation
from gongkai.aggregation.comparison import middles
from gongkai.document import from_json, to_json
from gongkai.drafting.references import Text, parse, written
from gongkai.errors import UsageError
from gongkai.form import form_of_year
from gongkai.indicators import kept
from gongkai.lawbook import law_digest
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import actions as annual
from gongkai_web.annual.aggregation import prose, queries, repeating, shelf
from gongkai_web.annual.aggregation.indicators import sheet_of_sum
from gongkai_web.annual.aggregation.models import (
    CarryExplanation,
    Package,
    Repeated,
    Sum,
    SumFall,
    SumRelease,
    SumSubmission,
    SumText,
)
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.aggregation.units import Listed
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting.actions.lines import held
from gongkai_web.annual.campaign.collecting.models import Act, Unit
from gongkai_web.annual.campaign.collecting.queries import office_of
from gongkai_web.annual.campaign.collecting.words import Kind
from gongkai_web.approval import standing
from gongkai_web.audit.actions import record
from gongkai_web.errors import Overtaken, Refused

_LONGEST = 500
_MOST_SAID = 3


@transaction.atomic
def freeze(*, by: Person, level: Level, day: date, reason: str = "") -> Sum:
    """Freezes what the level comes to, with the reports behind it, the medians and what is told beside it.

    Refused while something blocks, of a practice, and for another version without its `reason`.
    """
    require(by, level.office, What.CHECK_REPORTS, day, "汇总年报")
    held(level.campaign)
    if level.campaign.practice:
        raise Refused("这是一次演练，演练的报告不汇总定稿。")
    former = queries.frozen(level).first()
    if former and not reason.strip():
        raise Refused(f"已经有第 {former.version} 版；更正另出一版，请写明更正的理由。")
    found, total = _summed(level)
    report = prose.whole(level, found, total)
    blocking = [problem.message for problem in total.problems if problem.blocks]
    blocking += prose.hindrances(report)
    if blocking:
        more = f"（另有 {len(blocking) - _MOST_SAID} 处）" if len(blocking) > _MOST_SAID else ""
        raise Refused("还不能定稿：" + "".join(blocking[:_MOST_SAID]) + more)
    made = _kept(level, found, replace(total, report=report), former.version + 1 if former else 1)
    made.reason = _short(reason, "更正的理由")
    made.frozen_on, made.frozen_by, made.person_id = day, by.display_name, by.pk
    made.save()
    detail = {
        "campaign": made.campaign_id,
        "level": made.level_id,
        "version": made.version,
        "title": made.title,
        "reason": made.reason,
        "digest": made.digest,
        "law": made.law,
        "day": day,
    }
    record(
        actor=by,
        agency=made.agency,
        act="aggregation.freeze",
        subject=_about(made),
        detail=detail,
        reason=made.reason,
    )
    return made


@transaction.atomic
def explain_carried(*, by: Person, unit: Unit, reason: str, day: date) -> CarryExplanation:
    """Records why what the unit carries in differs from what was carried over (手册02 R5)."""
    require(by, office_of(unit), What.CHECK_REPORTS, day, "说明结转")
    if not reason.strip():
        raise Refused("请写明结转为什么不同，例如“一件随职能划转市局”。")
    made = CarryExplanation(unit=unit, reason=_short(reason, "说明"), day=day)
    made.person_id, made.person_name = by.pk, by.display_name
    made.save()
    detail = {"unit": unit.pk, "reason": made.reason, "day": day}
    record(
        actor=by,
        agency=office_of(unit),
        act="aggregation.explain_carried",
        subject=f"aggregation.CarryExplanation:{made.pk}",
        detail=detail,
        reason=made.reason,
    )
    return made


@transaction.atomic
def write_text(*, by: Person, level: Level, number: int, text: str, day: date, seen: str = "") -> SumText:
    """Writes a section; what was written before stays. Refused for a number that no sum knows.

    `seen`: the mark of the text that was on the screen, where somebody else may have written meanwhile.
    """
    require(by, level.office, What.CHECK_REPORTS, day, "写汇总的正文")
    if number not in {one.number for one in form_of_year(level.campaign.year).sections}:
        raise Refused(f"年报没有第 {number} 部分；六个部分编号为 1 至 6。")
    _require_known(level, _parsed(text))
    held(level.campaign)
    if seen and seen != (now := annual.mark_of_text(prose.kept(level).get(number, ""))):
        raise Overtaken(annual.TEXT_OVERTAKEN, now)
    return _kept_text(by, level, number, text, day)


@transaction.atomic
def write_draft(
    *, by: Person, level: Level, day: date, sections: frozenset[int] = frozenset()
) -> list[SumText]:
    """Drafts what nobody has written yet, and of what is written only the named `sections`."""
    require(by, level.office, What.CHECK_REPORTS, day, "写汇总的正文")
    done = {number for number, text in prose.kept(level).items() if text} - sections
    found, total = _summed(level)
    drafted = prose.draft(level, found, total)
    return [
        _kept_text(by, level, number, text, day) for number, text in drafted.items() if number not in done
    ]


@transaction.atomic
def submit_sum(*, by: Person, sum_: Sum, unit: Unit, day: date) -> SumSubmission:
    """Hands a frozen sum in as the report of a unit of the campaign above (《条例》第四十九条第二款)."""
    held(sum_.campaign)  # nothing in it is taken back meanwhile
    _require_latest(sum_, "提交")
    _require_standing(sum_)
    if unit.agency_id != sum_.agency_id:
        raise Refused(
            f"「{unit.name}」的报告由它自己的机关提交，{sum_.agency.name}的汇总不能算作它的；请核对。"
        )
    if unit.campaign.year != sum_.campaign.year:
        raise Refused(f"这是 {sum_.campaign.year} 年度的汇总，不能交到 {unit.campaign.year} 年度的报送里。")
    if unit.campaign.kind != Kind.GOVERNMENT:
        raise Refused(f"汇总是本级政府年报，不能交到{unit.campaign.get_kind_display()}的报送里。")
    _require_unmoved(sum_)
    submission = collecting.submit_report(
        by=by, unit=unit, document=sum_.document, day=day, name=f"{sum_}.json", kind="汇总"
    )
    made = SumSubmission(sum=sum_, submission=submission)
    made.save()
    detail = {"sum": sum_.pk, "submission": submission.pk, "digest": sum_.digest}
    record(actor=by, agency=sum_.agency, act="aggregation.submit", subject=_about(sum_), detail=detail)
    return made


@transaction.atomic
def publish_sum(*, by: Person, sum_: Sum, day: date) -> SumRelease:
    """Publishes a frozen sum as the report of its government; to hand it in is another act (第四十九条)."""
    require(by, sum_.agency, What.SETTLE_REPORT, day, "公布本级政府年报")
    held(sum_.campaign)
    _require_latest(sum_, "公布")
    if queries.release_of(sum_) is not None:
        raise Refused(f"{sum_}已经公布。")
    _require_standing(sum_)
    _require_unmoved(sum_)
    if bare := prose.unwritten(from_json(sum_.document)):
        raise Refused(f"本级政府年报的「{bare[0]}」没有正文；请在汇总的“正文”里写，重新定稿，再公布。")
    release = annual.release_sum(
        by=by,
        government=_government(sum_),
        office=sum_.agency,
        year=sum_.campaign.year,
        frozen=annual.Frozen(sum_.document, sum_.law, sum_.frozen_on, sum_.frozen_by, sum_.reason),
        day=day,
    )
    made = SumRelease(sum=sum_, filing=release.filing)
    made.save()
    detail = {"sum": sum_.pk, "filing": release.filing_id, "digest": sum_.digest, "day": day}
    record(actor=by, agency=sum_.agency, act="aggregation.publish", subject=_about(sum_), detail=detail)
    return made


@transaction.atomic
def let_fall(*, by: Person, sum_: Sum, reason: str, day: date, because: Act | None) -> SumFall:
    """Records that the sum has lost what it stood on; whoever took that back was asked for his right to it.

    `because`: the act below; None where the list was changed.
    """
    made = SumFall(sum=sum_, because=because, reason=reason[:_LONGEST], day=day)
    made.person_id, made.person_name = by.pk, by.display_name
    made.save()
    detail = {"sum": sum_.pk, "because": because.pk if because else None, "reason": made.reason, "day": day}
    record(
        actor=by,
        agency=sum_.agency,
        act="aggregation.fall",
        subject=f"aggregation.SumFall:{made.pk}",
        detail=detail,
        reason=made.reason,
    )
    return made


@transaction.atomic
def keep_repeated(*, level: Level, key: str, found: repeating.Found) -> Repeated:
    """Keeps what was worked out about the prose of a level instead of what was kept before."""
    held(level.campaign)  # of two that work it out at once one row stays
    kept, _ = Repeated.objects.update_or_create(
        campaign=level.campaign, level=level.unit, defaults={"key": key, "found": found}
    )
    return kept


@transaction.atomic
def keep_package(*, sum_: Sum, data: IO[bytes], manifest: str) -> Package:
    """Puts the packed sum on its shelf; the one that lies there already stays."""
    known = Package.objects.filter(sum=sum_).first()
    if known is not None:
        return known
    packed = data.read()
    made = Package(sum=sum_, sha256=hashlib.sha256(packed).hexdigest(), manifest=manifest, size=len(packed))
    shelf.keep(sum_, made.sha256, packed)
    made.save()
    return made


def _kept_text(by: Person, level: Level, number: int, text: str, day: date) -> SumText:
    made = SumText(campaign=level.campaign, level=level.unit, number=number, text=text, day=day)
    made.person_id, made.person_name = by.pk, by.display_name
    made.save()
    detail = {
        "campaign": made.campaign_id,
        "level": made.level_id,
        "number": number,
        "text": standing.digest([text]),
        "day": day,
    }
    subject = f"aggregation.SumText:{made.pk}"
    record(actor=by, agency=level.office, act="aggregation.write_text", subject=subject, detail=detail)
    return made


def _parsed(text: str) -> Text:
    try:
        return parse(text)
    except UsageError as problem:
        raise Refused(str(problem)) from None


def _require_known(level: Level, parts: Text) -> None:
    if written(parts) and (why := prose.why_not(parts, *_summed(level))):
        raise Refused(why)


def _government(sum_: Sum) -> Agency:
    found = queries.government_of(sum_)
    if found is None:
        raise Refused(
            f"本平台没有「{from_json(sum_.document).agency}」这个机关（类型：人民政府），年报没有地方公布；"
            "请系统管理员先设立它。不在本平台的单位的年报由它自己公布。"
        )
    return found


def _require_latest(sum_: Sum, doing: str) -> None:
    latest = queries.frozen(Level(sum_.campaign, sum_.level)).first()
    if latest is None or latest.pk != sum_.pk:
        raise Refused(f"{sum_}以后另有定稿；请{doing}最近的一版。")


def _require_standing(sum_: Sum) -> None:
    """A sum that is public already may be handed in while the report in it is approved again as it was."""
    fall = queries.fall_of(sum_)
    if fall is not None and queries.release_of(sum_) is None:
        raise Refused(f"{sum_}已经失效（{fall.reason}）；请重新汇总定稿，提交或者公布新的一版。")


def _require_unmoved(sum_: Sum) -> None:
    moved = queries.moved(sum_)
    if moved:
        named = "、".join(moved[:_MOST_SAID]) + (f"等 {len(moved)} 个单位" if len(moved) > _MOST_SAID else "")
        raise Refused(f"定稿以后，{named}的年报有变动（撤回、更正或者补报）；请重新汇总定稿，提交新的一版。")


def _summed(level: Level) -> tuple[Listed, Aggregation]:
    try:
        return queries.summed(level)
    except UsageError as problem:
        raise Refused(str(problem)) from None


def _kept(level: Level, found: Listed, total: Aggregation, version: int) -> Sum:
    units = found.units
    made = Sum(
        campaign=level.campaign,
        level=level.unit,
        agency=level.office,
        version=version,
        title=total.report.title or "",
        document=to_json(total.report),
        members=queries.members_of(found, total),
        absent=[[units[one.key].pk, one.name, one.waived] for one in total.absent],
        left_out=[[units[one.key].pk, one.name] for one in total.left_out],
        middles=[one.to_json() for one in middles(total.leaves, level.campaign.year)],
        told=[[one.kind.value, one.unit, one.message, list(one.cells)] for one in total.problems],
        sheet=kept.to_json(sheet_of_sum(found, total)),
        law=law_digest(),
    )
    made.digest = queries.digest(made)
    return made


def _short(text: str, what: str) -> str:
    plain = text.strip()
    if len(plain) > _LONGEST:
        raise Refused(f"{what}有 {len(plain)} 字，最多 {_LONGEST} 字；请缩短。")
    return plain


def _about(sum_: Sum) -> str:
    return f"aggregation.Sum:{sum_.pk}"
