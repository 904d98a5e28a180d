"""How is the data set described, cited and handed out?

The description is a Data Package (datapackage.json), which programs know: columns with their meaning, files,
version and digest.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongkai import dataset
from gongkai.flat.writers import streamed
from gongkai_web.annual import sets
from gongkai_web.annual.models import Filing, FormerReport
from gongkai_web.annual.sets import DataSet
from gongkai_web.look.site import site
from gongkai_web.office.places import page_of

NAME = "政府信息公开工作年度报告逐格数据集"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
_KINDS = {"text": "string", "count": "integer", "money": "number"}


def formats() -> dict[str, str]:
    """The formats in which it can be had here: Parquet where its package is installed."""
    parquet = find_spec("pyarrow") is not None
    return {fmt: kind for fmt, kind in TYPES.items() if fmt != "parquet" or parquet}


def file_name(found: DataSet, fmt: str) -> str:
    """What the file is called when it is kept: its version is in its name."""
    return f"annual-reports-{found.version}.{fmt}"


def pieces(request: HttpRequest, found: DataSet, fmt: str) -> Iterator[bytes]:
    """The file, piece by piece."""
    origin = request.build_absolute_uri("/").rstrip("/")

    def address(report: Filing | FormerReport) -> str:
        return origin + page_of(report)

    return streamed(f".{fmt}", dataset.COLUMNS, sets.rows(found, address))


def way_to(found: DataSet, fmt: str) -> str:
    """The address of that very set."""
    return f"{reverse('api:data_file', args=[fmt])}?day={found.day}"


def citation(request: HttpRequest, found: DataSet, taken_on: date) -> str:
    """The sentence by which one cites it."""
    address = request.build_absolute_uri(f"{reverse('api:data_set')}?day={found.day}")
    return (
        f"{site().name}：{NAME}，版本 {found.version}（截至 {found.day} 公布的 {found.count} 份年报），"
        f"SHA-256 {found.digest}，{address}，{taken_on} 取得。"
    )


def package(request: HttpRequest, found: DataSet, taken_on: date) -> dict[str, Any]:
    """The description."""
    return {
        "name": "annual-reports",
        "title": NAME,
        "version": found.version,
        "digest": f"sha256:{found.digest}",
        "day": str(found.day),
        "reports": found.count,
        "schema_version": dataset.SCHEMA,
        "citation": citation(request, found, taken_on),
        "states": dict(dataset.STATES),
        "resources": [_resource(request, found, fmt) for fmt in formats()],
    }


def _resource(request: HttpRequest, found: DataSet, fmt: str) -> dict[str, Any]:
    return {
        "name": f"cells-{fmt}",
        "path": request.build_absolute_uri(way_to(found, fmt)),
        "format": fmt,
        "mediatype": TYPES[fmt].partition(";")[0],
        "encoding": "utf-8",
        "schema": _schema(),
    }


@functools.cache
def _schema() -> dict[str, Any]:
    fields = [
        {"name": one.column.name, "type": _KINDS[one.column.kind], "description": one.says}
        for one in dataset.FIELDS
    ]
    return {"fields": fields, "missingValues": [""], "primaryKey": ["agency_key", "year", "cell"]}
