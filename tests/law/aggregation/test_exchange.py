"""Does what is sent to a superior come back as it was sent, and is a bundle proved whole?"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai import bundle
from gongkai.aggregation import State, aggregate
from gongkai.aggregation.exchange import Exchange, exchange, read_json, read_xlsx, to_json, to_xlsx
from gongkai.cli import main
from gongkai.errors import NotAReport, UsageError
from tests.law.aggregation.made import RULES, YEAR, unit

CHARGES = "table2.administrative_charges.amount_wan_yuan"


def sent() -> Exchange:
    office = unit(
        {"key": "001", "name": "示范市人民政府办公室", "kind": "government_office", "new": 5, "done": 5}
    )
    assert office.report is not None
    paid = replace(office.report, cells={**office.report.cells, CHARGES: Decimal("12.000003")})
    units = [
        replace(office, report=paid),
        unit({"key": "002", "name": "=1+1局", "kind": "department", "new": 3, "done": 2, "out": 1}),
        unit({"key": "003", "name": "体育局", "kind": "department", "said": "不适用"}),
        unit({"key": "004", "name": "档案馆", "kind": "department", "said": "空"}),
        unit({"key": "005", "name": "地震局", "kind": "department", "absent": True, "waived": "已电话核实"}),
    ]
    return exchange(aggregate(units, "示范市人民政府", YEAR))


@pytest.mark.parametrize(
    ("write", "read"), [(to_json, read_json), (to_xlsx, read_xlsx)], ids=["json", "xlsx"]
)
def test_what_was_sent_comes_back_the_same(write, read) -> None:  # type: ignore[no-untyped-def]
    facts = sent()
    assert read(write(facts)) == facts


def test_what_is_no_number_travels_as_what_it_is() -> None:
    facts = sent()
    by_key = {row.key: row for row in facts.units}
    assert by_key["003"].gaps == {RULES: State.NOT_APPLICABLE}
    assert by_key["004"].gaps == {RULES: State.BLANK}
    assert (by_key["005"].state, by_key["005"].reason, by_key["005"].cells) == (
        State.NOT_REPORTED,
        "已电话核实",
        {},
    )
    assert facts.gaps[RULES] == "空 1 个、不适用 1 个、未报 1 个"
    assert facts.cells[CHARGES] == Decimal("12.000003")


@pytest.mark.parametrize("read", [read_json, read_xlsx])
@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"PK\x03\x04", b'{"format": "gongkai-exchange-1"}'],
    ids=["empty", "json", "zip", "bare"],
)
def test_another_file_is_refused_with_a_sentence(read, data) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAReport, match="交换文件"):
        read(data)


FILES = [("合计.json", b"{}"), ("单位/甲局.json", b"1" * 5000)]


def packed(folder: Path, name: str = "汇总.zip") -> Path:
    path = folder / name
    with path.open("wb") as out:
        bundle.write(out, FILES, {"year": YEAR})
    return path


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    assert packed(tmp_path, "一.zip").read_bytes() == packed(tmp_path, "二.zip").read_bytes()


def test_a_whole_bundle_is_told_with_the_digest_of_its_manifest(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    path = packed(tmp_path)
    assert main(["verify", str(path)]) == 0
    assert bundle.digest(path) in capsys.readouterr().out


def changed(path: Path, change) -> Path:  # type: ignore[no-untyped-def]
    """The bundle with its entries as `change` leaves them."""
    with zipfile.ZipFile(path) as old:
        entries = [(entry.filename, old.read(entry)) for entry in old.infolist()]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name, data in change(entries):
            new.writestr(name, data)
    path.write_bytes(stream.getvalue())
    return path


def each(data):  # type: ignore[no-untyped-def]
    """Does that to the file of a unit, and leaves the others."""
    return lambda entries: [(name, data(kept) if "甲" in name else kept) for name, kept in entries]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (each(lambda kept: kept.replace(b"1", b"2")), "摘要不同"),
        (each(lambda kept: kept + b"1"), "大小与清单不同"),
        (each(lambda kept: kept[:-1]), "大小与清单不同"),
        (lambda entries: [one for one in entries if "甲" not in one[0]], "清单里有，压缩包里没有"),
        (lambda entries: [*entries, ("多.txt", b"")], "清单里没有这个文件"),
    ],
    ids=["another number", "longer", "shorter", "taken out", "put in"],
)
def test_a_bundle_that_was_changed_is_told_with_the_file(tmp_path: Path, change, told, capsys) -> None:  # type: ignore[no-untyped-def]
    path = changed(packed(tmp_path), change)
    assert main(["verify", str(path)]) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"no zip", b""], ids=["text", "empty"])
def test_what_is_no_bundle_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "别的.zip"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="不是完好的 ZIP"):
        bundle.verify(path)
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("a.txt", "a")
    with pytest.raises(UsageError, match="没有本软件写的清单"):
        bundle.verify(path)
