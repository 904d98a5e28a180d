"""What does the loader refuse, and does it say file, key and what is allowed? Does law change on its day?

Each test works on a copy of the law folder with one line changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

import gongkai
from gongkai.clock import Event, due
from gongkai.counting import Reign, counting_book, counting_rules, reigns
from gongkai.deadlines import terms
from gongkai.errors import LawError, NotInForce
from gongkai.lawbook import DatedList, Lawbook, Source, lawbook
from gongkai.letters import letter_kinds
from gongkai.outcomes import agency_kinds, applicant_kinds, outcomes
from gongkai.publication.elements import element_lists, missing
from gongkai.tariff import fee, tariffs
from gongkai.workdays import Why, calendar

LAW = Path(gongkai.__file__).parent / "law"
REPLY = "deadlines/reply.yaml"
VALUE_OF_REPLY = (
    "- {from: 2019-05-15, unit: workdays, amount: 20, "
    "source: {instrument: regulation, article: 第三十三条第二款}}"
)
NEWS = "    - {from: 2027-01-01, short: 部分提供}"
_ENDED = "source: {instrument: regulation, article: 第三十七条}}"
AFTER_THE_END = f"    - {{from: 2027-01-01, ended: true, {_ENDED}\n    - {{from: 2028-01-01, {_ENDED}\n"

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LAW, tmp_path / "law"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Replaces the first place in a file of the copy; fails where it is not there."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def _read_all(folder: Path) -> None:
    book = Lawbook(folder)
    calendar(book)
    terms(book)
    tariffs(book)
    outcomes(book)
    applicant_kinds(book)
    agency_kinds(book)
    counting_book(book)


def _refusal(folder: Path) -> LawError:
    with pytest.raises(LawError) as refusal:
        _read_all(folder)
    return refusal.value


def test_the_law_as_it_stands_is_read(folder: Path) -> None:
    _read_all(folder)
    assert set(terms(Lawbook(folder))) == set(terms(lawbook()))


WRONG = {
    "a value without a source": (
        (REPLY, ", source: {instrument: regulation, article: 第三十三条第一款}}", "}"),
        ("immediate_reply.values[0].source", "缺少这个键"),
    ),
    "a source without an article": (
        (REPLY, "instrument: regulation, article: 第三十三条第一款", "instrument: regulation"),
        ("immediate_reply.values[0].source.article", "缺少这个键"),
    ),
    "an instrument that is not on file": (
        (REPLY, "instrument: regulation", "instrument: regulations"),
        (
            "immediate_reply.values[0].source.instrument",
            "「regulations」不在允许的值之内：regulation、form_2021",
        ),
    ),
    "a status that is not known": (
        ("deadlines/fee.yaml", "status: unverified", "status: doubtful"),
        ("fee_notice.values[0].source.status", "verified、unverified、convention"),
    ),
    "an unknown key of a term": (
        (REPLY, "  number: T03", "  number: T03\n  remark: 无"),
        (
            "immediate_reply.remark",
            "不认识这个键；这里允许：before、lapse、name、number、pauses、starts、values",
        ),
    ),
    "an unknown key of a value": (
        (REPLY, "unit: same_day,", "unit: same_day, amuont: 20,"),
        ("immediate_reply.values[0].amuont", "这里允许：amount、from、least、most、policy、source、unit"),
    ),
    "a key written twice": (
        (REPLY, "  number: T03", "  number: T03\n  number: T04"),
        ("number", "第 4 行重复出现"),
    ),
    "a term written twice in one file": (
        (REPLY, "extension:", "reply:"),
        ("reply", "重复出现"),
    ),
    "a term written again in another file": (
        (REPLY, "delayed_reply:", "correction_notice:"),
        ("correction_notice", "另一个文件里已有同名的期限"),
    ),
    "a thirteenth month": (
        (REPLY, "from: 2019-05-15", "from: 2024-13-01"),
        ("immediate_reply.values[0].from", "「2024-13-01」不是日期；应写成 2024-01-31 的样子"),
    ),
    "a day without its zeros": (
        (REPLY, "from: 2019-05-15", "from: 2024-1-1"),
        ("immediate_reply.values[0].from", "「2024-1-1」不是日期；应写成 2024-01-31 的样子"),
    ),
    "a day of a week": (
        (REPLY, "from: 2019-05-15", "from: 2024-W01-1"),
        ("immediate_reply.values[0].from", "「2024-W01-1」不是日期"),
    ),
    "values out of order": (
        (
            REPLY,
            VALUE_OF_REPLY,
            f"{VALUE_OF_REPLY}\n    {VALUE_OF_REPLY.replace('2019-05-15', '2019-01-01')}",
        ),
        ("reply.values[1].from", "2019-01-01 不晚于前一个值的 2019-05-15"),
    ),
    "two values of one day": (
        (REPLY, VALUE_OF_REPLY, f"{VALUE_OF_REPLY}\n    {VALUE_OF_REPLY}"),
        ("reply.values[1].from", "各值须按施行日先后排列"),
    ),
    "no value at all": (
        (REPLY, f"values:\n    {VALUE_OF_REPLY}", "values: []"),
        ("reply.values", "至少 1 项"),
    ),
    "an unknown unit": (
        (REPLY, "unit: workdays", "unit: weeks"),
        ("reply.values[0].unit", "「weeks」不在允许的值之内：workdays、days、months、same_day、reasonable"),
    ),
    "an amount in words": (
        (REPLY, "amount: 20", "amount: 二十"),
        ("reply.values[0].amount", "应为不小于 1 的整数，实际是「二十」"),
    ),
    "working days without an amount": (
        (REPLY, "amount: 20, ", ""),
        ("reply.values[0].amount", "缺少这个键"),
    ),
    "a pause that is no term": (
        (REPLY, "pauses: [third_party_opinion", "pauses: [third_party"),
        ("reply.pauses", "没有名为「third_party」的期限；可用：third_party_opinion"),
    ),
    "a misspelt term that the clock needs": (
        (REPLY, "reply:\n  number: T06", "replies:\n  number: T06"),
        ("reply", "各文件里都没有这个期限"),
    ),
    "a day of the year that does not exist": (
        ("deadlines/publication.yaml", "day: 01-31", "day: 02-30"),
        ("department_report.values[0].day", "「02-30」不是每年都有的日子"),
    ),
    "a wrong total of the year": (
        ("calendar/2024.yaml", "workdays: 251", "workdays: 250"),
        ("workdays", "按本文件数出 251 个工作日，填的是 250"),
    ),
    "a holiday left out": (
        ("calendar/2024.yaml", "  - {name: 端午, from: 2024-06-10, to: 2024-06-10}\n", ""),
        ("workdays", "按本文件数出 252 个工作日，填的是 251"),
    ),
    "a make-up day on a weekday": (
        ("calendar/2024.yaml", "work: [2024-02-04", "work: [2024-02-05"),
        ("work", "2024-02-05 不是 2024 年里可以调休上班的周末"),
    ),
    "a make-up day within a holiday": (
        ("calendar/2024.yaml", "work: [2024-02-04", "work: [2024-02-11"),
        ("work", "2024-02-11 不是 2024 年里可以调休上班的周末"),
    ),
    "a make-up day that is no day": (
        ("calendar/2024.yaml", "work: [2024-02-04", "work: [20240204"),
        ("work", "应为文字的列表"),
    ),
    "a holiday that ends before it begins": (
        ("calendar/2024.yaml", "to: 2024-02-17", "to: 2024-02-07"),
        ("off[1].to", "不是 2024 年内的一段日子"),
    ),
    "two notices of one year": (
        ("calendar/2025.yaml", "year: 2025", "year: 2024"),
        ("off[0].to", "不是 2024 年内的一段日子"),
    ),
    "a festival that is no day": (
        ("calendar/festivals.yaml", "元旦: [01-01]", "元旦: [13-01]"),
        ("values[0].fixed.元旦", "「13-01」不是每年都有的日子；应写成 01-31 的样子"),
    ),
    "a festival in another year": (
        ("calendar/festivals.yaml", "2027: [2027-02-06", "2027: [2028-02-06"),
        ("dates.2027", "应依次写该年的春节、清明、端午、中秋四个日期"),
    ),
    "three festivals instead of four": (
        ("calendar/festivals.yaml", "2027: [2027-02-06, ", "2027: ["),
        ("dates.2027", "应依次写该年的春节、清明、端午、中秋四个日期"),
    ),
    "tiers out of order": (
        ("fees/information_processing.yaml", "over: 30, rate: 200", "over: 5, rate: 200"),
        ("items.values[0].tiers", "各档的 over 应从 0 起逐档增大"),
    ),
    "an unknown key of a tier": (
        ("fees/information_processing.yaml", "rate: 200}", "rate: 200, cap: 1000}"),
        ("items.values[0].tiers[2].cap", "这里允许：over、rate"),
    ),
    "an outcome of no group": (
        ("outcomes.yaml", "group: denied", "group: refused"),
        (
            "denied_state_secret.values[0].group",
            "「refused」不在允许的值之内：granted、partially_granted、denied",
        ),
    ),
    "a requirement that is not known": (
        ("outcomes.yaml", "requires: fee_lapsed", "requires: fee_paid"),
        ("other_fee_overdue.values[0].requires", "none、correction_received、correction_lapsed、fee_lapsed"),
    ),
    "a yes instead of true": (
        ("outcomes.yaml", "reason: false", "reason: yes"),
        ("granted.values[0].reason", "应为 true 或 false，实际是「yes」"),
    ),
    "an applicant of no group": (
        ("applicants.yaml", "group: person", "group: people"),
        ("natural_person.values[0].group", "person、organisation"),
    ),
    "a value after the end": (
        ("outcomes.yaml", "denied_state_secret:", f"{AFTER_THE_END}denied_state_secret:"),
        ("partially_granted.values[2].from", "前一个值写明自 2027-01-01 起不再适用，后面不能再有值"),
    ),
    "a change that is not told where it stands": (
        ("outcomes.yaml", "denied_state_secret:", f"{NEWS}\ndenied_state_secret:"),
        ("partially_granted.values[1].source", "缺少这个键"),
    ),
    "a way of counting that begins within a year": (
        ("counting.yaml", "from: 2019-01-01", "from: 2019-05-15"),
        ("unit.values[0].from", "2019-05-15 不是一月一日"),
    ),
    "a way of counting that nobody knows": (
        ("counting.yaml", "policy: concluded_on", "policy: served_on"),
        ("results.values[0].policy", "concluded_on、dispatched_on"),
    ),
    "an instrument without a name": (
        ("instruments.yaml", "  short: 《条例》\n", ""),
        ("regulation.short", "缺少这个键"),
    ),
    "broken YAML": (
        (REPLY, "reply:", "reply: ["),
        ("（语法）", "不是合法的 YAML"),
    ),
    "a list where keys belong": (
        (
            "agencies.yaml",
            "    - {from: 2019-05-15, label: 人民政府,",
            "    - [{from: 2019-05-15, label: 人民政府,",
        ),
        ("（语法）", "不是合法的 YAML"),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_loader_refuses(case: str, folder: Path, change: Change) -> None:
    (file, old, new), (key, words) = WRONG[case]
    change(file, old, new)
    refusal = _refusal(folder)
    assert refusal.key == key
    named = refusal.file
    assert file.startswith(named)
    assert str(refusal).startswith(f"法规数据 {named} 的「{key}」：")
    assert words in str(refusal)


def test_an_outcome_before_its_group_is_refused(folder: Path, change: Change) -> None:
    group = "{from: 2019-05-15, label: （三）"
    change("outcome_groups.yaml", group, group.replace("2019-05-15", "2020-01-01"))
    refusal = _refusal(folder)
    assert (refusal.file, refusal.key) == ("outcomes.yaml", "denied_state_secret.values[0].group")
    assert "「（三）不予公开」在 2019-05-15 不是办理结果的组" in str(refusal)


def test_a_second_file_for_the_same_year_is_refused(folder: Path) -> None:
    shutil.copy(folder / "calendar/2024.yaml", folder / "calendar/2024b.yaml")
    refusal = _refusal(folder)
    assert (refusal.file, refusal.key) == ("calendar/2024b.yaml", "year")
    assert "另一个文件里已有 2024 年的放假通知" in str(refusal)


@pytest.mark.parametrize(
    "file",
    [
        "instruments.yaml",
        "outcomes.yaml",
        "outcome_groups.yaml",
        "applicants.yaml",
        "agencies.yaml",
        "counting.yaml",
        "calendar/festivals.yaml",
        "fees/information_processing.yaml",
    ],
)
def test_a_missing_file_is_named(file: str, folder: Path) -> None:
    (folder / file).unlink()
    refusal = _refusal(folder)
    assert (refusal.file, refusal.key) == (file, "（文件）")
    assert "找不到这个文件" in str(refusal)


def test_a_missing_file_of_deadlines_names_the_term_that_is_gone(folder: Path) -> None:
    (folder / "deadlines/fee.yaml").unlink()
    refusal = _refusal(folder)
    assert (refusal.file, refusal.key) == ("deadlines/", "fee_payment")


def test_a_missing_notice_makes_its_year_provisional_and_nothing_else(folder: Path) -> None:
    (folder / "calendar/2026.yaml").unlink()
    known = calendar(Lawbook(folder))
    assert known.years == list(range(2019, 2026))
    assert known.day(date(2026, 2, 17)).why is Why.HOLIDAY
    assert known.day(date(2026, 2, 17)).provisional
    assert not known.day(date(2025, 12, 31)).provisional


def test_an_empty_file_and_a_file_in_another_encoding_are_refused(folder: Path) -> None:
    (folder / "agencies.yaml").write_text("", encoding="utf-8")
    assert "应为键值表，实际是「空」" in str(_refusal(folder))
    (folder / "agencies.yaml").write_bytes("government: {label: 人民政府}".encode("gb18030"))
    refusal = _refusal(folder)
    assert (refusal.file, refusal.key) == ("agencies.yaml", "（编码）")


# – law through time


def test_a_later_reply_term_applies_from_its_day_on_and_not_before(folder: Path, change: Change) -> None:
    later = VALUE_OF_REPLY.replace("2019-05-15", "2025-03-03").replace("amount: 20", "amount: 10")
    change(REPLY, VALUE_OF_REPLY, f"{VALUE_OF_REPLY}\n    {later}")
    book = Lawbook(folder)
    assert due(date(2025, 3, 2), book=book).due == date(2025, 3, 28)  # a Sunday; 20 working days from 3 March
    assert due(date(2025, 3, 3), book=book).due == date(2025, 3, 17)
    assert due(date(2025, 3, 3)).due == date(2025, 3, 31)


def test_a_later_longest_extension_applies_from_its_day_on(folder: Path, change: Change) -> None:
    later = VALUE_OF_REPLY.replace("2019-05-15", "2025-01-01").replace("amount: 20", "amount: 5")
    start = "之前的延期适用修订前的《条例》（国务院令第492号），没有收录\n  values:\n    "
    change(REPLY, start + VALUE_OF_REPLY, f"{start}{VALUE_OF_REPLY}\n    {later}")
    book = Lawbook(folder)
    told = [Event("extended", date(2025, 3, 28))]
    assert due(date(2025, 3, 3), told, book=book).limit == 25
    assert due(date(2024, 12, 31), [Event("extended", date(2025, 1, 6))], book=book).limit == 40


def test_a_later_tariff_applies_from_its_day_on_and_not_before(folder: Path, change: Change) -> None:
    change(
        "fees/information_processing.yaml",
        "      source: {instrument: fee_measures, article: 第四条}\n",
        """      source: {instrument: fee_measures, article: 第四条}
    - from: 2027-01-01
      tiers:
        - {over: 0, rate: 0}
        - {over: 20, rate: 50}
      step: 0
      raise_by: 0
      source: {instrument: convention, article: 算例}
""",
    )
    book = Lawbook(folder)
    assert fee("items", 30, date(2026, 12, 31), book).total == 2000
    assert fee("items", 30, date(2027, 1, 1), book).total == 500


def test_the_clock_after_payment_may_go_on_instead_of_starting_anew(folder: Path, change: Change) -> None:
    change("deadlines/fee.yaml", "policy: restart", "policy: resume")
    events = [Event("fee.served", date(2025, 6, 20)), Event("fee.paid", date(2025, 7, 7))]
    found = due(date(2025, 6, 3), events, book=Lawbook(folder))
    # 13 of the 20 days are used when the notice arrives; the other 7 run from the day after payment.
    assert found.due == date(2025, 7, 16)
    excluded = [step for step in found.steps if step.why is Why.EXCLUDED]
    assert [excluded[0].day, excluded[-1].day, len(excluded)] == [date(2025, 6, 23), date(2025, 7, 7), 11]
    assert {step.source.instrument.key for step in excluded} == {"fee_measures"}


@pytest.mark.parametrize(
    ("corrected", "last", "extended_by", "noted"),
    [
        (date(2025, 6, 10), date(2025, 8, 5), 20, "extension-kept"),
        (date(2025, 6, 11), date(2025, 7, 9), 0, "extension-ended"),
    ],
)
def test_an_extension_stays_after_a_restart_or_ends_with_its_term_by_the_policy_of_the_day(
    folder: Path, change: Change, corrected: date, last: date, extended_by: int, noted: str
) -> None:
    """第三十条、第三十三条第二款: extended on June 4th by twenty days, corrected a week later."""
    kept = "      source: {instrument: convention, article: 重新计算以后延期仍然有效, status: convention}\n"
    ends = kept.replace("重新计算以后延期仍然有效", "算例")
    begins = f"    - from: 2025-06-11\n      unit: same_day\n      policy: ends\n{ends}"
    change("deadlines/counting.yaml", kept, kept + begins)
    told = [("extended", date(2025, 6, 4)), ("correction.asked", date(2025, 6, 5))]
    events = [Event(name, day) for name, day in (*told, ("correction.received", corrected))]
    found = due(date(2025, 6, 3), events, extend=20, book=Lawbook(folder))
    assert (found.due, found.extended_by) == (last, extended_by)
    assert [note.code for note in found.notes] == [noted]


def test_the_term_after_payment_is_the_one_on_file(folder: Path, change: Change) -> None:
    change("deadlines/fee.yaml", "amount: 20\n      policy", "amount: 10\n      policy")
    events = [Event("fee.served", date(2025, 6, 20)), Event("fee.paid", date(2025, 7, 7))]
    assert due(date(2025, 6, 3), events, book=Lawbook(folder)).due == date(2025, 7, 21)


def test_before_the_first_value_the_rule_and_the_day_are_named() -> None:
    with pytest.raises(NotInForce, match=r"「答复」在 2019-05-14 没有可用的规则：.*国务院令第492号"):
        terms()["reply"].dated.on(date(2019, 5, 14))
    with pytest.raises(NotInForce, match=r"「第三方提意见」在 2019-05-14 .*收录的规则自 2019-05-15 起施行"):
        terms()["third_party_opinion"].dated.on(date(2019, 5, 14))


def test_a_source_says_only_to_reviewers_what_is_not_verified_and_what_is_convention() -> None:
    texts = {key: str(term.dated.values[0].source) for key, term in terms().items()}
    assert texts["reply"] == "《条例》第三十三条第二款"
    assert texts["fee_notice"] == "《信息处理费管理办法》第六条"
    assert texts["online_confirmation"] == "本系统口径"
    reviewed = {key: term.dated.values[0].source.reviewed for key, term in terms().items()}
    assert reviewed["reply"] == texts["reply"]
    assert reviewed["fee_notice"] == "《信息处理费管理办法》第六条（未核实）"
    assert reviewed["online_confirmation"] == "本系统口径（实现约定；手册01 §4.3）"
    assert isinstance(terms()["reply"].dated.values[0].source, Source)


def test_a_rule_of_ours_is_cited_to_nobody_and_a_rule_of_the_law_is() -> None:
    cited = {key: term.dated.values[0].source.cited for key, term in terms().items()}
    assert cited["reply"] == "（《条例》第三十三条第二款）"
    assert cited["online_confirmation"] == ""


@pytest.mark.parametrize("kind", element_lists())
def test_no_sentence_of_a_checklist_names_our_own_convention(kind: str) -> None:
    day = date(2026, 3, 2)
    assert [one.message for one in missing(kind, day, {}) if "本系统口径" in one.message] == []


def test_every_statutory_term_of_the_handbook_is_on_file() -> None:
    numbers = {term.number for term in terms().values()}
    assert {f"T{n:02}" for n in range(1, 23)} - numbers == set()


def test_an_outcome_begins_and_ends_on_its_days_and_keeps_its_word_for_what_was_recorded(
    folder: Path, change: Change
) -> None:
    text = """denied_state_secret:
  values:
    - from: 2019-05-15"""
    change("outcomes.yaml", text, text.replace("2019-05-15", "2027-01-01"))
    ends = "    - {from: 2028-07-01, ended: true, source: {instrument: form_2021, article: 表三（三）}}\n"
    change("outcomes.yaml", "denied_prohibited_by_law:", f"{ends}denied_prohibited_by_law:")
    found = outcomes(Lawbook(folder))
    assert {day: "denied_state_secret" in found.on(day) for day in AROUND} == {
        date(2026, 12, 31): False,
        date(2027, 1, 1): True,
        date(2028, 6, 30): True,
        date(2028, 7, 1): False,
    }
    assert [year for year in range(2025, 2031) if "denied_state_secret" in found.during(*_year(year))] == [
        2027,
        2028,
    ]
    assert found["denied_state_secret"].short == "国家秘密"
    for day in (AROUND[0], AROUND[-1]):
        with pytest.raises(NotInForce) as refusal:
            found.at("denied_state_secret", day)
        assert str(refusal.value) == (
            "办理结果「国家秘密」自 2027-01-01 起施行（《条例》第十四条），"
            f"自 2028-07-01 起不再适用（国办公开办函〔2021〕30号 表三（三）），{day} 不能选用。"
        )
    assert {date(2027, 1, 1), date(2028, 7, 1)} <= set(found.days)


AROUND = [date(2026, 12, 31), date(2027, 1, 1), date(2028, 6, 30), date(2028, 7, 1)]


def _year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def test_a_later_wording_says_only_what_changes_and_the_old_one_stays_beside_it(
    folder: Path, change: Change
) -> None:
    later = (
        "    - {from: 2027-01-01, short: 部分提供, source: {instrument: form_2021, article: 表三（二）}}\n"
    )
    change("outcomes.yaml", "denied_state_secret:", f"{later}denied_state_secret:")
    found = outcomes(Lawbook(folder))
    before, after = (found.at("partially_granted", day) for day in AROUND[:2])
    assert (before.short, after.short) == ("部分公开", "部分提供")
    assert (before.label, before.group, before.reason) == (after.label, after.group, after.reason)
    assert str(after.source) == "国办公开办函〔2021〕30号 表三（二）"


def test_a_year_is_counted_by_the_rule_of_its_end_and_what_was_counted_stays_counted(
    folder: Path, change: Change
) -> None:
    new = """    - from: 2027-01-01
      policy: dispatched_on
      sentence: 答复发出之日在本年度内的件。
      source: {instrument: form_2021, article: 表三}
"""
    change("counting.yaml", "carried_over_out:", f"{new}carried_over_out:")
    book = Lawbook(folder)
    assert [counting_rules(year, book)["results"].policy for year in (2019, 2026, 2027, 2030)] == [
        "concluded_on",
        "concluded_on",
        "dispatched_on",
        "dispatched_on",
    ]
    before, after = date(2026, 12, 31), date(2028, 12, 31)
    assert reigns("results", before, book) == (Reign("concluded_on", before),)
    assert reigns("results", after, book) == (Reign("concluded_on", before), Reign("dispatched_on", after))
    assert reigns("results", date(2018, 12, 31), book) == (Reign("concluded_on", date(2018, 12, 31)),)


@pytest.mark.parametrize("words", [outcomes, letter_kinds, applicant_kinds, agency_kinds])
def test_a_list_reads_on_each_day_as_its_words_do(words: Callable[[], DatedList[object]]) -> None:
    """On the days on which it changes, and around them; whoever changes his copy changes no other."""
    changes = {day for dated in words().words.values() for day in dated.days}
    for day in sorted({day + timedelta(days=step) for day in changes for step in (-1, 0, 1)}):
        held = {code: dated.on(day).value for code, dated in words().words.items() if dated.holds(day)}
        found = words().on(day)
        assert found == held
        assert list(found) == list(held)
        found.clear()
        assert words().on(day) == held
