"""What do the commands compare, combine and write say, and with which status?"""

import json

import pytest

from gongkai.cli import parser
from gongkai.document import to_json
from gongkai.errors import UsageError
from gongkai.reading import read
from gongkai.render import write
from tests.law.render.reports import changed, sound, with_lost

pytestmark = pytest.mark.slow


@pytest.fixture
def run(capsys):
    def call(*arguments):
        options = parser().parse_args([str(argument) for argument in arguments])
        status = options.command(options)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def files(tmp_path):
    def make(**reports):
        made = []
        for name, report in reports.items():
            made.append(tmp_path / f"{name}.json")
            made[-1].write_text(json.dumps(to_json(report), ensure_ascii=False), encoding="utf-8")
        return made

    return make


def named(name, report=None):
    return changed(sound(agency=name, title=None) if report is None else report)


def test_compare_says_each_change_in_a_line(run, files):
    old, new = files(旧=sound(), 新=changed(sound(), table3__granted__total=1))
    status, out, _ = run("compare", old, new)
    assert status == 0
    assert out == f"表三「（一）予以公开·总计」：{sound().cells['table3.granted.total']} → 1\n"
    status, out, _ = run("compare", old, new, "--json")
    assert [change["cell"] for change in json.loads(out)["cells"]] == ["table3.granted.total"]
    assert "没有不同" in run("compare", old, old)[1]


def test_write_makes_the_layout_that_the_suffix_names(run, files, tmp_path):
    (source,) = files(年报=with_lost(sound(), "table3.granted.total"))
    status, out, err = run("write", source, "--out", tmp_path / "年报.html")
    assert (status, out) == (0, f"{tmp_path / '年报.html'}：已写出，读回与原报告一致\n")
    assert "有 1 格读不出" in err
    assert (
        read(tmp_path / "年报.html").cells["table3.new_received.total"]
        == sound().cells["table3.new_received.total"]
    )


def test_combine_is_silent_and_zero_for_sound_reports(run, files, tmp_path):
    parts = files(甲=named("甲局"), 乙=named("乙局"))
    expected = tmp_path / "名单.txt"
    expected.write_text("甲局\n乙局\n", encoding="utf-8")
    out = tmp_path / "汇总.docx"
    call = ("combine", *parts, "--agency", "示范市", "--year", "2024", "--out", out, "--expect", expected)
    status, said, _ = run(*call)
    assert status == 0
    # What the units say of fees is added up; the sum has no prose yet in which a printed report says it.
    fees = "这种格式写不进去的：信息处理费（收费通知0件、总金额0元、实际收取0元）正文里没有，没有写出"
    assert said == f"{out}：已汇总 2 份，表格和各部分文字读回一致；{fees}\n"
    assert read(out).cells["table3.granted.total"] == 2 * sound().cells["table3.granted.total"]


def test_combine_names_the_missing_and_ends_with_one(run, files, tmp_path):
    parts = files(甲=named("甲局"))
    expected = tmp_path / "名单.txt"
    expected.write_text("甲局\n丙局\n", encoding="utf-8")
    call = ("combine", *parts, "--agency", "示范市", "--year", "2024", "--out", tmp_path / "汇总.txt")
    status, said, _ = run(*call, "--expect", expected)
    assert status == 1
    assert said.startswith("丙局：缺少报告，没有计入")
    status, said, _ = run(*call, "--expect", expected, "--json")
    assert status == 1
    told = json.loads(said)
    assert [problem["kind"] for problem in told["problems"]] == ["missing"]
    assert set(told["sources"]["table3.granted.total"]) == {"甲局"}


def test_combine_ends_with_two_where_a_file_cannot_be_read(run, files, tmp_path):
    (good,) = files(甲=named("甲局"))
    bad = tmp_path / "坏.txt"
    bad.write_text("今天天气很好。", encoding="utf-8")
    status, _, err = run(
        "combine", good, bad, "--agency", "示范市", "--year", "2024", "--out", tmp_path / "汇总.txt"
    )
    assert status == 2
    assert "坏.txt" in err
    assert (tmp_path / "汇总.txt").exists()


def test_a_list_that_cannot_be_read_is_one_sentence(run, files, tmp_path):
    (good,) = files(甲=named("甲局"))
    with pytest.raises(UsageError, match="应报名单读不了"):
        run(
            "combine",
            good,
            "--agency",
            "示范市",
            "--year",
            "2024",
            "--out",
            tmp_path / "汇",
            "--expect",
            tmp_path / "无",
        )


def test_written_files_of_all_kinds_compare_as_the_same_report(run, tmp_path):
    for suffix in (".docx", ".xlsx"):
        write(sound(), tmp_path / f"年报{suffix}")
    status, out, _ = run("compare", tmp_path / "年报.docx", tmp_path / "年报.xlsx")
    assert (status, out) == (0, "两份年报的各格和正文没有不同\n")
