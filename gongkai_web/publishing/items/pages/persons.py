"""录入名单: a sheet or typed rows come in and stand in the text desensitised; the sheet is not kept."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.proofing.persons import PublicList
from gongkai.publication.persons import DROP, column_of
from gongkai.registers.cells import said
from gongkai_web.errors import Refused
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest
from gongkai_web.publishing.catalogue.sheets import tables_of
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.models import Edition
from gongkai_web.publishing.items.pages.forms import PersonsForm
from gongkai_web.publishing.items.pages.text_forms import on_screen
from gongkai_web.publishing.items.pages.views import SECTION, way_to
from gongkai_web.publishing.items.pages.writing import to_write, told_before_writing

MOST_ROWS = 2_000
_WHAT = "名单"
_SEPARATORS = ("\t", ",", "，")


@keeps_typed
def persons(request: OfficeRequest, pk: int) -> HttpResponse:
    """录入名单."""
    found, edition = to_write(request, pk)
    files = request.FILES if request.method == "POST" else None
    form = PersonsForm(sent(request), files, initial=on_screen(edition, "body"))
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: _entered(request, edition, form.cleaned_data))
        if made:
            messages.success(request, f"{made.said}原来的表没有保存；请在正文里核对。")
            return redirect("items:item", pk)
    context = {"form": form, "item": found, "agency": found.agency}
    context |= told_before_writing(request, edition)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(
        request, "items/persons.html", context, way_to(found), Link("录入名单"), status=status
    )


def _entered(request: OfficeRequest, edition: Edition, given: Mapping[str, Any]) -> PublicList:
    file = given["file"]
    rows = _of_file(file.read(), file.name) if file else list(_of_text(given["typed"]))
    if len(rows) > MOST_ROWS:
        raise Refused(f"名单有 {len(rows)} 行，超过 {MOST_ROWS} 行；请分成几条信息公示。")
    heads = rows[0] if rows else []
    return actions.enter_persons(
        edition=edition,
        by=request.user,
        day=today(),
        heads=heads,
        rows=rows[1:],
        seen=given["seen"],
        chosen=_chosen(heads, given),
    )


def _of_file(data: bytes, name: str) -> list[list[str]]:
    """The rows of the first sheet on which anything stands; its first row is the head."""
    for sheet in tables_of(data, name, _WHAT):
        rows = [[said(cell) for cell in cells] for cells in sheet.rows]
        filled = [row for row in rows if any(row)]
        if filled:
            return filled
    raise Refused(f"《{name}》里没有内容；第一行应是栏名，下面每行一人。")


def _of_text(typed: str) -> Iterator[list[str]]:
    """Rows as they are copied from a sheet, or with commas between the cells."""
    lines = [line for line in typed.splitlines() if line.strip()]
    sign = next((one for one in _SEPARATORS if lines and one in lines[0]), _SEPARATORS[0])
    yield from ([cell.strip() for cell in row] for row in csv.reader(lines, delimiter=sign))


def _chosen(heads: list[str], given: Mapping[str, Any]) -> dict[str, str]:
    """What the office wants stricter: names, and columns that are left out."""
    names = {head: "surname" for head in heads if given["names"] == "surname" and _is_name(head)}
    left_out = {one for one in given["left_out"].replace("，", "、").replace(",", "、").split("、") if one}
    if unknown := sorted(one for one in left_out if one.strip() not in heads):
        raise Refused(f"名单里没有「{unknown[0]}」这一栏；栏名有{'、'.join(filter(None, heads))}。")
    return names | {one.strip(): DROP for one in left_out}


def _is_name(head: str) -> bool:
    column = column_of(head, today())
    return column is not None and "surname" in column.choices
