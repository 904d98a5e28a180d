"""What does an applicant fill in (《条例》第二十九条第二款)? Three things, and no purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy

from gongkai.outcomes import applicant_kinds
from gongkai.procedure.facts import BY_INTERNET, OBTAINED_BY, IdentityKind, Medium, Way
from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web import identity
from gongkai_web.cases.actions import ApplicantGiven
from gongkai_web.errors import Refused
from gongkai_web.files.limits import largest_file, most_files
from gongkai_web.office.fields import choice, lines, text

_PERSONAL_PROOFS = (IdentityKind.RESIDENT_ID, IdentityKind.PASSPORT, IdentityKind.HK_MACAO_TAIWAN)
JOINT_MOST = 50
# What a browser or phone can fill in by itself (WCAG 1.3.5).
_AUTOCOMPLETE = {
    "name": "name",
    "phone": "tel",
    "email": "email",
    "address": "street-address",
    "postcode": "postal-code",
    "id_number": "off",
}


class FilesInput(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads; what is in them is examined where they are received."""

    def __init__(self, label: str, hint: str) -> None:
        super().__init__(label=label, help_text=_with_limits(hint), required=False, widget=FilesInput)

    def clean(self, data: Any, _initial: Any = None) -> Any:
        """Left alone: an empty or forbidden file gets its sentence from the examination."""
        return data


def limits_told() -> str:
    """Which files may come, how large and how many."""
    megabytes, files = largest_file() // MEGABYTE, most_files()
    return f"照片、PDF、OFD、Word、WPS、Excel、文本都可以，每份不超过 {megabytes} MB，最多 {files} 份。"


def _limits_after(hint: str) -> str:
    return f"{hint}{limits_told()}"


# Told when the page is made: the limits come from the settings.
_with_limits = lazy(_limits_after, str)


def email() -> forms.EmailField:
    """An e-mail address."""
    return forms.EmailField(
        label="电子邮箱", required=False, error_messages={"invalid": "电子邮箱的写法不对；请核对。"}
    )


class Part(forms.Form):
    """A part of the page. No browser refuses it by itself: the sentences are ours."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in _AUTOCOMPLETE.items():
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = kind
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs["enterkeyhint"] = "next"
        if "phone" in self.fields:
            self.fields["phone"].widget.input_type = "tel"

    def _check_number(self, given: dict[str, Any]) -> None:
        """A number needs its kind, and must be possible; the check digit finds what was mistyped."""
        number, kind = given.get("id_number", ""), given.get("id_kind", "")
        if number and not kind:
            self.add_error("id_kind", "填了证件号码的，请选择证件种类。")
        elif number:
            try:
                identity.check(kind, number)
            except Refused as problem:
                self.add_error("id_number", str(problem))


class ApplicantForm(Part):
    """第（一）项: who asks, the proof of it, and how to reach them."""

    applicant_kind = choice("申请人类型", [], "个人选“自然人”，单位按性质选一种。")
    name = text("姓名或者名称", "与身份证件、营业执照等证明一致。", most=200)
    id_kind = choice("证件种类", IdentityKind.choices, required=False, empty="不填号码，上传证明")
    id_number = text(
        "证件号码", "加密保存，提交后只遮盖显示。不填的，请在下面上传身份证明。", required=False, most=60
    )
    proof = FilesField("上传身份证明", "身份证、营业执照等的照片或者扫描件；共同申请人、代理人的也放在这里。")
    contact = text("联系人", "单位申请的填写。", required=False, most=100)
    phone = text(
        "联系电话", "电话、电子邮箱、通信地址至少填一项，机关要用它与您确认。", required=False, most=40
    )
    email = email()
    address = text("通信地址", "要求邮寄的必填。", required=False)
    postcode = text("邮政编码", required=False, most=10)

    def __init__(self, *args: Any, proven: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proven = proven
        kinds = self.fields["applicant_kind"]
        assert isinstance(kinds, forms.ChoiceField)
        offered = applicant_kinds().on(timezone.localdate())
        kinds.choices = [("", "请选择"), *((code, kind_label(code)) for code in offered)]

    def clean(self) -> dict[str, Any]:
        """Identity proof and contact are statutory; in which form is for the applicant to choose."""
        given = super().clean() or {}
        self._check_number(given)
        self._check_kinds(given)
        if not given.get("id_number") and "id_number" not in self.errors and not self.proven:
            self.add_error(
                "id_number", "缺少身份证明（《条例》第二十九条）：请填证件号码，或者在下面上传身份证明。"
            )
        reached = [name for name in ("phone", "email", "address") if given.get(name)]
        if not reached and "email" not in self.errors:
            self.add_error(
                "phone", "缺少联系方式（《条例》第二十九条）：电话、电子邮箱、通信地址至少填一项。"
            )
        return given

    def _check_kinds(self, given: dict[str, Any]) -> None:
        """A person and an organisation are proven by different numbers; by them requests are counted."""
        kind, proof = given.get("applicant_kind"), given.get("id_kind")
        if not given.get("id_number") or not kind:
            return
        if is_person(kind) and proof == IdentityKind.CREDIT_CODE:
            said = "自然人没有统一社会信用代码；请改选证件种类，是单位申请的请改选申请人类型。"
            self.add_error("id_kind", said)
        elif not is_person(kind) and proof in _PERSONAL_PROOFS:
            said = "单位申请的，请填统一社会信用代码；没有的请选“其他证件”，或者清空号码、上传证明。"
            self.add_error("id_kind", said)

    def needs(self, way: str) -> None:
        """What the chosen way asks for besides."""
        wanted = {
            Way.EMAIL.value: ("email", "选了发到电子邮箱，请填写电子邮箱。"),
            Way.POST.value: ("address", "选了邮寄，请填写通信地址。"),
        }.get(way)
        if wanted and not self.cleaned_data.get(wanted[0]) and wanted[0] not in self.errors:
            self.add_error(*wanted)

    def given(self, role: str) -> ApplicantGiven:
        """The applicant as the action takes it."""
        aside = {"applicant_kind", "proof"}
        return ApplicantGiven(
            role=role, **{name: value for name, value in self.cleaned_data.items() if name not in aside}
        )


class OtherForm(Part):
    """A joint applicant or an agent: nobody where all is left empty."""

    name = text("姓名或者名称", required=False, most=200)
    id_kind = choice("证件种类", IdentityKind.choices, required=False, empty="不填号码，上传证明")
    id_number = text("证件号码", "不填的，请在“上传身份证明”处一并上传。", required=False, most=60)
    phone = text("联系电话", required=False, most=40)
    email = email()

    def __init__(self, *args: Any, proven: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proven = proven
        for name in ("name", "phone", "email"):
            # These are not the particulars of whoever sits before the screen.
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def somebody(self) -> bool:
        """Whether anything was filled in."""
        return any(self.cleaned_data.get(name) for name in ("name", "id_number", "phone", "email"))

    def clean(self) -> dict[str, Any]:
        """Whoever stands on the form needs a name and a proof."""
        given = super().clean() or {}
        self._check_number(given)
        filled = any(given.get(name) for name in ("name", "id_number", "phone", "email"))
        if filled and not given.get("name"):
            self.add_error("name", "请填写姓名或者名称；不需要这一位的，请清空其他各项。")
        if filled and not given.get("id_number") and "id_number" not in self.errors and not self.proven:
            self.add_error("id_number", "请填证件号码，或者在“上传身份证明”处上传。")
        return given

    def given(self, role: str) -> ApplicantGiven:
        """The person as the action takes it."""
        names = ("name", "id_kind", "id_number", "phone", "email")
        return ApplicantGiven(role=role, **{name: self.cleaned_data[name] for name in names})


class AgentForm(OtherForm):
    """Somebody who applies for the applicant; only with an authorisation."""

    authorisation = FilesField("上传授权委托书", "写明委托事项和权限，由申请人签名或者盖章。")

    def __init__(self, *args: Any, authorised: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authorised = authorised

    def clean(self) -> dict[str, Any]:
        """No agent without an authorisation."""
        given = super().clean()
        if self.somebody and not self.authorised:
            self.add_error("authorisation", "有代理人的，请上传申请人签名或者盖章的授权委托书。")
        return given


class WantedForm(Part):
    """第（二）（三）项: what is wanted, and in what shape."""

    title = text(
        "所需政府信息的名称", "一句话写明是什么信息，例如“云溪路拓宽工程征地补偿方案”；一份申请写一件事。"
    )
    description = lines(
        "文号或者其他特征描述", "文号、大致时间、涉及的地点或者项目等，便于查找。", required=False
    )
    attachments = FilesField("附件", "便于查找的材料；没有可以不传。")
    medium = choice("要什么样的信息", Medium.choices, "按保存的实际情况提供。")
    way = choice("怎样获取", list(OBTAINED_BY.items()))

    def clean(self) -> dict[str, Any]:
        """Paper does not come over the internet, and one looks things up on the spot only."""
        given = super().clean() or {}
        medium, way = given.get("medium"), given.get("way")
        if medium == Medium.INSPECTION and way and way != Way.IN_PERSON:
            here = OBTAINED_BY[Way.IN_PERSON]
            self.add_error("way", f"查阅、抄录要到机关来；请选“{here}”，或者改选要什么样的信息。")
        elif medium == Medium.PAPER and way in BY_INTERNET:
            said = "纸质的不能在网上或者用电子邮箱获取；请选邮寄、到机关领取，或者改要电子文档。"
            self.add_error("way", said)
        return given


def kind_label(code: str) -> str:
    """The kind of applicant as the form shows it: the column of table 三 and, for 其他, of what."""
    found = applicant_kinds()[code]
    return f"{found.label}（个人）" if is_person(code) else f"法人或者其他组织：{found.label}"


def is_person(code: str) -> bool:
    """Whether applicants of that kind are people, not organisations."""
    return code in applicant_kinds() and applicant_kinds()[code].group == "person"
