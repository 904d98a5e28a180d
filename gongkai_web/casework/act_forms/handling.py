"""办理: search records, opinions of others, reasons, delay, extension, fee."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from gongkai import tariff
from gongkai.deadlines import terms, workdays_of
from gongkai.errors import GongkaiError
from gongkai.procedure import checks
from gongkai.procedure.course.again import PAID_TOO_LATE
from gongkai.procedure.facts import Flag
from gongkai.procedure.known import OpenConsultation, Untold
from gongkai_web.agencies.models import Role
from gongkai_web.cases.queries import position_in_month
from gongkai_web.cases.words import consulted
from gongkai_web.casework.act_forms.base import ActForm, LateNews, TermForm, named, people
from gongkai_web.casework.attached import keep_scan
from gongkai_web.errors import OnPaperOnly
from gongkai_web.letters.queries import heads_agreeing
from gongkai_web.office.fields import choice, day, lines, number, text, truth, upload, yes_or_no

PAGES, ITEMS = "pages", "items"


class RecordSearch(ActForm):
    """The proof of 经检索没有."""

    act = "record_search"
    day_label = "检索日期"
    lead = "检索记录证明已尽检索义务（《条例》第三十六条第（四）项），归入本件案卷。"
    places = lines("检索的范围", "查了哪些处室、档案、系统。", rows=2)
    methods = text("检索的方法", "系统检索、人工查阅、询问。", required=False)
    keywords = text("关键词")
    result = lines("检索结果", rows=2)


# – opinions of others


class _Ask(ActForm):
    """A letter goes out; its number ties the answer to it."""

    day_label = "发出日期"
    ref = text("编号", "一次征求一个编号，例如文书的文号；送达和答复按它对应。", most=100)
    name = text("对方名称", most=200)
    term = ""

    def prepare(self) -> None:
        """The other's term and what its lapse means: opposite things for the two (handbook 01 §4.5)."""
        super().prepare()
        found = terms()[self.term]
        count = workdays_of(self.term, self.subject.today)
        self.lead += f"{found.starts}起 {count} 个工作日内答复；{found.lapse}。所需时间不计入答复期限。"
        due = self.subject.state.due_on
        if due and due <= self.subject.today:
            self.lead += f"答复期限 {due} 已经没有剩余天数，现在征求意见不再推迟答复期限。"


class AskThirdParty(_Ask):
    """第三十二条."""

    act, term = "ask_third_party", "third_party_opinion"
    lead = "公开会损害第三方合法权益的，应当书面征求其意见（《条例》第三十二条）。"


class AskAgency(_Ask, TermForm):
    """第三十四条: who made the information too; 第三十三条第三款: any other, whose silence says nothing."""

    act, term, bounds = "ask_agency", "co_producer_opinion", "other_agency_opinion"
    lead = "共同制作的信息，可以征求对方机关意见（《条例》第三十四条）："
    co_producer = yes_or_no(
        "对方是不是共同制作机关",
        "是，共同制作这份信息",
        "不是，只是会商",
        "只有共同制作机关逾期不答复才视为同意公开。",
        required=False,
    )
    until = day("请对方答复的期限", "只是会商的必填，法条没有规定期限；共同制作的不填。", required=False)

    def prepare(self) -> None:
        """The usual case first."""
        super().prepare()
        self.fields["co_producer"].initial = "yes"

    def arguments(self) -> dict[str, Any]:
        """Made too, unless it is said not to be."""
        given = super().arguments()
        return {**given, "co_producer": given["co_producer"] != "no"}


class _About(ActForm):
    """About one of the opinions sought: not yet given; or, `unserved`, whose letter nobody saw come."""

    kind = ""
    unserved = False
    ref = choice("哪一次征求", [])

    def prepare(self) -> None:
        """Those still open, each with whom it asks."""
        names = consulted(self.subject.case)
        self.set_choices(
            "ref",
            [
                (one.ref, f"{names.get((one.kind, one.ref), '')} {_sent(one)}".strip())
                for one in self._sought()
                if one.kind == self.kind
            ],
        )

    def _sought(self) -> tuple[OpenConsultation, ...]:
        now = self.subject.state
        return now.unserved_consultations if self.unserved else now.open_consultations


def _sent(one: OpenConsultation) -> str:
    return f"{one.ref}（{one.asked} 发出{f'，{one.served} 送达' if one.served else ''}）"


class ThirdPartyServed(_About, LateNews):
    """Its term begins."""

    act, kind, unserved = "third_party_served", "third_party", True
    day_label = "第三方收到的日期"


class TellThirdParty(ActForm):
    """第三十二条: before the reply leaves; the letter to the third party says what and why."""

    act = "tell_third_party"
    day_label = "告知的日期"
    lead = (
        "第三方不同意或者没有提出意见而决定公开的，将决定公开的内容和理由书面告知第三方，再发出答复"
        "（《条例》第三十二条）；告知不影响答复期限。"
    )
    ref = choice("哪一次征求", [])
    letter_number = text("告知书的文号", required=False, most=100)

    def prepare(self) -> None:
        """Those not told, each by its name and what it said."""
        super().prepare()
        names = consulted(self.subject.case)
        self.set_choices(
            "ref",
            [
                (one.ref, f"{names.get(('third_party', one.ref), '')} {one.ref}（{_word(one)}）".strip())
                for one in self.subject.state.untold
            ],
        )


def _word(one: Untold) -> str:
    if one.consents:
        return "同意公开"
    return "不同意公开" if one.objects else "没有提出意见"


class AgencyServed(_About, LateNews):
    """Its term begins."""

    act, kind, unserved = "agency_served", "agency", True
    day_label = "对方机关收到的日期"


class _Answer(_About):
    """Consent or not, and why."""

    day_label = "收到意见的日期"
    consent = yes_or_no("是否同意公开", "同意", "不同意")
    reason = lines("理由", "不同意的，照录其理由。", required=False)

    def arguments(self) -> dict[str, Any]:
        """Yes or no."""
        given = super().arguments()
        return {**given, "consent": truth(given["consent"])}


class AnswerThirdParty(_Answer, LateNews):
    """第三十二条: what its sheet (P10) offers, and the sheet."""

    act, kind = "answer_third_party", "third_party"
    lead = "没有答复不必登记：意见期限届满由本机关决定。"
    consent = choice(
        "是否同意公开",
        [("yes", "同意公开"), ("no", "不同意公开"), ("partly", "部分同意公开")],
        "照第三方意见回执勾选的填写。",
    )
    reason = lines("理由", "不同意的，照录其理由；部分同意的，先写明不同意公开的部分。", required=False)
    sheet = upload("收到的意见回执", "扫描件或者照片，存入本件。", required=False)

    def arguments(self) -> dict[str, Any]:
        """A part is no consent to the whole."""
        said, given = self.cleaned_data["consent"], super().arguments()
        del given["sheet"]
        return {**given, "consent": said == "yes", "partly": said == "partly"}

    @transaction.atomic
    def perform(self) -> Any:
        """The opinion, and the sheet on which it came."""
        entered = super().perform()
        if sheet := self.cleaned_data["sheet"]:
            keep_scan(self.subject.case, sheet, self.subject.person, self.subject.today)
        return entered


class AnswerAgency(_Answer, LateNews):
    """第三十四条; 第十一条: what was only talked over may not be about the disclosure at all."""

    act, kind = "answer_agency", "agency"
    lead = "没有答复不必登记：共同制作机关期限届满视为同意公开；只是会商的，不答复不等于同意。"
    consent = yes_or_no(
        "是否同意公开",
        "同意",
        "不同意",
        "会商函没有问是否同意公开的，两项都不选，写明对方的意见。",
        required=False,
    )
    reason = lines("意见、理由", "不同意的，照录其理由。", required=False)


# – quantity and frequency clearly beyond reason (第三十五条)


class AskReason(TermForm):
    """How many, how often."""

    act, bounds = "ask_reason", "reasons_for_quantity"
    day_label = "发出日期"
    facts = lines("数量、频次明显超过合理范围的事实", "多长时间内、多少件、什么内容。")
    until = day("要求说明理由的期限", "法条没有规定，合理确定。", required=False)


class ReceiveReason(LateNews):
    """Reasonable or not decides what may follow."""

    act = "receive_reason"
    day_label = "收到理由说明的日期"
    content = lines("申请人说明的理由")
    reasonable = yes_or_no(
        "理由是否合理",
        "合理",
        "不合理",
        "不合理的，答复不予处理；合理而不能按期答复的，可以延迟答复。",
        required=False,
    )

    def arguments(self) -> dict[str, Any]:
        """Yes, no, or not yet said."""
        given = super().arguments()
        return {**given, "reasonable": truth(given["reasonable"])}


class Delay(TermForm):
    """A reasonable later day."""

    act, bounds = "delay", "delayed_reply"
    day_label = "告知日期"
    until = day("延迟答复至")
    reason = lines("理由")

    def prepare(self) -> None:
        """It must lie after the day as it is."""
        super().prepare()
        self.set_hint("until", f"晚于现在的答复期限 {self.subject.state.due_on}；告知应在期限届满前。")


class Extend(ActForm):
    """第三十三条第二款."""

    act = "extend"
    on_paper = True
    day_label = "告知申请人的日期"
    submit = "登记延期"
    days = number("延长几个工作日")
    approved_by = choice("同意延期的公开机构负责人", [])
    reason = lines("理由")

    def prepare(self) -> None:
        """The most that the law allows, and who may approve."""
        state = self.subject.state
        if state.received_on:
            most = workdays_of("extension", state.received_on)
            self.set_hint(
                "days", f"最长不超过 {most} 个工作日，只延长一次；纸面上告知得更长的照实填，如实补登。"
            )
            self.fields["days"].initial = most
        self.set_hint("day", f"应在答复期限 {state.due_on} 届满前告知；补登的填实际日期，不能晚于今天。")
        self.found = people(self.subject, frozenset({Role.HEAD}))
        self.set_choices("approved_by", named(self.found))
        self.fields[
            "approved_by"
        ].help_text = "由负责人自己登记，或者在本站审签、签发过延期告知书的才有记录；纸面上同意的，如实补登。"
        if not self.found:
            self.set_hint("approved_by", "本机关现在没有登记公开机构负责人；请系统管理员先任命。")

    def arguments(self) -> dict[str, Any]:
        """The person for the key."""
        given = super().arguments()
        return {
            **given,
            "approved_by": self.found[given["approved_by"]],
            "agreed_on_paper": bool(self._unproved()),
        }

    def perform(self) -> Any:
        """None is named of whom nothing here shows that they agreed, unless it happened on paper."""
        unproved = self._unproved()
        with transaction.atomic():
            try:
                entered = super().perform()
            except OnPaperOnly as broken:
                raise OnPaperOnly((*unproved, *broken.flags)) from None
            if unproved and not self.cleaned_data.get("truly"):
                raise OnPaperOnly(unproved)
        return entered

    def _unproved(self) -> tuple[Flag, ...]:
        """Why it is not known here that the head who is named agreed: as letters ask (`letters.issuing`)."""
        named_head, person = self.found[self.cleaned_data["approved_by"]], self.subject.person
        known = {person.pk: person} if str(person.pk) in self.found else {}
        known |= {one.pk: one for one in heads_agreeing(self.subject.case)}
        if named_head.pk in known:
            return ()
        others = "、".join(one.display_name for one in known.values())
        return (
            Flag(
                "extension-unproved",
                f"延期须经公开工作机构负责人同意（《条例》第三十三条第二款），本站没有{named_head.display_name}"
                f"同意的记录{f'，有记录的是{others}' if others else ''}。",
            ),
        )


# – fee (《信息处理费管理办法》)


class DecideFee(ActForm):
    """By items or by pages, never both."""

    act = "decide_fee"
    on_paper = True
    day_label = "收费通知日期"
    prefill, prefill_after = "试算", "count"
    lead = "可以收取，不是必须；每件只按一种标准收一次（《信息处理费管理办法》第三条）。金额按标准计算。"
    basis = choice("计费方式", [(ITEMS, "按件：同一申请人本月在本机关累计"), (PAGES, "按量：本件的页数")])
    count = number("数量")
    amount = number("收费通知写的金额（元）")

    def prepare(self) -> None:
        """Which request of the month this is."""
        if self.subject.state.received_on:
            position = position_in_month(self.subject.case)
            self.fields["count"].initial = position
            self.set_hint(
                "count",
                f"按件的填本月第几件（按登记是第 {position} 件，不同的要如实补登）；"
                "按量的填页数（A4 单面一页），已经主动公开、只告知获取途径的不适用按量。",
            )
        self.fields["basis"].initial = ITEMS
        self.fields["amount"].required = False
        self.set_hint("amount", "不填即按标准计算；纸面上写的与标准不同的照实填，如实补登。")

    def live(self) -> str:
        """The amount by the tariff of the day."""
        basis = str(self["basis"].value() or "")
        counted = str(self["count"].value() or "")
        if basis not in (ITEMS, PAGES) or not counted.isdecimal():
            return ""
        amount_on = self.cleaned_data.get("day") if self.is_bound and self.is_valid() else None
        try:
            amount = checks.fee_amount(
                {"basis": basis, "count": int(counted)}, amount_on or self.subject.today
            )
            tiers = tariff.tariffs()[basis].dated.on(amount_on or self.subject.today)
        except GongkaiError as problem:
            return str(problem)
        unit = f"本月第 {counted} 件" if basis == ITEMS else f"{counted} 页"
        said = f"应收 {amount:,} 元" if amount else "不收费，不必发出收费通知"
        return f"{unit}，{said}{tiers.source.cited}。"


class ServeFeeNotice(ActForm):
    """The clock of the reply rests."""

    act = "serve_fee_notice"
    on_paper = True
    day_label = "申请人收到收费通知的日期"
    lead = "待缴费期间不计答复期限。"

    def prepare(self) -> None:
        """The applicant's term."""
        count = workdays_of("fee_payment", self.subject.today)
        self.lead += f"{terms()['fee_payment'].starts}，{count} 个工作日内缴纳。"


class PayFee(LateNews):
    """In full, whenever it came."""

    act = "pay_fee"
    day_label = "缴清日期"
    amount = number("缴纳金额（元）", least=0)

    def prepare(self) -> None:
        """What was asked."""
        self.fields["amount"].initial = self.subject.state.fee_amount
        self.set_hint("amount", f"应缴 {self.subject.state.fee_amount:,} 元；缴清后再登记。")


class RefundFee(ActForm):
    """Whole, and why."""

    act = "refund_fee"
    day_label = "退还日期"
    reason = text("退还的原因", most=300)

    def prepare(self) -> None:
        """How much goes back, and the usual reason."""
        self.lead = f"全额退还 {self.subject.state.fee_amount:,} 元；退还以后不再计入实际收取的金额。"
        if any(note.code == PAID_TOO_LATE for note in self.subject.state.notes):
            self.fields["reason"].initial = "缴费期限届满以后缴纳，本件不再处理"


FORMS: tuple[type[ActForm], ...] = (
    RecordSearch,
    AskThirdParty,
    ThirdPartyServed,
    TellThirdParty,
    AnswerThirdParty,
    AskAgency,
    AgencyServed,
    AnswerAgency,
    AskReason,
    ReceiveReason,
    Delay,
    Extend,
    DecideFee,
    ServeFeeNotice,
    PayFee,
    RefundFee,
)
