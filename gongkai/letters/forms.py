"""What else goes on paper beside the letters?

The envelope, the receipt of an application, the proof of service (送达回证), the register form (登记表), the
application form to print and post (申请表: the three statutory contents of 《条例》第二十九条, no purpose),
the catalogues of archive and evidence. All as DOCX and PDF, read back before they are handed out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.booktitle import in_marks
from gongkai.letters.compose import compose
from gongkai.letters.letter import Letter
from gongkai.letters.library import paper
from gongkai.letters.refusals import LetterError
from gongkai.letters.setting import Setting
from gongkai.letters.sheet import Envelope, Sheet, Table, form_sheet, lead_of
from gongkai.letters.words import chinese_day
from gongkai.letters.writing import write, written

APPLICATION_FIELDS = {
    "applicant_kind": "申请人类型",
    "applicant_name": "姓名或者名称",
    "applicant_identity": "身份证明（名称、号码）",
    "applicant_contact": "联系方式（电话、地址、邮编、电子邮箱）",
    "request_title": "所需政府信息的名称、文号或者便于查询的其他特征性描述",
    "carrier": "获取信息的方式",
    "way": "获取信息的途径",
    "attachments": "所附材料",
}
_CHOICES = {
    "applicant_kind": "□自然人　□商业企业　□科研机构\n□社会公益组织　□法律服务机构　□其他",
    "carrier": "□纸质复印件　□电子文件　□查阅、抄录",
    "way": "□邮寄　□电子邮箱　□在线平台　□当面领取",
}
_CATALOGUE_HEAD = ("序号", "名称", "文号", "日期", "页数", "备注")
_CATALOGUE_WIDTHS = (0.7, 2.3, 2.9, 1.6, 0.8, 0.9)
_EVIDENCE_HEAD = ("序号", "证据名称", "证明对象", "来源", "页码")
_EVIDENCE_WIDTHS = (0.75, 2.4, 2.9, 1.4, 0.9)
CATALOGUE_KEYS = ("name", "number", "day", "pages", "note")
EVIDENCE_KEYS = ("name", "proves", "origin", "pages")


def envelope(setting: Setting, fmt: str) -> bytes:
    """The cover (220 × 110 mm). Raises LetterError where an address or postcode is missing."""
    wanted = {
        "收件人姓名或者名称": setting.recipient,
        "收件地址": setting.recipient_address,
        "收件邮政编码": setting.recipient_postcode,
        "机关地址": setting.address,
        "机关邮政编码": setting.postcode,
    }
    missing = [label for label, value in wanted.items() if not value]
    if missing:
        raise LetterError(f"信封上还缺{'、'.join(missing)}；请先在案件或者机关设置里填好。")
    cover = Envelope(
        setting.recipient_postcode,
        setting.recipient_address,
        f"{setting.addressee or setting.recipient}　收",
        setting.agency_name,
        setting.address,
        setting.postcode,
    )
    return written(cover, fmt)


def service_record(
    letter: Letter,
    setting: Setting,
    fmt: str,
    *,
    way: str = "",
    mail_number: str = "",
    place: str | None = None,
) -> bytes:
    """送达回证 (P15) of that letter; what is signed at the door stays empty. Raises LetterError.

    `place` None: at the address of the addressee; what is served electronically has another place, or none.
    """
    values = {
        "document": f"{in_marks(letter.title)}{letter.number}",
        "way": way,
        "place": setting.recipient_address if place is None else place,
        "mail_number": mail_number,
    }
    return write(compose(paper("service", letter.day).code, setting, values, day=letter.day), fmt)


def registration_form(setting: Setting, fmt: str, *, day: date) -> bytes:
    """申请登记表 (P01) from the case; unknown entries stay empty for handwriting. Raises LetterError."""
    return write(compose(paper("registration", day).code, setting, {}, day=day), fmt)


def application_form(setting: Setting, fmt: str, *, values: Mapping[str, str] | None = None) -> bytes:
    """政府信息公开申请表, empty or filled from `values` (keys of APPLICATION_FIELDS). Raises LetterError."""
    given = dict(values or {})
    unknown = sorted(set(given) - set(APPLICATION_FIELDS))
    if unknown:
        allowed = "、".join(APPLICATION_FIELDS)
        raise LetterError(f"申请表没有「{unknown[0]}」这一栏；可填：{allowed}。")
    rows = [("受理机关", setting.agency_name)]
    rows += [(label, given.get(key) or _CHOICES.get(key, "")) for key, label in APPLICATION_FIELDS.items()]
    rows += [("申请人签名或者盖章", ""), ("申请日期", ""), ("代为填写的，代填人签名和申请人确认", "")]
    where = "；".join(filter(None, (setting.address, setting.postcode, setting.phone, setting.website)))
    return written(
        form_sheet(
            "政府信息公开申请表",
            tuple(rows),
            closing=(
                "填写说明：书写有困难的，可以到本机关由工作人员代为填写。申请不收取费用；申请的数量、频次明显"
                "超过合理范围的除外。",
                *((f"提交地址：{where}",) if where else ()),
            ),
        ),
        fmt,
    )


def application_receipt(rows: Sequence[tuple[str, str]], fmt: str, *, agency: str, code: bool) -> bytes:
    """回执: what an agency took in over the internet, as it was filled in. `code`: that is on it too."""
    told = "凭查询码和申请人的一项信息查询进度、下载答复；查询码不能再次显示，请妥善保管，不要转给他人。"
    return written(
        form_sheet(
            "政府信息公开申请回执",
            tuple(rows),
            lead=lead_of(agency),
            closing=(
                *(
                    (told,)
                    if code
                    else ("查询码没有写在这份回执上；遗失的，请与受理机关联系，核对身份后另发。",)
                ),
                "机关与申请人双方确认之日为收到申请之日，答复期限从那天起算（《条例》第三十一条）。",
            ),
        ),
        fmt,
    )


def archive_catalogue(rows: Sequence[Mapping[str, str]], setting: Setting, fmt: str) -> bytes:
    """归档目录 (P16): one row a paper, with the keys of CATALOGUE_KEYS. Raises LetterError for other keys."""
    sheet = _catalogue(
        "政府信息公开申请归档目录", rows, CATALOGUE_KEYS, setting, (_CATALOGUE_HEAD, _CATALOGUE_WIDTHS)
    )
    return written(sheet, fmt)


def evidence_catalogue(rows: Sequence[Mapping[str, str]], setting: Setting, fmt: str) -> bytes:
    """证据目录 of an appeal: the keys of EVIDENCE_KEYS. Raises LetterError for other keys."""
    sheet = _catalogue(
        "政府信息公开案件证据、依据目录", rows, EVIDENCE_KEYS, setting, (_EVIDENCE_HEAD, _EVIDENCE_WIDTHS)
    )
    return written(sheet, fmt)


def _catalogue(
    title: str,
    rows: Sequence[Mapping[str, str]],
    keys: tuple[str, ...],
    setting: Setting,
    shape: tuple[tuple[str, ...], tuple[float, ...]],
) -> Sheet:
    for row in rows:
        unknown = sorted(set(row) - set(keys))
        if unknown:
            raise LetterError(f"{in_marks(title)}没有「{unknown[0]}」这一列；可填：{'、'.join(keys)}。")
    head, widths = shape
    lines = tuple(
        (str(index), *(row.get(key, "") for key in keys)) for index, row in enumerate(rows, start=1)
    )
    number, received = setting.registry_number, chinese_day(setting.received_on)
    return Sheet(
        title=title,
        lead=lead_of(
            setting.agency_name,
            number and f"登记号：{number}",
            received and f"收到申请之日：{received}",
        ),
        table=Table(widths, head, lines),
        closing=(f"共 {len(lines)} 件。", "制作人：　　　　　　　　日期：　　　　年　　月　　日"),
    )
