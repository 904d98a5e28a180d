"""公开审查的环节: by which steps does an agency review, who is there for each, and how are they set?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from gongkai_web.agencies.models import Agency, Role
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.agencies.queries import set_up_by
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions, review
from gongkai_web.publishing.items.kinds import StepKind
from gongkai_web.publishing.items.pages.views import SECTION
from gongkai_web.publishing.items.review import REVIEWERS, Step
from gongkai_web.publishing.items.reviewers import setting_of

TITLE = "公开审查的环节"
MOST_STEPS = 6
_ROLES = [(role.value, role.label) for role in Role if role in REVIEWERS]


class StepsForm(forms.Form):
    """The steps in their order; what is left empty at the end is none."""

    def __init__(self, *args: Any, steps: Sequence[Step], same_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_STEPS + 1):
            step = steps[number - 1] if number <= len(steps) else None
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=f"第 {number} 步",
                choices=[("", "没有这一步"), *StepKind.choices],
                required=False,
                initial=step.kind if step else "",
            )
            self.fields[f"roles_{number}"] = forms.MultipleChoiceField(
                label=f"第 {number} 步由谁办理",
                choices=_ROLES,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=sorted(step.roles) if step else [],
            )
        self.fields["same_person"] = forms.BooleanField(
            label="同一个人可以办理几步",
            help_text="不选的，办过前面一步的人不办后面的，除非没有别人能办；人很少的机关可以选。",
            required=False,
            initial=same_person,
        )

    def clean(self) -> dict[str, Any]:
        """Roles without a step are a slip, not nothing."""
        given = super().clean() or {}
        for number in range(1, MOST_STEPS + 1):
            if given.get(f"roles_{number}") and not given.get(f"kind_{number}"):
                self.add_error(
                    f"kind_{number}", "选了由谁办理，没有选这一步是什么；请选择，或者去掉所选的岗位。"
                )
        return given

    @property
    def steps(self) -> list[dict[str, Any]]:
        """As the act takes them."""
        given = self.cleaned_data
        numbers = range(1, MOST_STEPS + 1)
        return [
            {"kind": given[f"kind_{n}"], "roles": given[f"roles_{n}"]} for n in numbers if given[f"kind_{n}"]
        ]


@signed_in
@require_GET
def agencies(request: OfficeRequest) -> HttpResponse:
    """The agencies where the person works, each with what its setting means."""
    found = list(set_up_by(request.user, today()))
    steps = review.steps_at(found)
    same = review.Staff(today())
    rows = [
        (one, setting_of(steps[one.pk], one, today(), same_person=same.same_person_may(one))) for one in found
    ]
    return SECTION.page(request, "items/steps.html", {"rows": rows}, Link(TITLE))


@keeps_typed
def agency(request: OfficeRequest, slug: str) -> HttpResponse:
    """The steps of one agency: what they mean, who is there, and the form for whoever may set them."""
    found: Agency = get_object_or_404(set_up_by(request.user, today()), slug=slug)
    may_set = may(request.user, found, What.SET_PARTICULARS, today())
    if request.method == "POST":
        require(request.user, found, What.SET_PARTICULARS, today(), "设定公开审查的环节")
    steps = review.steps_of(found)
    same = review.Staff(today()).same_person_may(found)
    form = StepsForm(sent(request), steps=steps, same_person=same)
    if carried_out(
        request,
        form,
        lambda given: actions.set_steps(
            by=request.user,
            agency=found,
            day=today(),
            steps=form.steps,
            same_person=given["same_person"],
        ),
        "已设定；正在审查的仍按送审时的环节。",
    ):
        return redirect("items:steps_of", slug)
    setting = setting_of(steps, found, today(), same_person=same)
    context = {"agency": found, "setting": setting, "form": form, "may_set": may_set}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/steps_of.html", context, Link(TITLE), Link(found.name), status=status)
