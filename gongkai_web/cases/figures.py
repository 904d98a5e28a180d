"""What is counted of requests, appeals and fees?

Each number is declared here once; annual report, statistics, lists and exports all take it from here. By
which policy it belongs to a year is asked of `law/counting.yaml` (手册02 §3.4、§4，03 §5).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_

from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import AppealKind, AppealResult, Channel
from gongkai_web.cases import queries
from gongkai_web.cases.models import Appeal, Case
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.figures.period import Period
from gongkai_web.figures.policy import policy, reigns_until

Condition = Callable[[Period], Q]
REGISTER, APPEALS_REGISTER = "申请件的登记（《条例》第四十五条）", "申请件上登记的复议、诉讼"

# – what the records fall into

KIND = Dimension(
    "kind",
    "申请人类型",
    "applicant_kind",
    lambda: {one.code: one.label for one in applicant_kinds().values()},
)
CHANNEL = Dimension("channel", "提交方式", "channel", lambda: dict(Channel.choices))
OUTCOME = Dimension(
    "outcome", "办理结果", "outcome", lambda: {one.code: one.short for one in outcomes().values()}
)
AGENCY = Dimension("agency", "机关", "agency")
DAYS = Dimension("days", "所用工作日", "days_used")
BY = (AGENCY, KIND, CHANNEL, OUTCOME, DAYS)

APPEAL_AGENCY = Dimension("agency", "机关", "case__agency")
APPEAL_KIND = Dimension("appeal_kind", "种类", "kind", lambda: dict(AppealKind.choices))
APPEAL_RESULT = Dimension("appeal_result", "结果", "result", lambda: dict(AppealResult.choices))
APPEAL_BY = (APPEAL_AGENCY, APPEAL_KIND, APPEAL_RESULT)

# – how the records behind a number are listed


def _concluded_by(appeal: Appeal, day: date) -> date | str:
    """When it was concluded; inside the term of appeal, and while a court has it, it is not (手册04 §6)."""
    concluded: date | None = appeal.concluded_on
    return concluded if concluded and concluded <= day else "尚未审结"


def _result_by(appeal: Appeal, day: date) -> str:
    """What was decided; what has effect only later says since when."""
    result = appeal.get_result_display()
    later = appeal.concluded_on is not None and appeal.concluded_on > day
    return f"{result}（{appeal.concluded_on} 起）" if later else result


CASES = Subject(
    model=Case,
    agency="agency",
    visible=queries.visible,
    derived={queries.FLAGS_TEXT: Cast("flags", TextField())},
    listing=Listing(
        caption="所计申请件",
        columns=(
            Column("申请件", lambda case: f"{case.registry_number} {case.title}"),
            Column("申请人", lambda case: case.applicant_name),
            Column("收到", lambda case: case.received_on),
            Column("答复期限", lambda case: case.due_on),
            Column("答复", lambda case: case.concluded_on),
            Column("办理结果", lambda case: case.get_outcome_display()),
            Column("状态", lambda case: case.get_status_display()),
        ),
        order=("received_on", "pk"),
    ),
)
APPEALS = Subject(
    model=Appeal,
    agency="case__agency",
    visible=queries.visible_appeals,
    listing=Listing(
        caption="所计复议、诉讼案件",
        columns=(
            Column("申请件", lambda appeal: f"{appeal.case.registry_number} {appeal.case.title}"),
            Column("种类", lambda appeal: appeal.get_kind_display()),
            Column("案号", lambda appeal: appeal.ref),
            Column("提起", lambda appeal: appeal.filed_on),
            Column("审结", lambda appeal: appeal.concluded_on, _concluded_by),
            Column("结果", lambda appeal: appeal.get_result_display(), _result_by),
        ),
        order=("filed_on", "pk"),
        related=("case",),
        opens=lambda appeal: appeal.case,
    ),
)

# – the flows of table 三: what came in new, was carried in, was done, is carried over


def _counted(condition: Condition) -> Condition:
    """Split parents and requests that were never received are counted in no year."""
    return lambda period: queries.COUNTED & condition(period)


def _done_on(period: Period) -> str:
    """The day on which a request is done: the reply's date, or the day on which it left."""
    return policy("results", period)


def _done(period: Period) -> Q:
    """Done within the period, by whichever policy has counted it first."""
    found = reigns_until("results", period.last, period)
    if len(found) == 1:
        return Q(**{f"{found[0].policy}__range": period.days})
    done = [Q(**{f"{reign.policy}__lte": reign.last}) for reign in found]
    return reduce(or_, done) & _open(period.first - timedelta(days=1), period)


def _open(day: date, period: Period) -> Q:
    """Not done by the end of that day, by any policy that has counted until then."""
    still = [
        Q(**{reign.policy: None}) | Q(**{f"{reign.policy}__gt": reign.last})
        for reign in reigns_until("results", day, period)
    ]
    return reduce(and_, still)


def _new(period: Period) -> Q:
    """Received within the period; of what was carried over and then split, the parts that are new in it."""
    as_received = Q(received_on__range=period.days, counted_from=None)
    return as_received | Q(counted_from__range=period.days)


def _come_by(day: date) -> Q:
    """Counted as received by the end of that day."""
    return Q(received_on__lte=day) & (Q(counted_from=None) | Q(counted_from__lte=day))


def _open_before(period: Period) -> Q:
    before = period.first - timedelta(days=1)
    return _come_by(before) & _open(before, period)


def _open_after(period: Period) -> Q:
    return _come_by(period.last) & _open(period.last, period)


NEW_RECEIVED = Figure(
    "cases.new_received",
    "收到",
    "件",
    f"{REGISTER}：收到申请之日",
    CASES,
    _counted(_new),
    BY,
    # Not by the day of receipt alone: parts of what was carried over are new on the day of their splitting.
    day=lambda _: "received_on",
    indexed=True,
)
RECEIPT_LATE = Figure(
    "cases.receipt_late",
    "迟收",
    "件",
    f"{REGISTER}：收到之日晚于到达几个工作日以上",
    CASES,
    lambda _: queries.flagged(("receipt-late",)),
    BY,
    part_of=NEW_RECEIVED,
    day=lambda _: "received_on",
)
SPLIT_LATER = Figure(
    "cases.split_later",
    "上年结转本年拆分而新收",
    "件",
    f"{REGISTER}：上年结转、本年才拆分的，第一件以外的各件",
    CASES,
    lambda _: Q(counted_from__isnull=False, received_on__lt=F("counted_from")),
    BY,
    part_of=NEW_RECEIVED,
)
CARRIED_OVER_IN = Figure(
    "cases.carried_over_in",
    "上年结转",
    "件",
    f"{REGISTER}：期初以前收到、期初还没有办结",
    CASES,
    _counted(_open_before),
    BY,
)
# What a report calls 受理: what R2 (手册02 §3.3) sets against the results and what is carried over.
ACCEPTED = Figure(
    "cases.accepted",
    "受理（含上年结转）",
    "件",
    f"{REGISTER}：本期收到的和期初还没有办结的",
    CASES,
    _counted(lambda period: _new(period) | _open_before(period)),
    BY,
)
RESULTS = Figure(
    "cases.results_total",
    "办结",
    "件",
    f"{REGISTER}：答复书日期，或者发出日期（看口径）",
    CASES,
    _counted(_done),
    BY,
    day=_done_on,
)
CARRIED_OVER_OUT = Figure(
    "cases.carried_over_out",
    "结转下年",
    "件",
    f"{REGISTER}：期末以前收到、期末还没有办结",
    CASES,
    _counted(_open_after),
    BY,
)


# – how what was done was done


def _of_results(
    key: str,
    label: str,
    source: str,
    condition: Q | Condition,
    *,
    unit: str = "件",
    sums: str = "",
) -> Figure:
    """A part of what was done; a condition of the period says how that stands on the day of asking."""
    return Figure(
        f"cases.{key}",
        label,
        unit,
        f"{REGISTER}：{source}",
        CASES,
        condition if callable(condition) else lambda _: condition,
        BY,
        sums=sums,
        part_of=RESULTS,
        day=_done_on,
        standing=callable(condition),
    )


LATE = _of_results(
    "late",
    "逾期答复",
    "答复书日期或者发出日期晚于答复期限，或者期限已过还没有发出",
    lambda period: queries.late(period.now),
)
ON_TIME = _of_results(
    "on_time",
    "按期答复",
    "答复书日期和发出日期都不晚于答复期限；还没有发出的，期限还没有过",
    lambda period: ~queries.late(period.now),
)
EXTENDED = _of_results("extended", "延期答复", "延长过答复期限", Q(extended_by__gt=0))
CORRECTED = _of_results(
    "correction", "告知补正", "发过补正告知书", Q(pk__in=queries.with_correction().values("case"))
)
WITH_DAYS = _of_results("with_days", "计入工作日的件", "算得出所用工作日", Q(days_used__isnull=False))
REPLY_REPLACED = _of_results(
    "reply_replaced",
    "首次答复后来撤销、变更",
    "按首次答复计数，后来撤销原答复或者重新答复",
    Q(pk__in=queries.with_second_reply().values("case")),
)
DAYS_USED = _of_results(
    "days_used",
    "所用工作日",
    "所用工作日之和",
    Q(days_used__isnull=False),
    unit="个工作日",
    sums="days_used",
)

# – what followed: requests about which somebody went to reconsideration or to court


def _with_appeal(condition: Condition) -> Condition:
    # The kinds stand first in the index of appeals.
    appeals = Appeal.objects.filter(kind__in=AppealKind.values)
    return lambda period: Q(pk__in=appeals.filter(condition(period)).order_by().values("case"))


def _filed(period: Period) -> Q:
    return Q(filed_on__range=period.days)


APPEALED = Figure(
    "cases.appealed",
    "有复议、诉讼的件",
    "件",
    f"{APPEALS_REGISTER}：提起日期",
    CASES,
    _with_appeal(_filed),
    BY,
    indexed=True,
)


def _of_appealed(key: str, label: str, wanted: Q | None = None) -> Figure:
    """Of what was appealed in the period, what is decided with effect on the day of asking; `wanted`: so."""
    return Figure(
        f"cases.{key}",
        label,
        "件",
        f"{APPEALS_REGISTER}：本期提起的现在的结果",
        CASES,
        _with_appeal(lambda period: _filed(period) & queries.decided(period.now) & (wanted or Q())),
        BY,
        part_of=APPEALED,
        standing=True,
    )


APPEAL_DECIDED = _of_appealed("appeal_decided", "其中已有审结的件")
APPEAL_CORRECTED = _of_appealed("appeal_corrected", "结果纠正", Q(result=AppealResult.CORRECTED))
APPEAL_UPHELD = _of_appealed("appeal_upheld", "结果维持", Q(result=AppealResult.UPHELD))
APPEAL_OTHER = _of_appealed("appeal_other", "其他结果", Q(result=AppealResult.OTHER_OUTCOME))

# – fees: notices by the day on which they were sent, money by the day on which it was paid (手册03 §5)


def _kept(period: Period) -> Q:
    """Not given back by the end of the period; a year that was reported does not change with the next."""
    return Q(fee_refunded_on=None) | Q(fee_refunded_on__gt=period.last)


FEE_NOTICES = Figure(
    "cases.fee_notices",
    "收费通知",
    "件",
    f"{REGISTER}：收费通知日期",
    CASES,
    lambda period: Q(fee_noticed_on__range=period.days),
    BY,
    day=lambda _: "fee_noticed_on",
)
FEE_NOTICED = Figure(
    "cases.fee_noticed",
    "收费通知的金额",
    "元",
    f"{REGISTER}：收费通知日期和金额",
    CASES,
    lambda period: Q(fee_noticed_on__range=period.days),
    BY,
    sums="fee_amount",
)
FEE_COLLECTED = Figure(
    "cases.fee_collected",
    "实际收取的金额",
    "元",
    f"{REGISTER}：缴清日期和金额，期末以前退还的不计",
    CASES,
    lambda period: Q(fee_paid_on__range=period.days) & _kept(period),
    BY,
    sums="fee_amount",
)

# – how it stands on the last day of the period

OPEN = Figure(
    "cases.open",
    "在办",
    "件",
    f"{REGISTER}：现在的状态",
    CASES,
    lambda _: queries.OPEN,
    BY,
    indexed=True,
)
OVERDUE = Figure(
    "cases.overdue",
    "现已逾期",
    "件",
    f"{REGISTER}：答复期限已过，没有答复，或者答复没有发出",
    CASES,
    lambda period: queries.overdue(period.last),
    BY,
)
UNANSWERED = Figure(
    "cases.unanswered",
    "到期仍未答复",
    "件",
    f"{REGISTER}：答复期限在期间内届满，到现在还没有答复",
    CASES,
    lambda period: Q(due_on__range=period.days),
    BY,
    part_of=OPEN,
    over=True,
)
APPEAL_PENDING = Figure(
    "cases.appeal_pending",
    "复议、诉讼尚未审结",
    "件",
    f"{APPEALS_REGISTER}：没有审结，或者还在上诉期内",
    CASES,
    _with_appeal(lambda period: queries.undecided(period.now)),
    BY,
    indexed=True,
)

# – table 四: appeals by year


def _concluded(period: Period) -> Q:
    """Concluded in the period; in the other reading (手册04 §4) filed in it and concluded by its end."""
    if policy("appeals", period) == "filed":
        return _filed(period) & queries.decided(period.last)
    return Q(concluded_on__range=period.days)


def _pending(period: Period) -> Q:
    """Pending at the end of the period; in the other reading, of those filed in it."""
    pending = Q(filed_on__lte=period.last) & queries.undecided(period.last)
    return _filed(period) & pending if policy("appeals", period) == "filed" else pending


APPEALS_CONCLUDED = Figure(
    "appeals.concluded", "审结", "案", f"{APPEALS_REGISTER}：审结日期", APPEALS, _concluded, APPEAL_BY
)
APPEALS_PENDING = Figure(
    "appeals.pending", "尚未审结", "案", f"{APPEALS_REGISTER}：期末没有审结", APPEALS, _pending, APPEAL_BY
)
APPEALS_TOTAL = Figure(
    "appeals.total",
    "复议、诉讼",
    "案",
    f"{APPEALS_REGISTER}：审结的和尚未审结的",
    APPEALS,
    lambda period: _concluded(period) | _pending(period),
    APPEAL_BY,
)

FIGURES = (
    NEW_RECEIVED,
    RECEIPT_LATE,
    SPLIT_LATER,
    ACCEPTED,
    CARRIED_OVER_IN,
    RESULTS,
    CARRIED_OVER_OUT,
    ON_TIME,
    LATE,
    EXTENDED,
    CORRECTED,
    REPLY_REPLACED,
    WITH_DAYS,
    DAYS_USED,
    APPEALED,
    APPEAL_DECIDED,
    APPEAL_CORRECTED,
    APPEAL_UPHELD,
    APPEAL_OTHER,
    FEE_NOTICES,
    FEE_NOTICED,
    FEE_COLLECTED,
    OPEN,
    OVERDUE,
    UNANSWERED,
    APPEAL_PENDING,
    APPEALS_CONCLUDED,
    APPEALS_PENDING,
    APPEALS_TOTAL,
)
