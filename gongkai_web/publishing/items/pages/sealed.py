"""What does the secrecy office see of what was sealed: the list, the texts for a reason, and the incident?

Every look leaves a line with its reason; nobody else finds these pages.
"""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.actions.sealed_reasons import SALT, WHAT
from gongkai_web.publishing.items.content import FIELDS
from gongkai_web.publishing.items.history_models import Incident
from gongkai_web.publishing.items.labels import lines_of
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.forms import ConclusionForm, ReasonForm
from gongkai_web.publishing.items.pages.views import SECTION, way_to
from gongkai_web.publishing.items.retold import retellings

_SEALED = "封存的信息"
_WHAT = {
    "item": "列上的",
    "edition": "版本",
    "snapshot": "快照",
    "former": "改动前的",
    "consultation": "会商",
    "publication": "更新说明",
    "ending": "终止的理由",
    "looked": "对提示的说明",
    "decision": "审查意见",
    "files": "文件名",
    "document": "登记的文件",
    WHAT: "操作的理由",
}
_LABELS = {
    "note": "说明",
    "basis": "依据",
    "reason": "理由",
    "looked": "对提示的说明",
    "names": "文件名",
    "reasons": "查出内容仍公开的理由",
    "number": "发文字号",
}


@signed_in
@require_GET
def items(request: OfficeRequest) -> HttpResponse:
    """What was sealed where the person keeps the secrets or answers for the office, the latest
    first; who only answers for it learns that it happened, and no more.
    """
    opened = set(queries.sealed(request.user, today()).values_list("pk", flat=True))
    found = queries.told_sealed(request.user, today()).order_by("-ended_on", "-pk")
    rows = [(one, one.pk in opened) for one in found.prefetch_related("incidents__opened_by")]
    return SECTION.page(request, "items/sealed.html", {"found": rows}, Link(_SEALED))


@keeps_typed
def item(request: OfficeRequest, pk: int) -> HttpResponse:
    """查看封存的内容: for a reason, which is written down."""
    found = _sealed_or_404(request, pk)
    form, texts = ReasonForm(sent(request)), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        texts = done(form, lambda: actions.open_sealed(item=found, by=request.user, day=today(), **given))
    context = {"form": form, "item": found, "agency": found.agency, "texts": _shown(texts or {})}
    context["beside"] = queries.beside(found, today())
    context["incidents"] = found.incidents.select_related("opened_by")
    status = UNPROCESSABLE if request.method == "POST" and texts is None else 200
    return SECTION.page(
        request,
        "items/sealed_item.html",
        context,
        _list(),
        Link(found.index_number or f"{pk}"),
        status=status,
    )


def _back(item: Item) -> str:
    """Where it stands, and the incident with it."""
    if item.sealed:
        return reverse("items:sealed_item", args=[item.pk])
    return reverse("items:item", args=[item.pk])


@keeps_typed
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """了结涉密事件；核对本机关公开着的同一份文件."""
    roles = TABLE[What.OPEN_SEALED].roles
    mine = Q(item__in=queries.sealed(request.user, today())) | queries.to_compare(
        request.user, today(), roles
    )
    incident = get_object_or_404(Incident.objects.filter(mine).select_related("item__agency"), pk=pk)
    form, item = ConclusionForm(sent(request)), incident.item
    if carried_out(
        request,
        form,
        lambda given: actions.close_incident(incident=incident, by=request.user, day=today(), **given),
        "已了结。" if item.sealed else "核对结果已登记。",
    ):
        return redirect(_back(item))
    context = {"form": form, "item": incident.facts, "agency": item.agency, "cancel_url": _back(item)}
    title, button = ("了结涉密事件", "了结") if item.sealed else ("核对同一份文件", "核对过了")
    context |= {"title": title, "button": button}
    status = UNPROCESSABLE if request.method == "POST" else 200
    way = _list() if item.sealed else way_to(item)
    return SECTION.page(request, "items/act.html", context, way, Link(button), status=status)


def _sealed_or_404(request: OfficeRequest, pk: int) -> Item:
    return get_object_or_404(queries.sealed(request.user, today()), pk=pk)


def _list() -> Link:
    return Link(_SEALED, reverse("items:sealed"))


def _shown(texts: dict[str, dict[str, object]]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Each text with its fields; what is empty is left out."""
    return [(_called(what), _fields(what.partition(":")[0], words)) for what, words in texts.items()]


def _called(what: str) -> str:
    kind, _, key = what.partition(":")
    # `proposal:12:5` – of a row of another room, and of which item.
    label = _WHAT.get(kind) or retellings()[kind].label
    return f"{label} {key.partition(':')[0]}"


def _fields(kind: str, words: dict[str, object]) -> list[tuple[str, list[str]]]:
    return [
        (_label(kind, name), lines_of(name, value)) for name, value in words.items() if value and name != SALT
    ]


def _label(kind: str, name: str) -> str:
    if kind in retellings():
        return retellings()[kind].label_of(name)
    return FIELDS[name].label if name in FIELDS else _LABELS.get(name, name)
