"""Which pages are counted as read, and as what? The public pages of all rooms, each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai_web.visits.kinds import Kind, Named


def _none(_: Mapping[str, Any]) -> str:
    return ""


def _key(given: Mapping[str, Any]) -> str:
    return str(given["pk"])


def _report(given: Mapping[str, Any]) -> str:
    return f"{given['slug']}/{given['year']}"


def _report_file(given: Mapping[str, Any]) -> str:
    return f"report/{_report(given)}"


def _data(given: Mapping[str, Any]) -> str:
    return f"data/{given['slug']}"


def _agency(given: Mapping[str, Any]) -> str:
    return str(given.get("slug", ""))


# The view that answered → what it counts as. What is not named here – pictures, feeds, maps, suggestions – is
# read by no person.
COUNTED: Mapping[str, tuple[Kind, Named]] = {
    "items:public_item": (Kind.ITEM, _key),
    "items:public_version": (Kind.ITEM, _key),
    "items:text_version": (Kind.ITEM, _key),
    "gazette:issue": (Kind.GAZETTE, _key),
    "portal:report": (Kind.REPORT, _report),
    "portal:cell": (Kind.REPORT, _report),
    "portal:search": (Kind.SEARCH, _none),
    "items:public_file": (Kind.DOWNLOAD, lambda given: f"item/{given['pk']}"),
    "items:public_attachment": (Kind.DOWNLOAD, lambda given: f"item/{given['pk']}"),
    "items:public_paper": (Kind.DOWNLOAD, lambda given: f"item/{given['pk']}"),
    "gazette:paper": (Kind.DOWNLOAD, lambda given: f"gazette/{given['pk']}"),
    "portal:report_file": (Kind.DOWNLOAD, _report_file),
    "portal:report_json": (Kind.DOWNLOAD, _report_file),
    "portal:former_file": (Kind.DOWNLOAD, _report_file),
    "portal:indicator_csv": (Kind.DOWNLOAD, lambda given: f"indicator/{given['cell']}"),
    "items:agency_data": (Kind.DOWNLOAD, _data),
    "items:column_data": (Kind.DOWNLOAD, _data),
    "catalogue:standard_file": (Kind.DOWNLOAD, _data),
    **dict.fromkeys(
        (
            "portal:agency",
            "portal:reports_of_agency",
            "catalogue:tree",
            "catalogue:public_column",
            "catalogue:public_standard",
            "catalogue:public_enterprises",
        ),
        (Kind.PAGE, _agency),
    ),
    **dict.fromkeys(
        (
            "portal:home",
            "portal:english",
            "portal:agencies",
            "portal:documents",
            "portal:document",
            "portal:reports",
            "portal:reports_of_year",
            "portal:data",
            "portal:indicators",
            "portal:indicator",
            "items:public_items",
            "gazette:issues",
            "decisions:decisions",
            "decisions:one",
            "apply:agencies",
            "apply:tariff",
            "apply:term",
            "interaction:answers",
            "interaction:answer",
            "interaction:ask",
            "opinions:calls",
            "opinions:call",
            "opinions:said",
        ),
        (Kind.PAGE, _none),
    ),
}
