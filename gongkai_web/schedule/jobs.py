"""Who gets the summary of the morning, and is it sent once? What is noted of the audit trail every night?

One job a person and day, known by its key: whoever asks again, the schedule or a command, asks for the same
one. A mail that was sent by a worker who died before he could say so is sent again under the same Message-ID.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from gongkai.workdays import calendar
from gongkai_web import vault
from gongkai_web.agencies.models import Person
from gongkai_web.audit.actions import anchor
from gongkai_web.holidays.queries import install
from gongkai_web.schedule import mail
from gongkai_web.schedule.queries import readers, summary
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import Task, TaskResult, task

ONLY_PRINTED = "django.core.mail.backends.console.EmailBackend"


@periodic("30 7 * * *")
@task(takes_context=True)
def morning(context: TaskContext) -> str:
    """Every morning, where there is a mail server. That of a day that has passed is no use any more."""
    if settings.EMAIL_BACKEND == ONLY_PRINTED:
        return "没有设置 GONGKAI_SMTP，不发。"
    day = timezone.localdate(context.due_at)
    if day != timezone.localdate():
        return f"{day} 的提醒到第二天还没有发，不再补发。"
    late = f"，迟了 {context.late_by}" if context.late_by else ""
    return f"{day}：排入 {len(put_summaries(day))} 封{late}。"


@transaction.atomic
def put_summaries(day: date) -> list[tuple[Person, TaskResult]]:
    """One job for each reader; none on a rest day."""
    install()
    if not calendar().is_workday(day):
        return []
    return [(person, _only(person, day).enqueue(person.pk, str(day))) for person in readers(day)]


@task(atomic=False, takes_context=True)
def send_summary(context: TaskContext, person: int, day: str) -> bool:
    """Sends the mail, where there is something to say; whether it did."""
    install()
    on = date.fromisoformat(day)
    reader = readers(on).filter(pk=person).first()
    found = summary(reader, on) if reader else None
    if reader is None or found is None or found.empty:
        return False
    body = mail.body(found, settings.GONGKAI_SITE["domain"])
    headers = {"Message-ID": _message_id(context.key)}
    EmailMessage(mail.subject(found), body, to=[reader.email], headers=headers).send()
    return True


@periodic("50 3 * * *")
@task
def anchor_trail() -> str:
    """The ends of all audit chains in one line: whoever notes that line outside has noted them all."""
    line = anchor()
    return f"{line.chain} {line.place} {line.hash}"


def _only(person: Person, day: date) -> Task[[int, str], bool]:
    return send_summary.using(key=f"{send_summary.name}:{day}:{person.pk}")


def _message_id(key: str) -> str:
    """The same for the same job; of no other installation, whose jobs have the same keys."""
    own = vault.digest(settings.SECRET_KEY, "schedule", "message-id", key)[:32]
    return f"<{own}@{settings.GONGKAI_SITE['domain'] or 'localhost'}>"
