"""What can happen to a case, in which words, and with which particulars?

The vocabulary of events: one row a kind. The state of a case (`state.py`) is computed from such facts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.procedure.words import Words


class Role(Words):
    """What a person does for an agency; `procedure.yaml` says which role may do which act."""

    OFFICER = "officer", "经办人"
    REVIEWER = "reviewer", "审核人"
    LEGAL = "legal", "法制审核人"
    SECRECY = "secrecy", "保密审查员"
    HEAD = "head", "公开机构负责人"
    LEADER = "leader", "分管领导"
    SUPERVISOR = "supervisor", "主管部门"
    OPERATOR = "operator", "系统管理员"


class Channel(Words):
    """How the request came (《条例》第二十九条、第三十一条)."""

    COUNTER = "counter", "当面提交"
    ORAL = "oral", "口头提出"
    REGISTERED_POST = "registered_post", "挂号信、特快专递"
    ORDINARY_POST = "ordinary_post", "平常信函"
    FAX = "fax", "传真"
    EMAIL = "email", "电子邮件"
    WEB = "web", "在线提交"


class Medium(Words):
    """In what shape the applicant wants the information (《条例》第二十九条第二款第（三）项、第四十条)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子文档"
    INSPECTION = "inspection", "查阅、抄录"


class Way(Words):
    """How a letter reaches its addressee (国办公开办函〔2016〕235号; handbook 04 §5)."""

    IN_PERSON = "in_person", "直接送达"
    ENTRUSTED = "entrusted", "委托送达"
    POST = "post", "邮寄送达"
    EMAIL = "email", "电子邮件"
    ONLINE = "online", "网上送达"
    FAX = "fax", "传真"
    LEFT = "left", "留置送达"
    ANNOUNCED = "announced", "公告送达"


BY_INTERNET = frozenset({Way.EMAIL, Way.ONLINE})
# 〔2016〕235号: what is handed over is in time by the day on which it is signed for.
HANDED_OVER = frozenset({Way.IN_PERSON, Way.ENTRUSTED, Way.LEFT})
# How an applicant may ask to get the information, in the words of an applicant (第二十九条第二款第（三）项).
OBTAINED_BY = {
    Way.ONLINE.value: "网上查看（凭查询码）",
    Way.EMAIL.value: "发到电子邮箱",
    Way.POST.value: "邮寄",
    Way.IN_PERSON.value: "到机关领取、查阅",
}


def obtained_by(way: str) -> str:
    """The way in the applicant's words; one that nobody can choose keeps the name it was entered by."""
    return OBTAINED_BY.get(way) or (Way(way).label if way in Way.values else way)


class ApplicantRole(Words):
    """In what capacity somebody stands on the form."""

    APPLICANT = "applicant", "申请人"
    JOINT = "joint", "共同申请人"
    AGENT = "agent", "代理人"


class IdentityKind(Words):
    """What proves who the applicant is (《条例》第二十九条第二款第（一）项)."""

    RESIDENT_ID = "resident_id", "居民身份证"
    PASSPORT = "passport", "护照"
    HK_MACAO_TAIWAN = "hk_macao_taiwan", "港澳台居民证件"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    OTHER = "other", "其他证件"


class WaitsFor(Words):
    """Who else must act before the agency can."""

    APPLICANT = "applicant", "等申请人"
    THIRD_PARTY = "third_party", "等第三方"
    AGENCY = "agency", "等其他机关"
    REVIEW = "review", "等审签"
    DECISION = "decision", "等复议机关、法院"


class LetterStage(Words):
    """What is still to be done to a letter that is being made, before it leaves the house.

    `SIGNING` waits for another person than its author, `APPROVED` does not.
    """

    DRAFTING = "drafting", "起草中"
    RETURNED = "returned", "已退回"
    IN_REVIEW = "in_review", "待审核"
    SIGNING = "signing", "待签发"
    APPROVED = "approved", "待签发"
    UNSEALED = "unsealed", "待盖章"
    UNSENT = "unsent", "待发出"


# 第三十一条第（一）项: what is handed in is received on that very day.
RECEIVED_AT_ONCE = frozenset({Channel.COUNTER, Channel.ORAL})
# Received with the handing in or the signing; the others need the applicant's confirmation (第三十一条).
OF_ITSELF = RECEIVED_AT_ONCE | {Channel.REGISTERED_POST}


class Status(Words):
    """Where a case stands."""

    SUBMITTED = "submitted", "已提交，待确认"
    RECEIVED = "received", "已收到"
    WAITING_CORRECTION = "waiting_correction", "等待补正"
    IN_PROCESS = "in_process", "办理中"
    CONSULTING = "consulting", "征求意见"
    WAITING_FEE = "waiting_fee", "等待缴费"
    WITHDRAWN = "withdrawn", "已撤回，待终止"
    REPLIED = "replied", "已答复"
    DISPATCHED = "dispatched", "已发出"
    SERVED = "served", "已送达"
    CLOSED = "closed", "已结案"
    ARCHIVED = "archived", "已归档"
    SPLIT = "split", "已拆分"
    VOIDED = "voided", "已作废"


class AppealKind(Words):
    """The three blocks of table 四."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION_DIRECT = "litigation_direct", "未经复议直接起诉"
    LITIGATION_AFTER_RECONSIDERATION = "litigation_after_reconsideration", "复议后起诉"


class Appellant(Words):
    """Who brought it: whoever had to be asked may turn against the disclosure itself (第三十二条)."""

    APPLICANT = "applicant", "申请人"
    THIRD_PARTY = "third_party", "第三方"
    OTHER = "other", "其他人"


class Procedure(Words):
    """How a reconsideration is heard: how long the agency has to answer (第四十八条、第五十四条)."""

    ORDINARY = "ordinary", "普通程序"
    SUMMARY = "summary", "简易程序"


class Instance(Words):
    """The instances of one lawsuit; table 四 counts the lawsuit, not them (手册04 §6)."""

    FIRST = "first", "一审"
    SECOND = "second", "二审"
    RETRIAL = "retrial", "再审"

    @staticmethod
    def after(now: str) -> tuple[Instance, ...]:
        """Those that may follow."""
        order = (Instance.FIRST, Instance.SECOND, Instance.RETRIAL)
        return order[order.index(Instance(now)) + 1 :]


class CourtPaper(Words):
    """What a court of first instance gave: how long it can be appealed (《行政诉讼法》第八十五条)."""

    JUDGMENT = "judgment", "判决书"
    RULING = "ruling", "可以上诉的裁定书"


class AppealResult(Words):
    """Three of the columns of table 四; the fourth, 尚未审结, is having none."""

    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER_OUTCOME = "other_outcome", "其他结果"


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: its label and the particulars that it carries."""

    code: str
    label: str
    particulars: tuple[str, ...] = ()


def _kinds(*rows: tuple[str, str, str]) -> dict[str, EventKind]:
    return {code: EventKind(code, label, tuple(particulars.split())) for code, label, particulars in rows}


EVENT_KINDS = _kinds(
    (
        "submitted",
        "提交申请",
        "applicant_kind applicant_name channel title description medium way taken_down read_back "
        "earlier_number",
    ),
    ("confirmed", "确认收到", "how with_whom reason"),
    ("assigned", "分派", "person person_name stand_in stand_in_name reason"),
    ("talked", "与申请人沟通", "how with_whom content"),
    ("searched", "检索", "places methods keywords result"),
    ("correction.asked", "发出补正告知书", "until term_days items term_reason approved_by approved_by_name"),
    ("correction.served", "申请人收到补正告知书", ""),
    ("correction.received", "收到补正", "title description posted_on"),
    ("third_party.asked", "发出征求第三方意见书", "ref name"),
    ("third_party.served", "第三方收到征求意见书", "ref"),
    ("third_party.answered", "收到第三方意见", "ref consent partly reason"),
    ("third_party.told", "将公开决定告知第三方", "ref letter_number"),
    (
        "agency.asked",
        "发函征求其他机关意见",
        "ref name co_producer until term_reason approved_by approved_by_name",
    ),
    ("agency.served", "其他机关收到征求意见函", "ref"),
    ("agency.answered", "收到其他机关意见", "ref consent reason"),
    ("reason.asked", "要求说明理由", "until facts term_reason approved_by approved_by_name"),
    ("reason.received", "收到理由说明", "content reasonable"),
    ("delayed", "告知延迟答复", "until reason term_reason approved_by approved_by_name"),
    ("extended", "告知申请人延期答复", "days approved_by approved_by_name agreed_on_paper reason"),
    ("fee.decided", "发出收费通知", "basis count amount position"),
    ("fee.served", "申请人收到收费通知", ""),
    ("fee.paid", "申请人缴清费用", "amount"),
    ("fee.refunded", "退还费用", "reason"),
    ("split", "拆分办理", "cases reason"),
    ("withdrawn", "申请人撤回申请", "reason"),
    ("replied", "作出答复", "outcome reason article letter_number agency_named agency_contact"),
    ("dispatched", "答复发出", "way number"),
    ("served", "答复送达", "way receiver"),
    ("reminded", "申请人向主管部门反映逾期", "content"),
    ("reminder.handled", "主管部门处理反映", "content"),
    (
        "appeal.filed",
        "提起复议、诉讼",
        "ref kind filed_by organ procedure received_on answer_until accepted_on decide_until",
    ),
    ("appeal.instance", "进入二审、再审", "ref instance number organ received_on answer_until"),
    ("appeal.answered", "提交答复和证据", "ref content"),
    (
        "appeal.concluded",
        "复议、诉讼结案",
        "ref result content redo reply_until decision_received_on effective_on paper",
    ),
    ("revoked", "撤销原答复", "reason letter_number reply_until"),
    ("replied_again", "重新答复", "outcome reason article letter_number corrects"),
    ("reassessed", "重新评估不予公开的信息", "open_now content next_on"),
    ("closed", "结案", "content"),
    ("archived", "归档", "volume place"),
    ("voided", "作废", "event reason replaced"),
)


def event_label(kind: str) -> str:
    """The Chinese word for a kind of event; the code itself where it is unknown."""
    return EVENT_KINDS[kind].label if kind in EVENT_KINDS else kind


@dataclass(frozen=True, slots=True)
class Fact:
    """One event as the computation sees it.

    `place` orders the events of one day: a replacement takes the place of what it replaces.
    """

    kind: str
    day: date
    data: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    position: int = 0
    place: int = 0

    @property
    def label(self) -> str:
        """For sentences."""
        return event_label(self.kind)

    @property
    def ref(self) -> str:
        """Which consultation or appeal it belongs to."""
        return str(self.data.get("ref", ""))


@dataclass(frozen=True, slots=True)
class Flag:
    """A rule that an act broke. `code` is stable, `message` a sentence."""

    code: str
    message: str


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """What holds: the events without those declared void, in order of their days."""
    known = list(facts)
    void = {fact.data["event"] for fact in known if fact.kind == "voided"}
    return sorted(
        (fact for fact in known if fact.kind != "voided" and (not fact.id or fact.id not in void)),
        key=lambda fact: (fact.day, fact.place, fact.position),
    )
