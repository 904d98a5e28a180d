"""Does the report follow from the one of the year before?  R5, S5, S6, the chain of documents in force."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.facts import Fact, LimitedTest, Limits, Subject, Test
from gongkai.labels import normal
from gongkai.prose.repetition import share_taken_over


def same_agency(subject: Subject) -> Iterator[Fact]:
    """Last year's report is that of the same agency; several that were added up have no name."""
    now, before = subject.report.agency, subject.previous.agency if subject.previous else None
    if now and before and normal(now) != normal(before):
        yield Fact((), None, None, {"now": now, "before": before})


def carried_over(subject: Subject) -> Iterator[Fact]:
    """R5: carried in this year is carried over last year, column by column."""
    report, previous = subject.report, subject.previous
    if previous is None:
        return
    before = Subject(previous)
    for column in subject.layout.columns3:
        cell, origin = f"table3.carried_over_in.{column.key}", f"table3.carried_over_out.{column.key}"
        if not subject.checkable((cell,)) or not before.checkable((origin,)):
            continue
        expected, stated = previous.count(origin), report.count(cell)
        if expected != stated:
            yield Fact((cell,), expected, stated, {"column": column.label}, cell in subject.explanations)


def documents_in_force(subject: Subject) -> Iterator[Fact]:
    """In force at the end of the year: in force before, plus made, minus repealed (present form)."""
    if subject.previous is None:
        return
    before = Subject(subject.previous)
    for line in subject.layout.documents2:
        row, label = line.key, line.label
        names = ("effective_count", "issued_count", "repealed_count")
        cells = tuple(f"table2.{row}.{name}" for name in names)
        effective, issued, repealed = (subject.stated(cell) for cell in cells)
        standing = before.stated(cells[0])
        if effective is None or issued is None or repealed is None or standing is None:
            continue
        expected = standing + issued - repealed
        if expected != effective:
            words = {"row": label, "standing": standing, "issued": issued, "repealed": repealed}
            yield Fact((cells[0],), expected, effective, words, cells[0] in subject.explanations)


def items_of_last_year(subject: Subject) -> Iterator[Fact]:
    """上一年项目数量 of the trial form: last year's number plus last year's change."""
    if subject.previous is None:
        return
    before = Subject(subject.previous)
    for cell, place in subject.layout.cells.items():
        if not cell.endswith(".previous_year_item_count"):
            continue
        items, change = (
            before.stated(cell),
            before.stated(cell.replace("previous_year_item_count", "net_change")),
        )
        stated = subject.stated(cell)
        if items is None or change is None or stated is None or stated == items + change:
            continue
        words = {"cell": place.label, "items": items, "change": f"{change:+d}"}
        yield Fact((cell,), items + change, stated, words, cell in subject.explanations)


def jump(subject: Subject, limits: Limits) -> Iterator[Fact]:
    """S5: a count that moved by at least `percent` and by at least `difference`."""
    if subject.previous is None:
        return
    before = Subject(subject.previous)
    for cell, place in subject.layout.cells.items():
        if place.column_key != "total" and place.table != 2:
            continue
        if place.kind != "count" or place.row_key == "carried_over_in":
            continue  # carried in is last year's carried over: it is checked against that
        old, new = before.stated(cell), subject.stated(cell)
        if old is None or new is None or abs(new - old) < limits["difference"]:
            continue
        if abs(new - old) * 100 >= limits["percent"] * old:
            moved = f"增加{new - old}" if new > old else f"减少{old - new}"
            share = f"（{abs(new - old) * 100 / old:.0f}%）" if old else ""
            words = {"cell": place.label, "moved": moved + share}
            yield Fact((cell,), old, new, words, cell in subject.explanations)


def pending_appeals(subject: Subject) -> Iterator[Fact]:
    """S6: cases pending a year ago must have ended or still be pending."""
    if subject.previous is None:
        return
    before = Subject(subject.previous)
    for block in subject.layout.blocks4:
        pending, total = f"table4.{block.key}.pending", f"table4.{block.key}.total"
        waiting, now = before.stated(pending), subject.stated(total)
        if waiting and now is not None and now < waiting:
            words = {"block": block.label, "waiting": waiting, "now": now}
            yield Fact((total,), waiting, now, words, total in subject.explanations)


def taken_over(subject: Subject, limits: Limits) -> Iterator[Fact]:
    """Sections of some length whose words are last year's, wherever they stood there."""
    if subject.previous is None:
        return
    before = "\n".join(section.text for section in subject.previous.sections)
    for section in subject.report.sections:
        if len(section.text) < limits["characters"]:
            continue
        share, length = share_taken_over(section.text, before)
        if length >= limits["characters"] and share * 100 >= limits["percent"]:
            yield Fact((), None, f"{share:.0%}", {"heading": section.heading, "share": f"{share:.0%}"})


TESTS: dict[str, Test] = {
    "same_agency": same_agency,
    "carried_over": carried_over,
    "documents_in_force": documents_in_force,
    "items_of_last_year": items_of_last_year,
    "pending_appeals": pending_appeals,
}
LIMITED: dict[str, tuple[LimitedTest, tuple[str, ...]]] = {
    "jump": (jump, ("percent", "difference")),
    "taken_over": (taken_over, ("percent", "characters")),
}
