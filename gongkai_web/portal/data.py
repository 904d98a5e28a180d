"""Where does a researcher find all reports as one set: its files, its columns, how it is cited?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai import dataset
from gongkai_web.annual import sets
from gongkai_web.api.public import catalogue, package
from gongkai_web.look.parts import Link, OtherForm, PageMeta
from gongkai_web.office import days
from gongkai_web.portal import ways
from gongkai_web.public_pages.declared import public_page

_KINDS = {"text": "文字", "count": "整数", "money": "小数"}


@public_page()
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The set of today."""
    today = days.today()
    found = sets.data_set(today)
    context = {
        "set": found,
        "count": found.count,
        "citation": package.citation(request, found, today),
        "files": [(fmt.upper(), package.way_to(found, fmt)) for fmt in package.formats()],
        "description": f"{reverse('api:data_set')}?day={found.day}",
        "fields": [(one.column.name, _KINDS[one.column.kind], one.says) for one in dataset.FIELDS],
        "states": dataset.STATES.items(),
        "page": PageMeta(others=(OtherForm("开放数据目录", catalogue.MEDIA_TYPE, reverse("api:catalogue")),)),
        "breadcrumbs": [ways.HOME, ways.reports(), Link("数据集")],
    }
    return render(request, "portal/data.html", context)
