"""Who may carry the letter of a state organ (国办公开办函〔2016〕235号)?"""

from __future__ import annotations

import re

from gongkai.procedure.facts import Way
from gongkai_web.errors import Refused
from gongkai_web.letters.models import Mail

_MAIL_NUMBER = re.compile(r"[0-9A-Z]{8,20}")


def check_way(way: str, mail_kind: str, number: str) -> str:
    """The number as kept. 〔2016〕235号: nobody else may carry the letter of a state organ."""
    if way not in Way.values:
        raise Refused("请选择送达方式。")
    plain = number.replace(" ", "").upper()
    if way != Way.POST:
        return plain
    if mail_kind not in Mail.values:
        raise Refused(
            "邮寄须通过邮政企业，用特快专递（EMS）或者挂号信（国办公开办函〔2016〕235号）；请选择邮件种类。"
        )
    if not _MAIL_NUMBER.fullmatch(plain):
        raise Refused("请填写邮件号码：8 至 20 位字母和数字，印在邮政回执上。")
    return plain
