"""How do 王芳's messages and their answers come about in the tests?"""

from datetime import date
from itertools import count

from django.test import Client

from gongkai_web.interaction import actions
from gongkai_web.interaction.actions import MessageGiven
from gongkai_web.interaction.draft import AnswerGiven
from gongkai_web.interaction.models import Message
from gongkai_web.interaction.queries import CODES
from gongkai_web.visitors import effort

MONDAY = date(2026, 6, 1)
FAULT = {
    "kind": "fault",
    "title": "停车收费标准写错了",
    "text": "页面上写每小时 8 元，公示牌上是 6 元。",
    "page": "https://www.example.cn/parking",
}
MENDED = {
    "end": "done",
    "answer": "您好！收费标准已经更正为每小时 6 元。",
    "what": "收费标准由 8 元改为 6 元",
    "where": "https://www.example.cn/parking",
    "publish": True,
    "public_title": "停车收费标准有误",
    "public_question": "网页上的停车收费标准与公示牌不一致。",
}


def sent(town, day=MONDAY, agency=None, key=None, **changes) -> Message:
    """What somebody wrote on the site; `key`: of the form, from which the code follows."""
    given = MessageGiven(**{**FAULT, **changes})
    key = key or CODES.new_submission_key()
    to = agency or town.district
    return actions.submit_online(agency=to, day=day, given=given, submission_key=key).message


def asked(town, day=MONDAY, **changes) -> Message:
    """A consultation whose answer may be public."""
    question = {"kind": "consultation", "title": "老年卡怎样办理", "text": "带什么材料？", "page": ""}
    return sent(town, day, **{**question, "may_publish": True, **changes})


def drafted(town, message, day=MONDAY, by=None, **changes):
    """李强 drafts the answer."""
    given = AnswerGiven(**{**MENDED, **changes})
    return actions.draft_answer(message=message, by=by or town.li_qiang, day=day, given=given)


def approved(town, message, day=MONDAY):
    """赵敏 approves it."""
    return actions.decide_answer(message=message, by=town.zhao_min, day=day, approve=True)


def answered(town, message, day=MONDAY, **changes) -> Message:
    """Drafted, approved, answered."""
    drafted(town, message, day, **changes)
    approved(town, message, day)
    message.refresh_from_db()
    return message


def worked(key: str) -> str:
    """The number that a browser finds for the form with that key."""
    return next(str(number) for number in count() if effort.fits(key, str(number)))


def client_of(person=None) -> Client:
    """A browser in which that person is signed in; nobody's without one."""
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
