"""What do the tests write into letters: the particulars of 云溪区, the values of each kind, the whole way?"""

from datetime import date
from typing import Any

from gongkai.letters import write
from gongkai_web.agencies import actions as agencies
from gongkai_web.cases import actions as cases
from gongkai_web.letters import actions, content
from gongkai_web.letters.actions import Given
from gongkai_web.letters.ground import To
from gongkai_web.letters.models import Letter

SEPTEMBER = date(2024, 9, 10)
SUPERIOR, COURT = "示范市人民政府", "示范市中级人民法院"
CHANNEL = "https://fuyi.shifan.example/"

VALUES: dict[str, dict[str, str]] = {
    "P02": {"enquiry": "电话0999-1234567，凭登记号查询"},
    "P03": {"way": "电话", "time": "2024年9月2日9时", "officer": "李强", "other": "王芳"},
    "P04": {"unclear": "文件名称", "guidance": "请写明项目名称或者文号", "days": "10"},
    "P05": {
        "quantity": "自2024年1月至9月已提出申请86件",
        "question": "需要这些信息的原因",
        "until": "2024-09-27",
    },
    "P06": {"days": "20", "reason": "涉及三个部门的资料正在核对"},
    "P07": {"until": "2024-12-20", "reason": "所涉材料三千余页"},
    "P08": {"content": "拆迁补偿协议的补偿标准", "return_to": "示范市云溪区云溪路1号"},
    "P09": {"asked": "第三方", "asked_on": "2024-09-10"},
    "P11": {
        "inquiry_number": "征1",
        "situation": "不同意公开，不公开可能对公共利益造成重大影响",
        "content": "补偿标准",
        "reason": "补偿款来自财政，被征收人有权知道标准",
    },
    "P12": {"content": "联合印发的通知", "opinion": "拟予公开"},
    "P13": {"content": "征地批文的保管情况", "until": "2024-09-27"},
    "P14": {"way": "凭缴款码到代收银行缴纳"},
    "P17": {"record": "户籍所在地", "handling": "经审核属实，本机关已予更正", "detail": "已更正为云溪路"},
    "L01": {"access": "https://yunxi.example/gkml/1.html"},
    "L02": {
        "materials": "征地补偿方案（3页）",
        "way": "随本答复书一并送达",
        "time": "随本答复书送达",
        "carrier": "纸质复印件",
    },
    "L03": {
        "open_parts": "补偿方案正文",
        "withheld_parts": "附件中的身份证号码",
        "withheld_article": "第十五条",
        "reason": "涉及个人隐私，公开会对他人造成损害",
        "blackout": "第2页的身份证号码已作涂黑处理",
        "way": "随本答复书一并送达",
        "carrier": "纸质复印件",
    },
    "L04": {"classification": "依照国家秘密范围的规定确定为国家秘密", "reason": "属于国家秘密"},
    "L05": {"provision": "《中华人民共和国统计法》第九条", "reason": "属于法律禁止公开的信息"},
    "L06": {"aspect": "公共安全", "reason": "公开后可能危及供水设施的安全"},
    "L07": {
        "asked_on": "2024-09-03",
        "answer": "第三方书面表示不同意公开",
        "objection": "涉及商业秘密，公开会造成损失",
        "weighing": "不公开不会对公共利益造成重大影响",
    },
    "L08": {"category": "人事管理", "reason": "是本机关内部的人员安排"},
    "L09": {"category": "过程稿", "reason": "是规划审批中的送审稿"},
    "L10": {"file_scope": "云溪区城管处罚案的案卷", "reason": "是行政执法案卷中的材料"},
    "L11": {"special_law": "《不动产登记暂行条例》第二十七条", "inquiry_way": "到不动产登记大厅查询"},
    "L12": {"places": "电子公文系统、综合档案室", "method": "电子检索", "keywords": "云溪路 征地"},
    "L13": {
        "reason": "该信息由自然资源部门制作",
        "responsible": "示范市云溪区自然资源局",
        "responsible_contact": "云溪路9号，0999-7654321",
    },
    "L14": {"work": "需要对十二个街道的台账逐份汇总"},
    "L15": {
        "asked_on": "2024-09-03",
        "answered_on": "2024-09-05",
        "correction": "关于云溪路的文件",
        "still_unclear": "仍不能确定是哪一份文件",
    },
    "L16": {"nature": "信访", "reason": "申请内容是对拆迁的诉求"},
    "L17": {"earlier_number": "云公开〔2024〕3号", "earlier_day": "2024-08-01"},
    "L18": {"publication": "《云溪区人民政府公报》2024年第3期", "way": "区图书馆二楼"},
    "L19": {
        "quantity": "自2024年1月至9月已提出申请86件",
        "asked_on": "2024-09-03",
        "given": "没有说明",
        "judgement": "没有说明理由，不合理",
    },
    "L20": {"provided": "已于2024年8月1日以云公开〔2024〕3号提供", "demand": "重新出具已获取的政府信息"},
    "L21": {
        "notice_number": "云公开〔2024〕1号",
        "notice_served_on": "2024-09-06",
        "until": "2024-09-27",
    },
    "L22": {
        "notice_number": "云公开〔2024〕1号",
        "notice_served_on": "2024-09-06",
        "until": "2024-10-11",
    },
    "L23": {"fact_on": "2024-09-05", "fact": "书面申请撤回该政府信息公开申请"},
    "L24": {
        "original_number": "云公开〔2024〕1号",
        "original_day": "2024-09-10",
        "cause": "自行纠正",
        "act_of_correction": "予以更正",
        "content": "原答复称不存在，更正为予以公开",
        "remedy": "A",
    },
}


def consulted(town, case) -> None:
    """A third party was asked, and does not consent (第三十二条)."""
    by = {"case": case, "by": town.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 9, 3), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 9, 3), ref="征1")
    cases.answer_third_party(**by, day=date(2024, 9, 5), ref="征1", consent=False, reason="商业秘密")


def furnish(town, **changes: Any) -> None:
    """What 云溪区 prints on its letters."""
    given = {
        "office_name": "云溪区政务公开科",
        "address": "示范市云溪区云溪路1号",
        "postcode": "999100",
        "hours": "工作日9时至17时",
        "phone": "0999-1234567",
        "letter_word": "云公开",
        "reconsideration_authority": SUPERIOR,
        "reconsideration_url": CHANNEL,
        "court": COURT,
        "payment": "凭缴款码到代收银行缴纳",
        "steps": [],
    }
    agencies.set_particulars(by=town.operator, agency=town.district, day=SEPTEMBER, **{**given, **changes})


def typed(town, code: str, **changes: Any) -> Given:
    """What 李强 types for a letter of that kind."""
    values = {**VALUES[code], **changes.pop("values", {})}
    given: dict[str, Any] = {"values": values}
    if code == "P08":
        given["to"] = To("赵老四", "示范市云溪区北街2号", "999101", person=True)
    if code == "P11":
        given["to"] = To("示范建设公司", "示范市云溪区北街2号", "999101")
    if code in {"P12", "P13"}:
        given["to"] = To("示范市云溪区自然资源局", "示范市云溪区南街9号", "999102")
    if code == "P06":
        given["approved_by"] = town.sun_li
    if code == "P14":
        given |= {"basis": "pages", "count": 40}
    if code == "L24":
        given |= {"outcome": "granted", "corrects": "原答复称不存在"}
    return Given(**{**given, **changes})


def drafted(town, case, code: str, act: str = "reply", day: date = SEPTEMBER, **changes: Any) -> Letter:
    """李强's draft."""
    given = typed(town, code, **changes)
    return actions.draft(case=case, by=town.li_qiang, day=day, act=act, kind=code, given=given)


def submitted(town, case, code: str, act: str = "reply", day: date = SEPTEMBER, **changes: Any) -> Letter:
    """The draft, handed in; approved where there are no steps."""
    letter = drafted(town, case, code, act, day, **changes)
    return actions.submit(letter=letter, by=town.li_qiang, day=day)


def issued(town, case, code: str, act: str = "reply", day: date = SEPTEMBER, **changes: Any) -> Letter:
    """The letter under its number, which 孙立 gives it: 李强 does not issue alone what he wrote."""
    letter = submitted(town, case, code, act, day, **changes)
    return actions.issue(letter=letter, by=town.sun_li, day=day)


def scan_of(letter: Letter) -> bytes:
    """What comes back from the seal: a PDF."""
    return write(content.document_of(letter), "pdf")


def sealed(town, letter: Letter, day: date = SEPTEMBER) -> Letter:
    """With the seal."""
    return actions.seal(
        letter=letter, by=town.li_qiang, day=day, upload_name="扫描.pdf", content=scan_of(letter)
    )


def posted(town, letter: Letter, day: date = SEPTEMBER, **changes: Any) -> Letter:
    """By EMS."""
    given = {"way": "post", "mail_kind": "ems", "number": "1234567890123", **changes}
    return actions.dispatch(letter=letter, by=town.li_qiang, day=day, **given)


def sent(town, case, code: str, act: str, day: date = SEPTEMBER, **changes: Any) -> Letter:
    """Drafted, issued, sealed and posted on one day: what it asks or tells has happened."""
    return posted(town, sealed(town, issued(town, case, code, act, day, **changes), day), day)
