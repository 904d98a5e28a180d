"""What does `proof` print, and which status does the shell get?"""

from __future__ import annotations

import json

import docx
import pytest

from gongkai.cli import main

DAY = ("--day", "2024-09-20")


@pytest.fixture
def run(capsys):
    def call(*words):
        status = main(["proof", *map(str, words), *DAY])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def file(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_sound_text_is_said_to_be_one(run, file):
    path = file("通知.txt", "为规范停车秩序，制定本办法。")
    assert run(path) == (0, f"{path}：没有查出问题\n", "")


def test_a_line_says_where_what_follows_and_what_to_do(run, file):
    path = file("通知.txt", "通知\n\n缴费帐户\n")
    status, out, _ = run(path)
    said = "文件写“帐户”，应写“账户”（与钱财有关的写“账”，“帐”是帐篷、蚊帐）；请核对。〔wrong_word〕"
    assert (status, out) == (0, f"{path}：第 3 行：要确认 {said}\n")


def test_what_blocks_makes_status_1_and_what_cannot_be_read_status_2(run, file, tmp_path):
    bad = file("名单.txt", "王芳 11010519491231002X")
    assert run(bad)[0] == 1
    status, out, err = run(tmp_path / "没有.txt", bad)
    assert status == 2
    assert "identity_number" in out
    assert "找不到这个文件" in err


def test_json_is_one_finding_a_line(run, file):
    path = file("页.html", "<html><body><p>缴费帐<b>户</b></p></body></html>")
    _, out, _ = run(path, "--json")
    (one,) = map(json.loads, out.splitlines())
    assert (one["file"], one["code"], one["level"], one["suggestion"]) == (
        str(path),
        "wrong_word",
        "ask",
        "账户",
    )


def test_a_table_of_a_word_document_is_read_as_one(run, tmp_path):
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["姓名", "联系电话", "王芳", "13800138000"], strict=True
    ):
        cell.text = text
    document.save(tmp_path / "名单.docx")
    status, out, _ = run(tmp_path / "名单.docx")
    assert (status, "mobile_number" in out) == (0, True)


def test_an_item_is_read_with_all_its_fields(run, file):
    content = {"title": "王芳11010519491231002X", "body": "<p>缴费帐户</p>", "attachments": []}
    status, out, _ = run(file("信息.json", json.dumps(content)))
    assert status == 1
    assert [line.rpartition("〔")[2] for line in out.splitlines()] == ["identity_number〕", "wrong_word〕"]


def test_a_json_that_is_no_item_is_refused_in_a_sentence(run, file):
    status, _, err = run(file("坏.json", '{"title": '))
    assert (status, "不是一条信息的 JSON（第 1 行）" in err) == (2, True)


def test_an_agency_brings_its_words_and_phrases(run, file):
    words = file("词表.csv", "写错的,对的,理由,级别,例外\n政务大厅,政务服务中心,,block,老政务大厅\n")
    phrases = file("表述.txt", "示范市云溪区人民政府\n")
    path = file("通知.txt", "示范市云溪区人名政府：到政务大厅，不是老政务大厅")
    status, out, _ = run(path, "--words", words, "--phrases", phrases)
    assert status == 1
    assert [line.rpartition("〔")[2] for line in out.splitlines()] == ["protected_phrase〕", "own_word〕"]


def test_what_the_agency_approved_before_is_compared_with(run, file, tmp_path):
    (tmp_path / "已批准").mkdir()
    file("已批准/一.txt", "本机关2023年收到政府信息公开申请12件，已经全部按时办结。")
    path = file("通知.txt", "本机关2024年收到政府信息公开申清15件")
    assert run(path)[1] == f"{path}：没有查出问题\n"
    status, out, _ = run(path, "--approved", tmp_path / "已批准")
    assert (status, "本机关以前的文件里是“请”" in out) == (0, True)


def test_approved_files_that_cannot_be_read_are_said_and_none_at_all_is_refused(run, file, tmp_path):
    path = file("通知.txt", "通知")
    assert run(path, "--approved", tmp_path / "没有")[0] == 2
    (tmp_path / "空").mkdir()
    status, _, err = run(path, "--approved", tmp_path / "空")
    assert (status, "没有读得出文字的文件" in err) == (2, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲,乙\n", "至少有“写错的”“对的”"),
        ("写错的,对的\n帐,账\n", "词表第 1 行：「帐」应为二至 40 个字"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(run, file, text, said):
    status, _, err = run(file("通知.txt", "通知"), "--words", file("词表.csv", text))
    assert status == 2
    assert said in err
