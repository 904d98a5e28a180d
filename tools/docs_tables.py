"""Which word of the law is which identifier, and what in the law folder is not settled? Tables for the docs.

Everything is read from where the program itself reads it, so that a table cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.apps import apps

from gongkai import dataset
from gongkai.checking import SEVERITY_LABELS, rules
from gongkai.clock import EVENT_LABELS
from gongkai.counting import counting_book
from gongkai.deadlines import Length, Term, terms
from gongkai.form import Line, forms
from gongkai.lawbook import DatedList, lawbook
from gongkai.letters import letter_kinds
from gongkai.outcomes import K, agency_kinds, applicant_kinds, outcome_groups, outcomes
from gongkai.procedure.facts import EVENT_KINDS, AppealKind, AppealResult, Channel, Status
from gongkai.procedure.machine import acts
from gongkai.tariff import tariffs
from gongkai.unsettled import unsettled as values_unsettled
from gongkai_web.figures.registry import registry

Cells = Sequence[object]
UNITS = {
    "workdays": "{} 个工作日",
    "days": "{} 日",
    "months": "{} 个月",
    "same_day": "当日",
    "reasonable": "合理期限",
    "day_of_year": "次年 {}",
}
REQUIREMENTS = {
    "none": "",
    "correction_received": "收到过补正",
    "correction_lapsed": "补正告知书送达且逾期",
    "fee_lapsed": "收费通知送达且逾期未缴",
}


def table(heads: Cells, rows: Iterable[Cells]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def coded(value: object) -> str:
    return f"`{value}`"


# – words of the law folder


def agencies() -> str:
    """The kinds of agency."""
    return kinds(agency_kinds())


def applicants() -> str:
    """The kinds of applicant."""
    return kinds(applicant_kinds())


def groups() -> str:
    """The groups of results."""
    return kinds(outcome_groups())


def kinds(listed: DatedList[Any]) -> str:
    rows = [
        (found.label, coded(found.code), days, found.source.reviewed) for found, days in through_time(listed)
    ]
    return table(("中文", "标识符", "施行", "出处"), rows)


def through_time(listed: DatedList[K]) -> Iterator[tuple[K, str]]:
    """Every wording that stands or stood in the list, with its days."""
    for dated in listed.words.values():
        nexts = [*(value.since for value in dated.values[1:]), dated.ended and dated.ended.since]
        for value, following in zip(dated.values, nexts, strict=True):
            until = f"，至 {following - timedelta(days=1)}" if following else ""
            yield value.value, f"自 {value.since}{until}"


def results() -> str:
    """The outcomes."""
    rows = [
        (
            found.short,
            coded(found.code),
            days,
            outcome_groups()[found.group].label,
            found.source.reviewed,
            "要" if found.reason else "",
            REQUIREMENTS[found.requires],
        )
        for found, days in through_time(outcomes())
    ]
    return table(("中文（简称）", "标识符", "施行", "组", "出处", "理由和条款", "事先必须"), rows)


def deadlines() -> str:
    """All terms, by number."""
    rows = [
        (term.number, term.name, coded(key), length, value.since, value.source.reviewed, term.starts)
        for key, term in sorted(terms().items(), key=_by_number)
        for value in term.dated.values
        for length in [_length(value.value)]
    ]
    return table(("编号", "中文", "标识符", "长度", "自", "出处", "起算"), rows)


def _by_number(entry: tuple[str, Term]) -> tuple[bool, str]:
    return not entry[1].number.startswith("T"), entry[1].number


def _length(length: Length) -> str:
    told = UNITS[length.unit].format(length.day or length.amount)
    if length.unit == "reasonable" and length.amount:
        told = f"默认 {length.amount} 个工作日"
    return told if length.policy == "none" else f"{told}，`{length.policy}`"


def counting() -> str:
    """The rules by which a year is counted."""
    rows = [
        (
            rule.question,
            coded(key),
            f"自 {value.since.year} 年度",
            rule.sentence,
            coded(rule.policy),
            rule.source.reviewed,
        )
        for key, dated in counting_book().items()
        for value in dated.values
        for rule in [value.value]
    ]
    return table(("问题", "标识符", "施行", "答案", "口径", "出处"), rows)


def figures() -> str:
    """What is counted."""
    rows = [
        (one.label, coded(one.id), one.unit, "、".join(by.label for by in one.by), one.source)
        for one in registry().all()
    ]
    return table(("中文", "标识符", "单位", "可以按什么分", "出处"), rows)


def checks() -> str:
    """The rules of the check."""
    rows = [
        (coded(key), rule.handbook, SEVERITY_LABELS[rule.severity], rule.sentence, rule.source.reviewed)
        for key, rule in rules().items()
    ]
    return table(("标识符", "手册编号", "级别", "内容", "出处"), rows)


def fees() -> str:
    """The two bases of the fee."""
    rows = [
        (found.name, coded(basis), found.unit, value.since, value.source.reviewed)
        for basis, found in tariffs().items()
        for value in found.dated.values
    ]
    return table(("中文", "标识符", "单位", "自", "出处"), rows)


def instruments() -> str:
    """The documents that make rules."""
    rows = [
        (found.name, coded(key), found.number, found.since or "")
        for key, found in lawbook().instruments.items()
    ]
    return table(("文件", "标识符", "文号或者版本", "施行"), rows)


# – the forms


def sections() -> str:
    """The six sections."""
    latest = list(forms().values())[-1]
    return table(("部分", "标题"), [(heading.number, heading.heading) for heading in latest.sections])


def table2() -> str:
    """Rows and columns of table 二, both forms."""
    rows = [
        (
            form.key,
            block.article,
            row.label,
            coded(row.key),
            "<br>".join(map(_named, (*block.columns, *block.texts))),
        )
        for form in list(forms().values())[::-1]
        for block in form.blocks2
        for row in block.rows
    ]
    return table(("格式", "《条例》", "行", "行标识符", "列和列标识符"), rows)


def table3() -> str:
    """Rows and columns of table 三."""
    latest, *older = list(forms().values())[::-1]
    known = {row.key: row for row in latest.rows3}
    for row in (row for form in older for row in form.rows3):
        known.setdefault(row.key, row)
    rows = [(row.over, row.label, coded(row.key), _forms_with(row)) for row in known.values()]
    columns = [(column.over, column.label, coded(column.key)) for column in latest.columns3]
    return table(("组", "行", "标识符", "格式"), rows) + "\n\n" + table(("上级表头", "列", "标识符"), columns)


def table4() -> str:
    """Blocks and columns of table 四."""
    latest = list(forms().values())[-1]
    blocks = [(block.over, block.label, coded(block.key)) for block in latest.blocks4]
    columns = [(column.label, coded(column.key)) for column in latest.columns4]
    return table(("上级表头", "块", "标识符"), blocks) + "\n\n" + table(("列", "标识符"), columns)


def _forms_with(row: Line) -> str:
    return "、".join(key for key, form in forms().items() if row.key in {line.key for line in form.rows3})


def _named(line: Line) -> str:
    return f"{line.label} {coded(line.key)}"


# – words of the office


def events() -> str:
    """What can happen to a case."""
    rows = [
        (
            kind.label,
            coded(code),
            "、".join(map(coded, kind.particulars)),
            "影响" if code in EVENT_LABELS else "",
        )
        for code, kind in EVENT_KINDS.items()
    ]
    return table(("中文", "标识符", "内容", "答复期限"), rows)


def procedure() -> str:
    """The state machine of 依申请公开, act by act."""
    status, role = dict(Status.choices), dict(_of_model("agencies", "Office", "role"))
    rows = [
        (
            act.stage,
            act.label,
            coded(act.key),
            _all_but(act.states, status),
            "、".join(role[held] for held in role if held in act.roles),
            "、".join(coded(name) + ("※" if name in act.broken else "") for name in act.guards),
            _letters_of(act.key),
            act.article,
        )
        for act in acts().values()
    ]
    return table(("环节", "步骤", "标识符", "状态", "谁", "条件", "文书", "依据"), rows)


def _letters_of(act: str) -> str:
    """The codes of the letters of an act, as they are on file; many as a range."""
    codes = [kind.code for kind in letter_kinds().values() if act in kind.enters or act in kind.beside]
    return "、".join(codes) if len(codes) < 5 else f"{codes[0]}–{codes[-1]}"


def _all_but(found: frozenset[str], known: dict[str, str]) -> str:
    """The words of the states; where nearly all are meant, those that are not."""
    missing = [word for key, word in known.items() if key not in found]
    if len(missing) <= 4:
        return f"除{'、'.join(missing)}以外"
    return "、".join(word for key, word in known.items() if key in found)


def statuses() -> str:
    """Where a case stands."""
    return _choices(Status.choices)


def channels() -> str:
    """How a request comes."""
    return _choices(Channel.choices)


def appeals() -> str:
    """Kinds and results of appeals."""
    return _choices([*AppealKind.choices, *AppealResult.choices])


def roles() -> str:
    """What a person does for an agency."""
    return _choices(_of_model("agencies", "Office", "role"))


def documents() -> str:
    """Kinds and endings of normative documents."""
    kinds, endings = (_of_model("publishing", "NormativeDocument", field) for field in ("kind", "ending"))
    return _choices([*kinds, *endings])


def campaign() -> str:
    """How far a file of the checking desk has come, and what a person holds of a finding."""
    return _choices(
        [*_of_model("campaign", "SubmittedFile", "stage"), *_of_model("campaign", "Verdict", "decision")]
    )


def _of_model(app: str, model: str, field: str) -> list[tuple[str, str]]:
    return [
        (str(code), str(label)) for code, label in apps.get_model(app, model)._meta.get_field(field).choices
    ]


def _choices(choices: Iterable[tuple[str, str]]) -> str:
    return table(("中文", "标识符"), [(label, coded(code)) for code, label in choices])


# – what is not settled


def unsettled() -> str:
    """Every value of the law folder that is unverified or our own convention."""
    heads = ("文件", "键", "是什么", "现在的值", "状态和说明")
    rows = [(coded(one.file), coded(one.key), one.what, one.value, one.said) for one in values_unsettled()]
    return table(heads, rows)


def dataset_columns() -> str:
    """The columns of the data set of all reports."""
    kinds = {"text": "文字", "count": "整数", "money": "小数"}
    rows = ((f"`{one.column.name}`", kinds[one.column.kind], one.says) for one in dataset.FIELDS)
    return table(("列", "类型", "内容"), rows)


def dataset_states() -> str:
    """What a cell of the data set may be."""
    return table(("`state`", "含义"), ((f"`{state}`", says) for state, says in dataset.STATES.items()))


TABLES: dict[str, Callable[[], str]] = {
    "agencies": agencies,
    "appeals": appeals,
    "applicants": applicants,
    "channels": channels,
    "checks": checks,
    "counting": counting,
    "dataset-columns": dataset_columns,
    "dataset-states": dataset_states,
    "deadlines": deadlines,
    "documents": documents,
    "events": events,
    "fees": fees,
    "figures": figures,
    "groups": groups,
    "instruments": instruments,
    "procedure": procedure,
    "results": results,
    "campaign": campaign,
    "roles": roles,
    "sections": sections,
    "statuses": statuses,
    "table2": table2,
    "table3": table3,
    "table4": table4,
    "unsettled": unsettled,
}
