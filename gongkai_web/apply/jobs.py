"""What is done by itself about applying online?

Every night expired drafts go, and uploads that belong to none. Every five minutes whoever left an address is
told by mail that there is something to see: one job for each person and step, known by its key.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from gongkai_web import vault
from gongkai_web.apply import steps, store
from gongkai_web.apply.actions import forget_counts, purge_drafts
from gongkai_web.audit.actions import record
from gongkai_web.cases.models import Applicant
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task

ONLY_PRINTED = "django.core.mail.backends.console.EmailBackend"


@periodic("10 3 * * *")
@task(atomic=False, takes_context=True)
def purge(context: TaskContext) -> int:
    """Takes away all drafts that have expired, some at a time; how many. Old counts go with them."""
    day, gone = timezone.localdate(), 0
    forget_counts(now=timezone.now())
    while taken := purge_drafts(day=day):
        gone += taken
        context.go_on()
    return gone


@periodic("15 3 * * *")
@task(atomic=False)
def sweep() -> int:
    """Takes away uploads whose draft was not kept after all; how many."""
    return store.sweep(timezone.now())


@periodic("*/5 * * * *")
@task
def tell_steps() -> int:
    """Where there is a mail server, puts down a mail for all with something new to see; how many."""
    if settings.EMAIL_BACKEND == ONLY_PRINTED:
        return 0
    found = list(steps.news(timezone.localdate(), timezone.now()))
    for one in found:
        key = f"{send_step.name}:{one.applicant.pk}:{one.mark}"
        send_step.using(key=key).enqueue(one.applicant.pk)
    return len(found)


@task(atomic=False, takes_context=True)
def send_step(context: TaskContext, applicant: int) -> bool:
    """Sends it and leaves a line; whether there was still an address."""
    person = Applicant.objects.select_related("case__agency").filter(pk=applicant).exclude(email="").first()
    if person is None:
        return False
    subject, body = steps.message_of(person)
    headers = {"Message-ID": _message_id(context.key)}
    EmailMessage(subject, body, to=[person.email], headers=headers).send()
    with transaction.atomic():
        record(
            actor=None,
            agency=person.case.agency,
            act="apply.tell_step",
            subject=f"cases.Case:{person.case_id}",
            detail={"applicant": person.pk},
        )
    return True


def _message_id(key: str) -> str:
    """The same at every attempt, so that a mail sent twice is one."""
    own = vault.digest(settings.SECRET_KEY, "apply", "message-id", key)[:32]
    return f"<{own}@{settings.GONGKAI_SITE['domain'] or 'localhost'}>"
