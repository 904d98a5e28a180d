"""What does the clerk fill in when a request comes in, and what should be known before it is registered?"""

from __future__ import annotations

import secrets
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseFormSet, BoundField, formset_factory
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from gongkai.outcomes import applicant_kinds
from gongkai.procedure import checks
from gongkai.procedure.facts import OBTAINED_BY, OF_ITSELF, ApplicantRole, Channel, IdentityKind, Medium
from gongkai_web import identity
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.cases import actions
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven, with_known_number
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import current
from gongkai_web.casework.act_forms.receiving import HOW_CONFIRMED
from gongkai_web.casework.attached import examined_scan, keep_examined
from gongkai_web.casework.hints import Hint, hints
from gongkai_web.errors import Refused
from gongkai_web.holidays.queries import reckoned
from gongkai_web.office.fields import choice, day, lines, offer, text, tick, upload

# A web request comes by itself.
CHANNELS = [one for one in Channel.choices if one[0] != Channel.WEB]
JOINT_MOST = 50


class PersonForm(forms.Form):
    """Somebody who asks: name, identity, contact."""

    name = text("姓名或者名称", most=200)
    id_kind = choice("证件种类", IdentityKind.choices, required=False, empty="未提供")
    id_number = text("证件号码", "加密保存，页面上遮盖显示。", required=False, most=60)
    contact = text("联系人", "组织申请的填写。", required=False, most=100)
    phone = text("联系电话", required=False, most=40)
    email = forms.EmailField(
        label="电子邮箱", required=False, error_messages={"invalid": "电子邮箱的写法不对；请核对。"}
    )
    address = text("通信地址", required=False)
    postcode = text("邮政编码", required=False, most=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """A number needs its kind, and must be possible."""
        given = super().clean() or {}
        number, kind = given.get("id_number", ""), given.get("id_kind", "")
        if number and not kind:
            self.add_error("id_kind", "填了证件号码的，请选择证件种类。")
        elif number:
            try:
                identity.check(kind, number)
            except Refused as problem:
                self.add_error("id_number", str(problem))
        return given

    def given(self, role: str) -> ApplicantGiven:
        """The person as the action takes it."""
        return ApplicantGiven(role=role, **self.cleaned_data)


class SomebodyForm(PersonForm):
    """A joint applicant or agent: nobody where all is left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "empty_permitted": True, "use_required_attribute": False})
        del self.fields["contact"]

    def given(self, role: str) -> ApplicantGiven:
        """The person as the action takes it."""
        return ApplicantGiven(role=role, **self.cleaned_data)

    @property
    def somebody(self) -> bool:
        """Whether anything was filled in."""
        return bool(self.cleaned_data.get("name"))


JointForms = formset_factory(SomebodyForm, extra=0, max_num=JOINT_MOST, absolute_max=JOINT_MOST)


class RequestForm(forms.Form):
    """How it came, what it wants, and whether it is received."""

    agency = forms.ModelChoiceField(
        label="收件机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    channel = choice("提交方式", CHANNELS, "在线提交的申请自动进入，不在这里登记。")
    submitted_on = day("提交日期", "当面、口头的填提交之日；邮寄的填签收或者收到之日；传真、邮件填到达之日。")
    taken_down = tick("由工作机构代为填写", "口头提出的必选（《条例》第二十九条）。")
    read_back = tick("已向申请人读过或者交其看过，申请人确认无误", "口头提出的必选。")
    applicant_kind = choice("申请人类型", [])
    title = text("所需政府信息的名称、文号或者特征描述", "一件事一句话，会显示在各列表里。")
    description = lines("进一步的描述", "照申请人所写。", required=False)
    medium = choice("获取信息的方式", Medium.choices, required=False, empty="未写明")
    way = choice("获取信息的途径", list(OBTAINED_BY.items()), required=False, empty="未写明")
    confirm = tick(
        "同时确认收到",
        "当面、口头以提交之日，需签收的邮寄以签收之日为收到之日；其他方式须与申请人确认，填写下面三项。",
    )
    confirmed_on = day(
        "与申请人确认的日期",
        "平常信函应于收到当日电话确认，确认之日为收到之日（第三十一条）。",
        required=False,
    )
    how = choice("怎样确认", HOW_CONFIRMED, required=False)
    with_whom = text("与谁确认", required=False, most=100)
    late_reason = text(
        "迟收的原因", "到达几个工作日以后才登记收到的必填；主管部门可以看到。", required=False, most=200
    )
    scan = upload(
        "申请书的扫描件",
        "扫描件或者照片，登记时一并存入本件；收下前检查类型并扫描病毒。核对不收文件，核对以后再选。",
        required=False,
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer(self, "agency", agencies)
        kinds = self.fields["applicant_kind"]
        assert isinstance(kinds, forms.ChoiceField)
        offered = applicant_kinds().on(today)
        kinds.choices = [("", "请选择"), *((code, one.label) for code, one in offered.items())]
        self.fields["submitted_on"].initial = today
        self.fields["submission_key"].initial = secrets.token_hex(16)
        for name in ("submitted_on", "confirmed_on"):
            self.fields[name].widget.attrs["max"] = today.isoformat()

    def clean_submitted_on(self) -> date:
        """Not in the future."""
        return self._past(self.cleaned_data["submitted_on"])

    def clean_confirmed_on(self) -> date | None:
        """Not in the future."""
        found: date | None = self.cleaned_data["confirmed_on"]
        return self._past(found) if found else None

    def clean(self) -> dict[str, Any]:
        """What the channel needs (《条例》第二十九条、第三十一条)."""
        given = super().clean() or {}
        channel = given.get("channel", "")
        if channel == Channel.ORAL:
            for name in ("taken_down", "read_back"):
                if not given.get(name):
                    self.add_error(name, "口头提出的申请由工作机构代为填写，并须经申请人确认；请勾选。")
        confirmed, submitted = given.get("confirmed_on"), given.get("submitted_on")
        if confirmed and submitted and confirmed < submitted:
            self.add_error("confirmed_on", f"确认的日期早于提交日期 {submitted}；请核对。")
        agency = given.get("agency")
        with reckoned(agency.pk) if agency else nullcontext():
            until = checks.receipt_late_after(channel or "", submitted)
        late = until and confirmed and confirmed > until and channel not in OF_ITSELF
        if given.get("confirm") and late and not given.get("late_reason"):
            self.add_error("late_reason", f"收到之日晚于 {until}；请写明到达以后为什么没有及时登记收到。")
        if given.get("confirm") and channel and channel not in OF_ITSELF:
            for name, what in (
                ("confirmed_on", "确认的日期"),
                ("how", "怎样确认"),
                ("with_whom", "与谁确认"),
            ):
                if not given.get(name):
                    self.add_error(name, f"{Channel(channel).label}须与申请人确认才算收到；请填写{what}。")
        return given

    def _past(self, found: date) -> date:
        if found > self.today:
            raise forms.ValidationError(f"{found} 还没有到（今天是 {self.today}）；请核对日期。")
        return found


@dataclass(frozen=True, slots=True)
class Problem:
    """An error for the list at the top: about whom, which field, what."""

    sentence: str
    field: BoundField | None = None
    about: str = ""

    @property
    def named(self) -> str:
        """Whom and which field it is about."""
        return self.about + (str(self.field.label) if self.field else "")

    @property
    def href(self) -> str:
        """Where on the page the field stands."""
        return f"#{self.field.id_for_label}" if self.field else ""


class Intake:
    """The whole form: the request, the applicant, joint applicants and the agent."""

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        agencies: QuerySet[Agency],
        today: date,
        like: Case | None = None,
        together: bool = False,
    ) -> None:
        """`like`: an earlier request of the same applicant, who is not typed again; `together`: it came with
        this one, on the same day.
        """
        self.today, self.like = today, like
        said, people = _as_before(like, together) if like else ({}, {})
        self.request = RequestForm(data, files, agencies=agencies, today=today, initial=said)
        first, agent = (people.get(role, []) for role in (ApplicantRole.APPLICANT, ApplicantRole.AGENT))
        self.applicant = PersonForm(data, prefix="applicant", initial=first[0] if first else {})
        self.joint: BaseFormSet[Any] = JointForms(
            data, prefix="joint", initial=people.get(ApplicantRole.JOINT, [])
        )
        self.agent = SomebodyForm(data, prefix="agent", initial=agent[0] if agent else {})
        if like and any(one.masked for one in like.applicants.all()):
            hint = f"留空的，沿用 {like.registry_number} 登记的号码；加密保存，页面上遮盖显示。"
            self.applicant.fields["id_number"].help_text = hint

    def is_valid(self) -> bool:
        """Whether every part is in order; all are looked at, so that all errors show at once."""
        found = [one.is_valid() for one in (self.request, self.applicant, self.joint, self.agent)]
        if not all(found):
            self._ask_again_for_scan()
        return all(found)

    @property
    def scan_chosen(self) -> bool:
        """Whether a scan came with the form; 核对 keeps nothing, a file neither."""
        return bool(self.request.files.get("scan"))

    def _ask_again_for_scan(self) -> None:
        """A browser does not send a file twice."""
        if self.scan_chosen:
            self.request.add_error("scan", "这张表没有登记，所选的文件没有收下；请重新选择。")

    @property
    def errors(self) -> list[Problem]:
        """Every error with its field, in the order of the page."""
        named = [("", self.request), ("申请人", self.applicant)]
        named += [(f"共同申请人 {number} ", one) for number, one in enumerate(self.joint.forms, start=1)]
        named.append(("代理人", self.agent))
        found = [Problem(str(said)) for said in self.joint.non_form_errors()]
        for about, form in named:
            found += [Problem(str(said)) for said in form.non_field_errors()]
            found += [Problem(str(said), field, about) for field in form for said in field.errors]
        return found

    @property
    def agency(self) -> Agency:
        """Where it came in. Only once valid."""
        found: Agency = self.request.cleaned_data["agency"]
        return found

    @property
    def applicants(self) -> tuple[ApplicantGiven, ...]:
        """Everybody on the form; the applicant first. Only once valid."""
        joint = [one.given(ApplicantRole.JOINT) for one in self.joint.forms if one.somebody]
        agent = [self.agent.given(ApplicantRole.AGENT)] if self.agent.somebody else []
        found = (self.applicant.given(ApplicantRole.APPLICANT), *joint, *agent)
        return tuple(with_known_number(self.like, one) for one in found) if self.like else found

    @property
    def received_on(self) -> date | None:
        """The day of receipt that will be confirmed in the same step; None where it will not."""
        given = self.request.cleaned_data
        if not given["confirm"]:
            return None
        day: date | None = given["submitted_on" if given["channel"] in OF_ITSELF else "confirmed_on"]
        return day

    def register(self, by: Person) -> Case:
        """Registers, keeps the scan, confirms the receipt where ticked: all or nothing. Raises Refused."""
        try:
            return self._register(by)
        except Refused:
            self._ask_again_for_scan()
            raise

    def _register(self, by: Person) -> Case:
        given = self.request.cleaned_data
        request = RequestGiven(
            applicants=self.applicants,
            **{
                name: given[name]
                for name in (
                    "channel",
                    "applicant_kind",
                    "title",
                    "description",
                    "medium",
                    "way",
                    "taken_down",
                    "read_back",
                )
            },
        )
        scan = examined_scan(self.agency, given["scan"], by, self.today) if given["scan"] else None
        with transaction.atomic():
            case = actions.register_request(
                by=by,
                agency=self.agency,
                day=self.today,
                given=request,
                submitted_on=given["submitted_on"],
                today=self.today,
                submission_key=given["submission_key"],
            )
            # A repeated click finds the case of the first one, received already.
            if self.received_on and case.received_on is None:
                said = (
                    {}
                    if given["channel"] in OF_ITSELF
                    else {
                        "how": given["how"],
                        "with_whom": given["with_whom"],
                        "reason": given["late_reason"],
                    }
                )
                actions.confirm_receipt(case=case, by=by, day=self.received_on, today=self.today, **said)
            if scan:
                keep_examined(case, scan, by, self.today)
        return case

    def warnings(self) -> list[Hint]:
        """What to know before registering. Only once valid."""
        day = self.received_on or self.request.cleaned_data["submitted_on"]
        return hints(self.agency, self.request.cleaned_data, self.applicants[0], day, self.today)


_PERSONAL = ("name", "id_kind", "contact", "phone", "email", "address", "postcode")


def _as_before(case: Case, together: bool) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    """What another request of the same applicant starts from: how it came, and who asks, by role."""
    state = current(case)
    said = {
        "agency": case.agency_id,
        "channel": "" if state.channel == Channel.WEB else state.channel,
        "applicant_kind": state.applicant_kind,
        "medium": state.medium,
        "way": state.way,
    }
    if together:
        said |= {"submitted_on": state.submitted_on, "confirm": state.received_on is not None}
    people: dict[str, list[dict[str, str]]] = {}
    for one in case.applicants.all():
        people.setdefault(one.role, []).append({name: getattr(one, name) for name in _PERSONAL})
    return said, people
