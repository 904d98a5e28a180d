"""Does what county offices hand in become the requests that a person reads in it, asking once?"""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.naming import plain_name
from gongkai_web.cases.models import Case
from gongkai_web.imports.meanings import REPLIED, Defaults
from gongkai_web.imports.run import Report, Result, check_register, import_register
from gongkai_web.imports.understood import understood
from tests.web.imports.offices import GENERIC, OFFICES, Fact, Handed
from tests.web.imports.offices_more import MORE

TODAY = date(2026, 11, 29)
_AT_MOST = 3  # a clerk reads the file again so often before all is told


def answered_by_the_clerk(town, handed: Handed) -> tuple[Defaults, Report]:
    """What the page's questions come to: only what it asks is answered."""
    meant = Defaults(past=True, sent=REPLIED)
    for _ in range(_AT_MOST):
        report = checked(town, handed, meant)
        shown = understood(report, meant)
        columns = {
            one.key: handed.columns[one.key]
            for one in shown.columns
            if handed.columns.get(one.key, one.field) != one.field
        }
        words = {one.key: handed.words.get(one.word, usual(one.label, one.word)) for one in shown.asked}
        fresh = replace(
            meant,
            columns={**meant.columns, **columns},
            words={**meant.words, **{key: code for key, code in words.items() if code}},
            year=handed.year if shown.year_asked else meant.year,
            fill=meant.fill or bool(shown.blank),
        )
        if fresh == meant:
            break
        meant = fresh
    return meant, report


def usual(label: str, word: str) -> str:
    """What any clerk answers."""
    if label == "办理结果" and "公开" in word:
        return GENERIC
    answers = {("提交方式", ""): "web", ("延期", word): "full", ("申请人类型", word): "other_organization"}
    return answers.get((label, word), "")


def checked(town, handed: Handed, meant: Defaults) -> Report:
    return check_register(handed.content, handed.name, agency=town.district, today=TODAY, defaults=meant)


def like(fact: Fact, case: Case) -> bool:
    """Whether the case is what a person reads."""
    return (
        plain_name(case.applicant_name) == plain_name(fact.name)
        and case.received_on == fact.received
        and fact.subject in case.title
        and case.concluded_on == fact.answered
        and fact.kind in {"", case.applicant_kind}
        and case.channel.endswith(fact.channel)
        and (case.outcome.startswith(fact.outcome) if fact.outcome else not case.outcome)
    )


@pytest.mark.parametrize("make", [*OFFICES, *MORE], ids=lambda make: make.__name__)
def test_every_request_that_a_person_reads_in_it_becomes_a_case(town, make):
    handed = make()
    meant, report = answered_by_the_clerk(town, handed)
    told = [line.sentence for line in report.lines if line.result in {Result.REFUSED, Result.ASKED}]
    assert len(told) == handed.lacking, told
    import_register(
        handed.content, handed.name, agency=town.district, by=town.li_qiang, today=TODAY, defaults=meant
    )
    cases = list(Case.objects.order_by("pk"))
    assert len(cases) == len(handed.facts)
    for fact in handed.facts:
        assert any(like(fact, case) for case in cases), (fact, [vars(case) for case in cases])


@pytest.mark.parametrize("make", [*OFFICES, *MORE], ids=lambda make: make.__name__)
def test_what_came_from_it_is_never_overdue_work(town, make):
    handed = make()
    meant, _ = answered_by_the_clerk(town, handed)
    import_register(
        handed.content, handed.name, agency=town.district, by=town.li_qiang, today=TODAY, defaults=meant
    )
    answered = Case.objects.exclude(concluded_on=None)
    assert answered.exists()
    assert not answered.filter(next_act__in=("reply", "dispatch")).exists()
