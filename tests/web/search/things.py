"""Texts that can be found, without the office that publishes them: a subject of their own."""

from datetime import date

from gongkai_web.search.subjects import Shown, Subject, Written

DAY = date(2026, 3, 2)
# What is public just now, by key.
PUBLIC: dict[int, Written] = {}


def thing(key, title, body="", **changes):
    given = {"group": "files", "agency": 1, "agency_name": "", "day": DAY}
    return Written(key=key, title=title, body=body, **{**given, **changes})


def _written(keys):
    return [PUBLIC[key] for key in keys if key in PUBLIC]


def _shown(keys, _):
    return {key: Shown(f"/things/{key}/") for key in keys if key in PUBLIC}


TEXTS = Subject("things", {"files": "文件", "news": "信息"}, _written, lambda: iter(sorted(PUBLIC)), _shown)
