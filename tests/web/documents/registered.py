"""Documents as 李强 enters them on the register of 云溪区, and a clean-up of them."""

from datetime import date

from gongkai_web.publishing import actions as register
from gongkai_web.publishing.documents import actions
from gongkai_web.publishing.documents.actions import Judged
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.models import NormativeDocument
from tests.web.documents.confirmed import confirmed
from tests.web.items.written import DAY, again, decide, keep_secrets

MARCH = date(2024, 3, 1)
VERDICTS = (Judged("kept"), Judged("repealed", "已被新规定代替"), Judged("declared_invalid", "任务已完成"))


def issue(office, number, title, **changes) -> NormativeDocument:
    given = {
        "by": office.li_qiang,
        "agency": office.district,
        "kind": "normative_document",
        "title": title,
        "number": number,
        "issued_on": MARCH,
    }
    return confirmed(office, register.issue_document(**{**given, **changes}))


def fresh(document) -> NormativeDocument:
    return NormativeDocument.objects.get(pk=document.pk)


def begun(office, as_of=DAY, **changes):
    """李强's clean-up."""
    given = {
        "by": office.li_qiang,
        "agency": office.district,
        "title": "2026年行政规范性文件清理结果",
        "as_of": as_of,
        "reason": "年度定期清理",
        "day": DAY,
    }
    return actions.begin_clean_up(**{**given, **changes})


def judged(office, documents):
    """A clean-up that keeps the first, repeals the second and declares the third invalid."""
    one = begun(office)
    verdicts = {document.pk: verdict for document, verdict in zip(documents, VERDICTS, strict=True)}
    return actions.judge(clean_up=one, by=office.li_qiang, day=DAY, judged=verdicts)


def drafted_result(office, documents):
    """The same with the draft of its result: clean-up and edition."""
    one = judged(office, documents)
    item = actions.form_result(clean_up=one, by=office.li_qiang, day=DAY)
    return one, queries.under_way(item)


def approved_result(office, documents):
    """The same, approved by all three."""
    one, edition = drafted_result(office, documents)
    items.submit(edition=edition, by=office.li_qiang, day=DAY, looked="清理结果，没有文号")
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    return one, again(edition)
