"""Folders and archives are walked; what lies in them keeps its name, and one bad member stops nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gongkai import corpus
from gongkai.corpus import items, shard
from gongkai.reading.formats import limits
from tests.law.formats import writers

pytestmark = pytest.mark.slow


def names(path: Path) -> list[str]:
    return [item.name.removeprefix(f"{path}") for item in items([path])]


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def title_of(name, report):
    return report.title


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path):
    for name in ("乙/二.html", "甲/一.docx", "丙.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert names(tmp_path) == ["/丙.pdf", "/乙/二.html", "/甲/一.docx"]


def test_what_is_never_a_report_is_passed_over(tmp_path):
    for name in (
        "年报.html",
        "年报_files/style.css",
        "年报_files/a.html",
        "~$年报.docx",
        ".DS_Store",
        "脚本.js",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert names(tmp_path) == ["/年报.html"]


def test_an_empty_folder_is_told(tmp_path):
    (only,) = items([tmp_path])
    assert "没有可读的文件" in str(only.problem)


def test_a_zip_is_walked_and_each_member_has_its_own_name(tmp_path, made_up):
    path = tmp_path / "年报.zip"
    path.write_bytes(archive({"县/一.docx": writers.as_docx(made_up), "二.html": writers.as_html(made_up)}))
    found = list(shard(title_of, items([path])))
    assert [outcome.name for outcome in found] == [f"{path}!/县/一.docx", f"{path}!/二.html"]
    assert [outcome.result for outcome in found] == [made_up.title, made_up.title]


def test_a_zip_in_a_zip_is_walked_once(tmp_path, made_up):
    page = writers.as_html(made_up)
    deepest = archive({"三.html": page})
    path = tmp_path / "年报.zip"
    path.write_bytes(archive({"内.zip": archive({"二.html": page, "再内.zip": deepest})}))
    good, deep = shard(title_of, items([path]))
    assert (good.name, good.result) == (f"{path}!/内.zip!/二.html", made_up.title)
    assert "压缩包" in str(deep.problem)


def test_names_written_by_a_chinese_windows_are_mended(tmp_path):
    path = tmp_path / "a.zip"
    data = archive({"XXXX.html": b"x"})
    path.write_bytes(data.replace(b"XXXX", "年报".encode("gbk")))
    assert names(path) == ["!/年报.html"]


def test_names_in_unmarked_utf8_are_mended(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"XXXXXX.html": b"x"}).replace(b"XXXXXX", "年报".encode()))
    assert names(path) == ["!/年报.html"]


def test_a_bomb_and_a_locked_member_are_refused_and_the_others_read(tmp_path, made_up):
    path = tmp_path / "年报.zip"
    locked = bytearray(
        archive(
            {
                "bomb.html": b" " * (30 * limits.MEGABYTE),
                "locked.html": b"x" * 40,
                "good.html": writers.as_html(made_up),
            }
        )
    )
    place = locked.index(b"PK\x01\x02", locked.index(b"PK\x01\x02") + 1)
    locked[place + 8] |= 1  # the flag of an encrypted member
    path.write_bytes(bytes(locked))
    bomb, secret, good = shard(title_of, items([path]))
    assert "压缩炸弹" in str(bomb.problem)
    assert "口令" in str(secret.problem)
    assert good.result == made_up.title


def test_a_truncated_word_file_is_no_archive_whichever_way_it_is_read(tmp_path, made_up):
    torn = tmp_path / "年报.docx"
    torn.write_bytes(writers.as_docx(made_up)[:-4000])
    (cut,) = shard(title_of, items([torn]))
    assert "DOCX 文件已损坏或不完整" in str(cut.problem)


def test_an_archive_of_a_folder_called_word_is_an_archive_also_when_its_directory_is_damaged(tmp_path):
    path = tmp_path / "年报.zip"
    path.write_bytes(archive({"word/一.html": b"x" * 50}).replace(b"PK\x01\x02", b"PK\x01\x09"))
    (cut,) = shard(title_of, items([path]))
    assert "ZIP 文件已损坏" in str(cut.problem)


def test_a_truncated_zip_is_told_and_the_next_file_read(tmp_path, made_up):
    (tmp_path / "a.zip").write_bytes(archive({"一.html": b"x" * 5000})[:-30])
    (tmp_path / "b.html").write_bytes(writers.as_html(made_up))
    cut, good = shard(title_of, items([tmp_path]))
    assert "损坏" in str(cut.problem)
    assert good.result == made_up.title


def test_an_office_file_is_no_archive(tmp_path, made_up):
    path = tmp_path / "年报.docx"
    path.write_bytes(writers.as_docx(made_up))
    assert corpus.is_single(path)
    assert names(path) == [""]
