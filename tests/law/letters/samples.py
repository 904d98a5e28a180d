"""What do 王芳's letters say in these tests?  One setting, one case, and what 李强 types for each kind."""

from __future__ import annotations

from datetime import date

from gongkai.letters import Letter, LetterFacts, compose, letter_kinds
from gongkai.letters.setting import Setting

DAY = date(2024, 10, 18)
AGENCY, APPLICANT, THIRD_PARTY = "示范市示范区民政局", "王芳", "示范市长青建设有限公司"
AUTHORITY, COURT = "示范市示范区人民政府", "示范市示范区人民法院"
URL = "https://fuyi.example.cn/tijiao?dq=3301&lx=zfxx"
NUMBER = "示民公开〔2024〕12号"

SETTING = Setting(
    agency_name=AGENCY,
    recipient=APPLICANT,
    registry_number="2024-0012",
    received_on=date(2024, 9, 20),
    request_title="示范区2023年度养老服务设施建设补助资金的分配方案及验收结果",
    letter_word="示民公开",
    address="示范市示范区府前路1号",
    postcode="100000",
    phone="010-60000000",
    website="https://mz.example.cn",
    recipient_address="示范市示范区和平路18号3幢202室",
    recipient_postcode="100001",
    reconsideration_authority=AUTHORITY,
    court=COURT,
    online_reconsideration_url=URL,
    due_on=date(2024, 10, 23),
    applicant_name=APPLICANT,
    applicant_kind="自然人",
    applicant_identity="居民身份证（号码留存）",
    applicant_contact="13800000000",
    channel="在线提交",
    submitted_on=date(2024, 9, 19),
    obtaining="电子文件，发送至电子邮箱",
    dictated="否",
)
TO_THIRD_PARTY = {"recipient": THIRD_PARTY, "organisation": True}
TO_AGENCY = {"recipient": "示范市示范区财政局", "organisation": True}

REASON = "公开后会影响正在进行的评审，参与评审的人员难以充分发表意见"
LINES = "《养老服务设施建设补助资金分配方案》，共6页\n《补助资金验收结果汇总表》，共3页"

VALUES: dict[str, dict[str, str]] = {
    "P01": {},
    "P02": {"enquiry": "登录本机关网站，凭登记号和查询码查询；也可以拨打010-60000000"},
    "P03": {"way": "电话", "time": "2024年9月20日9时30分", "officer": "李强", "other": "王芳，13800000000"},
    "P04": {
        "unclear": "写明补助资金的年度\n写明分配方案是初稿还是印发稿",
        "guidance": "可以写明文件的名称、文号，或者写明哪一年度、哪一批次的资金",
        "days": "10",
    },
    "P05": {
        "quantity": "自2024年1月至9月已提出申请86件，其中9月31件",
        "question": "各件申请之间的联系，以及需要同时获取的原因",
        "until": "2024-10-30",
    },
    "P06": {
        "days": "20",
        "until": "2024-11-20",
        "reason": "所涉档案正在移交整理，需要逐卷核对",
    },
    "P07": {"until": "2024-12-31", "reason": "各件申请所涉材料合计超过两千页"},
    "P08": {
        "content": "《养老服务设施建设补助资金分配方案》中贵单位的申报项目、补助金额和验收结论",
        "return_to": "示范市示范区府前路1号，示范市示范区民政局办公室",
    },
    "P09": {"asked": "第三方", "asked_on": "2024-09-27"},
    "P10": {"inquiry_number": "示民公开〔2024〕10号", "content": "补助资金的金额和验收结论"},
    "P11": {
        "inquiry_number": "示民公开〔2024〕10号",
        "situation": "不同意公开，不公开可能对公共利益造成重大影响",
        "content": "补助金额和验收结论",
        "reason": "资金来自财政，使用结果涉及老年人的切身利益，不公开可能对公共利益造成重大影响",
    },
    "P12": {
        "content": "《关于养老服务设施建设补助的联合通知》（示民发〔2023〕8号）",
        "opinion": "拟予以公开，请对附表是否公开提出意见",
    },
    "P13": {"content": "该项资金的拨付凭证由哪一机关制作、保存", "until": "2024-10-28"},
    "P14": {
        "standard": "按件计收，当月第11件至第30件每件100元",
        "amount": "2000",
        "way": "凭所附缴款码到代收银行柜台或者网上缴纳",
    },
    "P15": {"document": "《政府信息公开申请答复书》示民公开〔2024〕12号", "way": "邮寄送达"},
    "P16": {
        "letters": "接收回执\n答复书",
        "materials": "申请表\n检索记录",
        "approvals": "答复审批表",
        "services": "送达回证",
    },
    "P17": {
        "record": "低保登记表中本人的家庭人口数",
        "handling": "经审核属实，本机关已予更正",
        "detail": "家庭人口数由3人更正为4人",
    },
    "P18": {"same_requests": "4", "proposer": "王芳（申请人）"},
    "L01": {
        "access": "本机关网站“资金信息”栏目：https://mz.example.cn/zjxx/2023/1208.html\n"
        "《示范市人民政府公报》2023年第12期第18页"
    },
    "L02": {
        "materials": LINES,
        "way": "发送至您登记的电子邮箱",
        "time": "随本答复书送达",
        "carrier": "电子文件",
    },
    "L03": {
        "open_parts": LINES,
        "withheld_parts": "汇总表第2页所列收款个人的姓名、身份证号码、银行账号",
        "withheld_article": "第十五条",
        "reason": "属于个人隐私，公开会对第三方合法权益造成损害，且不涉及公共利益",
        "blackout": "附件第2页的姓名、身份证号码、银行账号已作涂黑处理",
        "way": "随本答复书一并邮寄",
        "carrier": "纸质复印件",
    },
    "L04": {
        "classification": "依照国家秘密及其密级具体范围的规定确定为国家秘密",
        "level": "秘密",
        "reason": "该信息公开后会损害国家的安全和利益",
    },
    "L05": {
        "provision": "《中华人民共和国档案法》第二十八条第一款",
        "reason": "该材料在法律规定的期限内不得公开",
    },
    "L06": {"aspect": "公共安全", "reason": "公开会暴露重点部位的防护布置"},
    "L07": {
        "asked_on": "2024-09-27",
        "answer": "第三方于2024年10月11日书面表示不同意公开，并说明了理由",
        "objection": "该报价构成第三方的商业秘密，公开会损害其竞争地位",
        "weighing": "经衡量，不公开不会对公共利益造成重大影响",
    },
    "L08": {"category": "人事管理", "reason": "所涉内容为工作人员的内部分工，不对外部产生影响"},
    "L09": {"category": "讨论记录", "reason": REASON},
    "L10": {
        "file_scope": "2023年第7号养老机构行政处罚案的调查笔录和审批表",
        "reason": "该材料形成于行政执法过程，属于案卷的组成部分",
        "reading": "携带身份证明到本机关法规科申请阅卷",
    },
    "L11": {
        "special_law": "《不动产登记暂行条例》第二十七条",
        "inquiry_way": "携带身份证明到示范市不动产登记中心查询窗口申请查询",
    },
    "L12": {
        "places": "本机关电子公文系统、综合档案室2015年以来的文书档案",
        "method": "电子检索并逐卷翻查",
        "keywords": "养老、补助、分配方案",
    },
    "L13": {
        "reason": "该信息由财政部门制作并保存",
        "responsible": "示范市示范区财政局",
        "responsible_contact": "示范市示范区府前路3号，010-60000001",
    },
    "L14": {
        "work": "需要对十二个街道的台账逐份汇总统计",
        "clues": "各街道每季度在网站公布的补助发放表",
    },
    "L15": {
        "asked_on": "2024-09-25",
        "answered_on": "2024-10-08",
        "correction": "要求提供近年来的全部相关材料",
        "still_unclear": "没有写明年度、事项和文件名称",
    },
    "L16": {
        "nature": "投诉",
        "reason": "申请内容是对某养老机构收费的不满和处理要求，没有指向具体的政府信息",
        "other_channel": "12345热线；示范区信访局接待场所",
    },
    "L17": {"earlier_number": "示民公开〔2023〕45号", "earlier_day": "2023-11-06"},
    "L18": {"publication": "《示范市年鉴（2023）》", "way": "示范市图书馆二楼地方文献阅览室"},
    "L19": {
        "quantity": "自2024年1月至9月已提出申请86件，其中9月31件",
        "asked_on": "2024-10-09",
        "given": "未作说明",
        "judgement": "各件内容基本相同，没有反复申请的正当需要",
    },
    "L20": {
        "provided": "本机关已于2024年3月5日以示民公开〔2024〕3号提供该分配方案的复印件",
        "demand": "重新出具已获取的政府信息",
    },
    "L21": {
        "notice_number": "示民公开〔2024〕8号",
        "notice_served_on": "2024-09-26",
        "until": "2024-10-16",
    },
    "L22": {
        "notice_number": "示民公开〔2024〕9号",
        "notice_served_on": "2024-09-12",
        "until": "2024-10-14",
    },
    "L23": {"fact_on": "2024-10-15", "fact": "书面申请撤回该政府信息公开申请"},
    "L24": {
        "original_number": "示民公开〔2024〕7号",
        "original_day": "2024-08-16",
        "cause": "示范市示范区人民政府行政复议决定撤销该答复",
        "act_of_correction": "予以撤销并重新作出答复",
        "content": "原答复告知信息不存在，现查明该信息由本机关保存\n对该信息予以公开，复印件随本决定送达",
        "remedy": "A",
    },
}
CASE_ARTICLES = {"L05": "第十四条", "L09": "《条例》第十六条第二款", "L12": "第三十六条第(四)项"}
ATTACHED = {"L02": ("分配方案.pdf", "验收结果汇总表.pdf"), "L03": ("汇总表（涂黑版）.pdf",)}


def day_of(code: str) -> date:
    """The day of the letter: a kind that came into force later is written on its first day."""
    return max(DAY, letter_kinds().words[code].since)


def values(code: str) -> dict[str, str]:
    """What 李强 types for that kind."""
    assert code in VALUES, f"文书「{code}」没有样例；请在 {__name__} 的 VALUES 里写上填写的内容。"
    return VALUES[code]


def setting(code: str, **changes: object) -> Setting:
    """The setting for a letter of that kind."""
    addressee = letter_kinds()[code].addressee
    to = {"third_party": TO_THIRD_PARTY, "agency": TO_AGENCY}.get(addressee, {})
    found = {name: _moved(getattr(SETTING, name), code) for name in Setting.__slots__}
    return Setting(**{**found, **to, "attachments": ATTACHED.get(code, ()), **changes})  # type: ignore[arg-type]


def _moved(value: object, code: str) -> object:
    """The days of the case, as long before the letter as they were."""
    return value + (day_of(code) - DAY) if isinstance(value, date) else value


def letter(code: str, *, day: date | None = None, number: str | None = None, **changes: object) -> Letter:
    """李强's letter of that kind, as composed."""
    day = day or day_of(code)
    given = f"示民公开〔{day.year}〕12号" if number is None else number
    return compose(code, setting(code, **changes), values(code), day=day, number=given)


def facts(code: str, **changes: object) -> LetterFacts:
    """What the case says of that letter."""
    kind = letter_kinds()[code]
    to_others = kind.addressee in {"third_party", "agency"}
    base = {
        "received_on": _moved(SETTING.received_on, code),
        "outcome": kind.outcomes[0] if kind.outcomes else "",
        "article": CASE_ARTICLES.get(code, kind.article) if kind.outcomes else "",
        "applicant_name": APPLICANT,
        "recipient": setting(code).recipient if to_others else "",
        "registry_number": SETTING.registry_number,
        "request_title": SETTING.request_title,
        "agency_name": AGENCY,
        "letter_word": "示民公开",
        "due_on": _moved(SETTING.due_on, code),
        "day": day_of(code),
        "attachments": ATTACHED.get(code, ()),
        "reconsideration_authority": AUTHORITY,
        "court": COURT,
        "online_reconsideration_url": URL,
        "private": ("13800000000",),
    }
    return LetterFacts(**{**base, **changes})  # type: ignore[arg-type]
