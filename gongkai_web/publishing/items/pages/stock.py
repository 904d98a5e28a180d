"""历史存量 on pages: the batches, a manifest with its rows and what is open of each, its review.

What is reviewed is the manifest; who reviews sees first what changed in it since it was last handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.proofing.finding import BLOCK, Finding
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, NextAct
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.places import entry_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions, checks, jobs, queries
from gongkai_web.publishing.items import review as reviewing
from gongkai_web.publishing.items.actions.stock import MANIFEST
from gongkai_web.publishing.items.kinds import Stage, StepKind
from gongkai_web.publishing.items.labels import column_labels
from gongkai_web.publishing.items.models import Batch, Edition, Snapshot
from gongkai_web.publishing.items.pages import rows
from gongkai_web.publishing.items.pages.forms import BatchForm, ReviewForm, SubmitForm
from gongkai_web.publishing.items.pages.views import SECTION
from gongkai_web.publishing.items.reviewers import will_review_batch

TITLE = "历史存量"
# So many go out while the page waits; more do behind it.
_AT_ONCE = 200
_MARKS = {
    Stage.DRAFTING: "open",
    Stage.IN_REVIEW: "waiting",
    Stage.APPROVED: "done",
    Stage.DONE: "valid",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the manifest with all that is open of it."""

    edition: Edition
    mark: Mark
    column: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ManifestChange:
    """How a manifest differs from the one that was handed in before it: titles by what became of them."""

    added: list[str]
    changed: list[str]
    gone: list[str]

    @property
    def listed(self) -> list[tuple[str, list[str]]]:
        """What became of them, in words."""
        return [("新加入", self.added), ("改过", self.changed), ("去掉", self.gone)]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)


def batch_or_404(request: OfficeRequest, pk: int) -> Batch:
    """The batch, where the person works at its agency; else no such page."""
    return get_object_or_404(queries.batches(request.user, today()), pk=pk)


@signed_in
@require_GET
def batches(request: OfficeRequest) -> HttpResponse:
    """The batches of the person's agencies, newest first."""
    pages = paged(request, queries.batches(request.user, today()))
    context = {
        "pages": pages,
        "rows": [(one, _mark(one)) for one in pages],
        "may_write": agencies_where(request.user, What.WRITE_ITEM, today()).exists(),
    }
    return SECTION.page(request, "items/batches.html", context, Link(TITLE))


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """登记批次."""
    agencies = required_somewhere(request.user, What.WRITE_ITEM, today(), doing="登记历史存量")
    form = BatchForm(sent(request), agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.begin_batch(by=request.user, **form.cleaned_data))
        if made:
            return redirect("items:batch", made.pk)
    return _form(request, form, "登记批次", "登记", _list())


@signed_in
@require_GET
def batch(request: OfficeRequest, pk: int) -> HttpResponse:
    """A manifest: what it is, what comes next, its rows with what is open of each, what was decided."""
    found, day = batch_or_404(request, pk), today()
    pages = paged(request, queries.rows_of(found))
    manifests = list(found.manifests.select_related("author").order_by("-number"))
    context = {
        "batch": found,
        "agency": found.agency,
        "elements": _elements(found),
        "next": _next(found, request.user, day),
        "pages": pages,
        "rows": _rows(list(pages), found, day),
        "reviews": [entry for one in manifests for entry in rows.decisions(one)],
        "manifests": manifests,
    }
    return SECTION.page(request, "items/batch.html", context, _list(), Link(found.title))


@keeps_typed
def act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """送审, 发布."""
    found = batch_or_404(request, pk)
    if act not in ("submit", "publish"):
        raise Http404
    what = What.WRITE_ITEM if act == "submit" else What.PUBLISH_ITEM
    title = "送审" if act == "submit" else "发布"
    require(request.user, found.agency, what, today(), f"{title}历史存量")
    before = {"looked": queries.looked_before(found)}
    form = SubmitForm(sent(request), initial=before) if act == "submit" else Form(sent(request))
    run = _submit if act == "submit" else _publish
    if carried_out(request, form, lambda given: run(found, request.user, **given), _said(act, found)):
        return redirect("items:batch", pk)
    whom = will_review_batch(found, request.user, today()) if act == "submit" else []
    return _form(request, form, title, title, _list(), _way_to(found), reviewers=whom)


@keeps_typed
def review(request: OfficeRequest, pk: int) -> HttpResponse:
    """审查清单: what changed since the last one, the figures, the rows, then the decision."""
    found, day = batch_or_404(request, pk), today()
    if found.stage != Stage.IN_REVIEW:
        return redirect("items:batch", pk)
    manifest = queries.manifest_of(found)
    problem, step = reviewing.why_not(request.user, manifest, day), reviewing.next_step(manifest)
    secrecy = step is not None and step[1].kind == StepKind.SECRECY
    form = ReviewForm(sent(request), parts=[MANIFEST] if secrecy else [], initial={"seen": manifest.digest})
    if not problem and carried_out(
        request, form, lambda given: _decide(request.user, found, form, given), "已记下审查意见。"
    ):
        return redirect("items:batch", pk)
    pages = paged(request, queries.rows_of(found))
    context = {
        "batch": found,
        "agency": found.agency,
        "manifest": manifest,
        "changes": _changes(manifest),
        "step": step[1].kind.label if step else "",
        "problem": problem,
        "form": form,
        "pages": pages,
        "rows": _rows(list(pages), found, day),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    crumbs = (_list(), _way_to(found), Link("审查"))
    return SECTION.page(request, "items/batch_review.html", context, *crumbs, status=status)


def _submit(batch: Batch, by: Person, looked: str) -> object:
    return actions.submit_batch(batch=batch, by=by, day=today(), looked=looked)


def _publish(batch: Batch, by: Person) -> object:
    if batch.size <= _AT_ONCE:
        return actions.publish_batch(batch=batch, by=by, day=today())
    return jobs.publish_stock.enqueue(by.pk, batch.pk, today().isoformat())


def _said(act: str, batch: Batch) -> str:
    if act == "submit":
        return "清单已送审。"
    return "已发布。" if batch.size <= _AT_ONCE else f"{batch.size} 条正在陆续公开，可以离开本页。"


def _decide(by: Person, batch: Batch, form: ReviewForm, given: dict[str, str]) -> object:
    return actions.decide_batch(
        batch=batch,
        by=by,
        day=today(),
        approve=given["approve"] == "yes",
        seen=given["seen"],
        note=given["note"],
        basis=given.get("basis", ""),
        points=form.points,
    )


def _next(batch: Batch, person: Person, day: date) -> NextAct | None:
    """The one next act of the batch, for whoever may do it."""
    match batch.stage:
        case Stage.DRAFTING:
            mine = may(person, batch.agency, What.WRITE_ITEM, day)
            if not batch.size:
                said = "还没有登记信息：照“历史存量模板”填表，从批量导入登记到这个批次"
                return NextAct(said, "批量导入", entry_of(Batch)) if mine else None
            page = reverse("items:batch_act", args=[batch.pk, "submit"])
            return NextAct("登记齐了、各行没有未了的事项，就送审清单", "送审", page) if mine else None
        case Stage.IN_REVIEW:
            mine = not reviewing.why_not(person, queries.manifest_of(batch), day)
            page = reverse("items:batch_review", args=[batch.pk])
            return NextAct(f"等{reviewing.waits_for(batch.waits)}审查清单", "审查" if mine else "查看", page)
        case Stage.APPROVED:
            mine = may(person, batch.agency, What.PUBLISH_ITEM, day)
            page = reverse("items:batch_act", args=[batch.pk, "publish"])
            said = "各步都已批准；各条按原发布日期公开，并注明是历史存量"
            return NextAct(said, "发布", page) if mine else None
    return None


def _rows(editions: list[Edition], batch: Batch, day: date) -> list[Row]:
    """The rows of a page; what they are checked against is read once for all."""
    setting, columns = checks.stock_setting(batch.agency, day, batch.entered_on), column_labels()
    looked_at = batch.stage in (Stage.DRAFTING, Stage.IN_REVIEW)
    found = []
    for edition in editions:
        open_ones = checks.points_in(setting, edition.content, stock=True) if looked_at else ()
        state = rows.state_mark(edition.item)
        if open_ones:
            state = Mark("error" if open_ones[0].level == BLOCK else "warning", f"{len(open_ones)} 处")
        code = edition.item.column_code
        found.append(Row(edition, state, columns.get(code, code), open_ones))
    return found


def _changes(manifest: Snapshot) -> ManifestChange | None:
    """Against the manifest that was handed in before; None where it is the first, or was sealed."""
    earlier = Snapshot.objects.filter(batch=manifest.batch, number__lt=manifest.number)
    before = earlier.select_related("text").order_by("number").last()
    if before is None or not hasattr(before, "text"):
        return None
    old, now = (dict(queries.text_of(one)["rows"]) for one in (before, manifest))
    titles = dict(
        Edition.objects.filter(item__in={*old, *now}, number=1).values_list("item_id", "content__title")
    )
    return ManifestChange(
        added=[titles.get(key, "") for key in now if key not in old],
        changed=[titles.get(key, "") for key in now if key in old and now[key] != old[key]],
        gone=[titles.get(key, "") for key in old if key not in now],
    )


def _elements(batch: Batch) -> list[Element]:
    return [
        Element("机关", batch.agency.name),
        Element("状态", "", mark=_mark(batch)),
        Element("条数", str(batch.size)),
        Element("说明", batch.reason),
        Element("登记", f"{batch.entered_by} {batch.entered_on}"),
    ]


def _mark(batch: Batch) -> Mark:
    waits = reviewing.waits_for(batch.waits)
    label = f"等{waits}审查" if waits else batch.get_stage_display()
    return Mark(_MARKS.get(Stage(batch.stage), "void"), label)


def _list() -> Link:
    return Link(TITLE, reverse("items:batches"))


def _way_to(batch: Batch) -> Link:
    return Link(batch.title, reverse("items:batch", args=[batch.pk]))


def _form(
    request: OfficeRequest, form: Form, title: str, button: str, *way: Link, reviewers: Sequence[str] = ()
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": title, "button": button, "cancel_url": way[-1].href}
    context |= {"item": way[-1].label, "reviewers": reviewers}
    return SECTION.page(request, "items/act.html", context, *way, Link(title), status=status)
