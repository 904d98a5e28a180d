"""How do calls, 王芳's opinions and the answers to them come about in the tests?"""

from datetime import date, datetime

from django.utils import timezone

from gongkai_web.opinions import actions
from gongkai_web.opinions.actions import OpinionGiven
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.opinions.queries import CODES
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue import queries as catalogue_queries
from gongkai_web.publishing.catalogue.kinds import KEPT_BACK
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries as items_queries
from tests.web.items.written import again, decide, fresh, keep_secrets, published

DAY, LAST, AFTER = date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 2)
TITLE = "云溪区停车管理办法（征求意见稿）"
BODY = (
    "<p>第一条　为了规范停车，制定本办法。</p><p>第二条　路内停车位由城市管理局划定。</p>"
    "<p>第三条　首小时免费，以后每小时五元。</p>"
)
READS = "云溪区城市管理局法制科"


def parking(office, day=DAY, **content):
    """The draft as an item that the public reads."""
    return published(office, day, content={"title": TITLE, "body": BODY, **content})


def called(office, item, day=DAY, until=LAST, **changes) -> Call:
    """李强 asks for opinions on it."""
    given = {"item": item, "by": office.li_qiang, "day": day, "until": until, "reads": READS}
    made = actions.open_call(**{**given, **changes})
    agreed(office, day)
    return made


def agreed(office, day=DAY) -> None:
    """赵敏 lets out what 李强 wrote about it for everybody."""
    for held in catalogue_queries.held_words(office.district).filter(kind__in=KEPT_BACK):
        catalogue.let_out(held=held, by=office.zhao_min, day=day)


def at(day, clock="09:00:00"):
    """A moment of the place where the office is."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=timezone.get_default_timezone())


def sent(call, text="首小时免费太短，请改为两小时。", clause="c3", now=None, key=None, **contact) -> Opinion:
    """What 王芳 wrote on the site."""
    given = OpinionGiven(text=text, clause=clause, contact=contact)
    key = key or CODES.new_submission_key()
    return actions.submit_online(
        call=call, now=now or at(call.opens_on), given=given, submission_key=key
    ).opinion


def looked(office, opinion, status="shown", day=DAY, **changes):
    """赵敏 looks at it: 李强 enters what comes on paper."""
    return actions.look_at(opinion=opinion, by=office.zhao_min, day=day, status=status, **changes)


def answered(office, call, *opinions, verdict="adopted", day=AFTER, **changes):
    """李强 answers them alike."""
    given = {"summary": "建议延长免费时间", "reason": "已改为两小时。", **changes}
    return actions.answer_opinions(
        call=call, by=office.li_qiang, day=day, opinions=opinions, verdict=verdict, **given
    )


def reviewed(office, item, day=AFTER):
    """The page of the results goes through its review and out."""
    edition = items_queries.under_way(item)
    items.submit(edition=edition, by=office.li_qiang, day=day, looked="已核对")
    decide(office.zhao_min, edition, day)
    keep_secrets(office.chen_jing, edition, day)
    decide(office.sun_li, edition, day)
    return again(edition)


def out(office, item, day=AFTER):
    """The same, published."""
    edition = reviewed(office, item, day)
    items.publish(edition=edition, by=office.li_qiang, day=day)
    return fresh(item)


def now_of(row):
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)
