"""Is this number, mailbox or address an office's, which is to be public, or a person's?

Told by what stands before it in the sentence, by the head of its column and by the heading of its section.
"""

from __future__ import annotations

import functools
import re

from gongkai.proofing.passage import Heads, Passage
from gongkai.prose.personal_data import OFFICE

_ALWAYS = re.compile(
    r"(?:咨询|监督|举报|投诉|服务|值班|办公|公开|受理|报名|热线|客服|单位|窗口|政务)[\u4e00-\u9fff]{0,4}"
    r"(?:电话|热线|手机|邮箱|号码|方式)?|拨打|致电|传真|公众号"
)
_CONTACT = re.compile(r"联系(?:人|电话|方式|手机|邮箱)|经办人|负责人|责任人|联络员")
_PERSON = re.compile(
    r"申请人|申报人|当事人|被处罚人|被告|原告|上诉人|本人|户主|低保|特困|救助|患者|病人|家属|亲属|监护人|受益人|领取人"
    r"|领款人|享受人|学生|考生|家长|村民|居民|业主|承租人|购房人|来信人|来访人|信访人|举报人|投诉人|反映人|死者|伤者"
)
_CONTACT_SECTION = re.compile(
    r"联系|咨询|监督|投诉|举报|办公地|受理|通讯|通信|机构(?:信息|概况|设置|职能)|报名|工作机构|窗口"
)
_PERSON_HEADS = re.compile(
    r"姓名|户主|被征收人|房主|产权人|申请人|领取人|领款人|受益人|救助对象|保障对象|学生|患者|残疾人|考生|被处罚人|当事人"
)
_OFFICE_HEADS = re.compile(r"职务|职位|岗位|科室|部门|处室|职责|分工|单位|机构|机关|窗口|地点|乡镇|村居")
_OFFICIAL_PLACE = re.compile(
    r"政府|[局厅站厂]|委员会|居委|村委|街道办|派出所|司法所|事务所|研究所|医院|法院|检察院|学校|小学|中学"
    r"|中心|大楼|大厦|机关|窗口|办公|公司|银行|会议室|工业园|产业园"
)
_PLACE_WORDS = re.compile(
    r"(?:办公|通讯|通信|联系|受理|邮寄|单位|注册|经营|项目|报名|评标|开标|考试|建设|办理|咨询)(?:地址|地点|场所)|住所地|坐落"
)
_REACHED = re.compile(r"电话|手机|联系|邮箱|微信")
_REACH = 150


def is_of_office(passage: Passage, place: int) -> bool:
    """Whether what stands there is how one reaches an office; what is not told is a person's."""
    line = passage.line_at(place)
    if is_of_persons(line.heads):
        return False
    if is_of_officials(line.heads) and _REACHED.search(line.head):
        return True
    before = passage.before(place, _REACH)
    if _ALWAYS.search(before) or _ALWAYS.search(line.head):
        return True
    if _PERSON.search(before):
        return False
    said = OFFICE.search(before) or _CONTACT.search(before) or _CONTACT.search(line.head)
    return bool(said or _CONTACT_SECTION.search(line.section))


def is_said_of_person(passage: Passage, place: int) -> bool:
    """Whether what stands there is told of somebody: in a list of persons, or in a sentence on one."""
    line = passage.line_at(place)
    return is_of_persons(line.heads) or _PERSON.search(passage.before(place, _REACH)) is not None


@functools.lru_cache(maxsize=64)
def is_of_persons(heads: Heads) -> bool:
    """Whether a table lists persons, who are not named for their office."""
    told = str(heads)
    return bool(_PERSON_HEADS.search(told)) and not _OFFICE_HEADS.search(told)


@functools.lru_cache(maxsize=64)
def is_of_officials(heads: Heads) -> bool:
    """Whether a table lists offices, or who holds them."""
    return bool(_OFFICE_HEADS.search(str(heads)))


def is_official_place(passage: Passage, start: int, end: int) -> bool:
    """Whether an address is that of an office, a firm, a place where something is done."""
    line = passage.line_at(start)
    if is_of_persons(line.heads):
        return False
    said = (
        passage.before(start, _REACH) + passage.text[start:end] + passage.text[end : min(line.end, end + 10)]
    )
    return bool(
        _PLACE_WORDS.search(said + line.head)
        or (_OFFICIAL_PLACE.search(said) and not _PERSON.search(said))
        or _CONTACT_SECTION.search(line.section)
    )
