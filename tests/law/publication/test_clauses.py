"""Is a draft taken article by article, and does an opinion stay with its clause in the next version?"""

from difflib import SequenceMatcher

from gongkai.publication import clauses as module
from gongkai.publication.clauses import BEFORE, Clause, clauses, keyed

FIRST = """城区停车管理办法（征求意见稿）
第一章　总则
第一条　为了规范城区停车，制定本办法。
第二条　本办法适用于城区的路内停车位。
第三条规定的收费标准另行公布。
第二章　收费
第三条　首小时免费。
（一）残疾人专用车辆全天免费；
（二）新能源车辆减半。
第四条　本办法自公布之日起施行。"""
SECOND = FIRST.replace(
    "第三条　首小时免费。", "第三条　停车位由城市管理局划定并公布。\n第四条　首小时免费，以后每小时五元。"
).replace("第四条　本办法自", "第五条　本办法自")


def test_articles_with_what_stands_below_them_and_their_chapters():
    found = clauses(FIRST)
    assert [(one.label, one.heading) for one in found] == [
        (BEFORE, ""),
        ("第一条", "第一章　总则"),
        ("第二条", ""),
        ("第三条", "第二章　收费"),
        ("第四条", ""),
    ]
    assert found[2].text.endswith("第三条规定的收费标准另行公布。")
    assert found[3].text.count("\n") == 2


def test_what_is_not_in_articles_is_taken_by_paragraphs():
    assert clauses("一、总体要求\n\n二、任务\n") == (
        Clause("第 1 段", "一、总体要求"),
        Clause("第 2 段", "二、任务"),
    )
    assert [one.label for one in clauses("依照第三条\n第一条　只有这一条。")] == ["第 1 段", "第 2 段"]
    assert clauses(" \n　") == ()


def test_nothing_of_the_text_is_lost():
    for text in (FIRST, SECOND, FIRST + "\n第三章　附则"):
        told = "\n".join(part for one in clauses(text) for part in (one.heading, one.text) if part)
        assert told == text


def test_a_clause_keeps_its_key_while_its_number_moves():
    before = keyed(clauses(FIRST))
    assert [one.key for one in before] == ["c1", "c2", "c3", "c4", "c5"]
    after = keyed(clauses(SECOND), before)
    assert [(one.label, one.key) for one in after] == [
        (BEFORE, "c1"),
        ("第一条", "c2"),
        ("第二条", "c3"),
        ("第三条", "c6"),
        ("第四条", "c4"),
        ("第五条", "c5"),
    ]


def test_a_key_is_never_given_to_another_clause():
    before = keyed(clauses(FIRST))
    without = keyed(
        clauses(
            FIRST.replace("第二条　本办法适用于城区的路内停车位。\n第三条规定的收费标准另行公布。\n", "")
        ),
        before,
    )
    assert "c3" not in {one.key for one in without}
    again = keyed(clauses(SECOND), without, {one.key for one in before})
    assert len({one.key for one in again}) == len(again)
    assert next(one.key for one in again if one.label == "第二条") == "c6"


def test_two_clauses_with_the_same_words_are_two():
    twice = clauses("第一条　略。\n第二条　略。")
    assert [one.key for one in keyed(twice, keyed(twice))] == ["c1", "c2"]


def test_a_long_draft_that_is_written_anew_is_not_held_clause_by_clause_against_all(monkeypatch):
    compared = []

    class Counted(SequenceMatcher):
        def real_quick_ratio(self):
            compared.append(self.a)
            return super().real_quick_ratio()

    monkeypatch.setattr(module, "SequenceMatcher", Counted)
    signs = [chr(0x4E00 + number) for number in range(0, 8000)]
    subjects = ["".join(signs[20 * at : 20 * at + 20]) for at in range(400)]
    before = keyed(
        Clause(f"第 {at} 段", f"县级以上人民政府{said}应当依法公开。") for at, said in enumerate(subjects)
    )
    moved = [*subjects[200:], *subjects[:200]]
    after = keyed(
        [Clause(f"第 {at} 段", f"{said}由主管部门公开，期限另行规定。") for at, said in enumerate(moved)],
        before,
    )
    assert [one.key for one in after] == [one.key for one in (*before[200:], *before[:200])]
    assert 400 <= len(compared) <= 400 * 5
