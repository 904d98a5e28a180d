"""Does a way of telling hold in other words and with any figures: silent where it is right, told where not?

Each kind is a list of passages, and of words to put into them; the figures of the towns are drawn. Each
number between `<` and `>` is planted wrong in turn. What is told of something else is never called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.checking import check
from gongkai.checking.findings import NOTE
from tests.law.checking import builders as b
from tests.law.prose.towns import GOVERNMENT, OFFICE, RULES, findings, planted, town, written

SEEDS = (11, 12, 13)
OPENING = "2024年，示范市教育局收到政府信息公开申请{new}件。"
ROWS = {
    "予以公开": "granted",
    "部分公开": "partially_granted",
    "不予公开": "denied",
    "无法提供": "unavailable",
    "不予处理": "not_processed",
    "其他处理": "other",
}


def each(passage: str, *words: str) -> list[str]:
    """The passage with each of the words in the place of `…`."""
    return [passage.replace("…", word) for word in words]


def in_brackets(head: str, sign: str) -> list[str]:
    """A list of results with their shares in brackets, each of them planted wrong in turn."""
    parts = (f"{label}{{{row}}}件（<{{{row}%done}}>%）" for label, row in ROWS.items())
    return [f"{head}{sign.join(parts)}。"]


WRONG = {
    "a share of the whole that its own subject has": [
        *each(
            "行政复议{rec_total}件，维持{rec_upheld}件，占…的<{rec_upheld%rec_concluded}>%。",
            *("办结数", "审结总数", "已审结案件", "审结数", "已审结", "办结案件数"),
        ),
        *each(
            "行政复议{rec_total}件，维持{rec_upheld}件，占…的<{rec_upheld%rec_total}>%。",
            *("复议总数", "全部复议案件", "复议案件总数"),
        ),
    ],
    "a share of a whole that is told with its figure": [
        *each(
            "行政查询类{denied_administrative_inquiry}件，占…的<{denied_administrative_inquiry%denied}>%。",
            *("不予公开总数{denied}件", "全部不予公开{denied}件", "不予公开的{denied}件"),
        ),
        *each(
            "行政查询类{denied_administrative_inquiry}件，占…的<{denied_administrative_inquiry%done}>%。",
            *("办结总数{done}件", "已办结{done}件", "答复总数{done}件", "办结总数（{done}件）"),
        ),
        *each(
            "行政查询事项{denied_administrative_inquiry}件、不掌握{unavailable_not_held}件，…占办结总数{done}件的"
            "<{denied_administrative_inquiry+unavailable_not_held%done}>%。",
            *("仅此两类就", "两项合计", "两者合", "上述两类共", "合计", "这两类"),
        ),
        *each("自然人…新收申请{new}件的<{natural%new}>%。", "占", "申请占", "提出的占"),
    ],
    "this year's over last year's": each(
        "全年收到政府信息公开申请{new}件，…的<{new%old_new}>%。",
        *(
            "为上年{old_new}件",
            "是上年{old_new}件",
            "相当于上年{old_new}件",
            "为2023年{old_new}件",
            "达到上年{old_new}件",
        ),
        *("为上年", "相当于上年", "是去年", "为2023年", "为上年同期"),
    ),
    "shares in the brackets of a list": [
        *in_brackets("{done}件中：", "，"),
        *in_brackets("办结{done}件，其中：", "、"),
        *in_brackets("办结{done}件：", "；"),
        *in_brackets("办结的{done}件申请中，", "，"),
        *in_brackets("全年办结申请{done}件，其中", "，"),
    ],
    "a share behind the bracket with the parts": each(
        "办结{done}件，不予公开{denied}件（其中行政查询事项{denied_administrative_inquiry}件），…<{denied%done}>%。",
        *("占", "占比", "占办结总数的", "占答复总数的"),
    ),
    "rates that have a name": each(
        "办结{done}件，…<{granted+partially_granted%done}>%。",
        *(
            "公开及部分公开率为",
            "公开和部分公开率",
            "予以公开和部分公开率达",
            "公开（含部分公开）率为",
            "公开与部分公开率",
        ),
    ),
    "new appeals of a subject named in front": each(
        "…。",
        "行政诉讼方面，新发生<{suits_total}>件，上年{old_suits}件",
        "因政府信息公开引起的行政诉讼方面，新发生<{suits_total}>件",
        "政府信息公开行政诉讼：新发<{suits_total}>件，上年{old_suits}件",
        "政府信息公开行政诉讼共发生<{suits_total}>件，去年{old_suits}件",
    ),
    "what came in and what was carried over together": each(
        "新收申请…件。",
        "{new}件，较2023年{old_new}件有所增加；连同结转{in}件，总计<{accepted}>",
        "{new}件，比上年的{old_new}件多；上年结转{in}件，两项合计<{accepted}>",
        "{new}件（上年{old_new}件），加上结转{in}件，共<{accepted}>",
        "{new}件，上年结转{in}件，二者相加<{accepted}>",
    ),
    "applicants behind examples of them": each(
        "收到申请{new}件，其中…件。",
        *("农民群众等自然人<{natural}>", "拆迁户、业主等自然人<{natural}>", "当地居民等自然人<{natural}>"),
        "自然人{natural}件，律师事务所等法律服务机构<{law}>",
    ),
    "all applicants of requests of a kind": each(
        "收到教育信息公开申请<{new}>件，其中自然人{natural}件…律所{law}件…公益组织{social}件…企业{enterprise}件。",
        *("、", "，"),
    ),
    "a manner beside the result": [
        *each(
            "办结的申请中，…<{denied_administrative_inquiry}>件。",
            *(
                "属于行政查询事项告知查询途径的",
                "属行政查询事项、告知其查询方式的",
                "属于行政查询事项引导查询",
            ),
        ),
        *each(
            "办结的申请中，…<{other_correction_overdue}>件。",
            *("逾期不补正视为放弃", "逾期未补正视为撤回申请", "申请人逾期不补正按放弃处理"),
            "无正当理由逾期不补正、视为放弃申请的",
        ),
    ],
    "appeals that ended otherwise": each(
        "行政复议{rec_total}件，维持{rec_upheld}件，…<{rec_other_outcome}>件。",
        *("以终止等方式结案", "以撤回、终止等方式结案", "以其他方式结案", "以和解等方式终结"),
    ),
    "a court that agreed": each(
        "行政诉讼{suits_total}件，…<{suits_upheld}>件。",
        *("法院支持我局", "获法院支持", "得到法院支持的", "胜诉"),
    ),
    "short words joined behind a full one": each(
        "行政许可…{penalty}件。", "、处罚分别为<{licensing}>件、", "和处罚分别为<{licensing}>件和"
    ),
}
TRIAL = {
    "items that became fewer": each(
        "…项。",
        "收费项目由{items_then}项减至<{items_now}>",
        "行政事业性收费项目由上年{items_then}项减至<{items_now}>",
        "行政事业性收费项目从{items_then}项减少到<{items_now}>",
        "收费项目由{items_then}项降为<{items_now}>",
    )
}
FOURTH = ("appeals", "court", "own subject")  # kinds that stand in section four


def passages(kinds: dict[str, list[str]], *, trial: bool = False) -> Iterator[object]:
    """Each passage of each kind with each town."""
    for kind, told in kinds.items():
        section = 4 if any(word in kind for word in FOURTH) else 1
        for number, passage in enumerate(told):
            for seed in SEEDS:
                whole = OPENING + passage if section == 1 and not kind.startswith("all") else passage
                one = town(seed, trial=trial)
                yield pytest.param(whole, section, one, id=f"{kind} {number} {seed}")


@pytest.mark.parametrize(("passage", "section", "one"), [*passages(WRONG), *passages(TRIAL, trial=True)])
def test_a_way_of_telling_is_silent_where_right_and_told_where_wrong(passage, section, one):
    right = written(passage, one)
    assert [finding.message for finding in findings(one, right, section)] == [], right
    for text, wrong in planted(passage, one):
        told = [finding.message for finding in findings(one, text, section)]
        assert any(wrong in message for message in told), (text, wrong, told)


# – what is right, in the words of many offices

RIGHT = Path(__file__).parent / "right"
WHERE = (("section1", 1, OFFICE), ("section4", 4, OFFICE), ("section4", 5, OFFICE), ("section5", 5, OFFICE))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "section", "agency"), [*WHERE, ("whole_area", 1, GOVERNMENT)])
def test_nothing_is_found_in_what_is_right(name, section, agency, seed):
    one = town(seed)
    told = {}
    for passage in (RIGHT / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text = written(passage, one)
        told[text] = [finding.message for finding in findings(one, text, section, agency)]
    assert {text: messages for text, messages in told.items() if messages} == {}


def beside_the_tables() -> Iterator[object]:
    """Each passage with what stands in front of it: the whole report, one sentence, or nothing."""
    short = "2024年，全年共收到政府信息公开申请40件，办结41件。"
    for name, section, openings in (
        ("beside_the_tables", 1, (f"{b.ONE}\n", short)),
        ("beside_the_tables_section4", 4, ("",)),
        ("beside_the_tables_section5", 5, ("",)),
    ):
        for passage in (RIGHT / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            for opening in openings:
                yield pytest.param(section, f"{opening}{passage}", id=f"{len(opening)} {passage}")


@pytest.mark.parametrize(("section", "text"), list(beside_the_tables()))
def test_what_stands_beside_the_tables_is_not_called_wrong(section, text):
    """示范市教育局 2024: forty requests, fifty permits, no penalty, one reconsideration; everything holds."""
    told = check(b.saying(b.office(), section, text))
    wrong = [one for one in told if one.rule in {*RULES, "prose.year"} and one.severity != NOTE]
    assert [one.message for one in wrong] == []
