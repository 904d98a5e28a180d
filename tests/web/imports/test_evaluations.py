"""周洁 brings what an evaluation found: is each row one entry of the ledger, its field marked as weak?"""

from datetime import date

import pytest

from gongkai_web.audit.verify import verify
from gongkai_web.imports.tables import actions, books
from gongkai_web.imports.tables.declared import Result
from gongkai_web.oversight.rectification.facts import Source, Status
from gongkai_web.oversight.rectification.models import Finding
from gongkai_web.oversight.registers.models import WeakField
from gongkai_web.registers import actions as registers
from gongkai_web.registers.declared import registers as declared
from tests.web.imports.test_tables import comma

DAY = date(2026, 3, 2)
HEAD = ("单位", "指标", "问题", "网址", "扣分", "整改期限", "评估", "领域")


@pytest.fixture
def evaluated(town):
    """The third party's evaluation stands in the city's register."""
    given = {"title": "省第三方评估", "kind": "第三方评估", "done_by": "省政府办公厅", "found": "2"}
    registers.enter(
        register=declared()["evaluations"], by=town.zhou_jie, agency=town.city, day=DAY, given=given
    )
    return town


def row(town, **changes):
    return {
        "单位": town.district.name,
        "指标": "政策解读",
        "问题": "三件政策文件没有解读",
        "网址": "https://www.yunxi.example/zcjd/",
        "扣分": "1.5",
        "整改期限": "2026年4月10日",
        "评估": "省第三方评估",
        "领域": "保障性住房",
        **changes,
    }


def brought(town, *rows, table="findings-evaluation", by=None):
    found = actions.begin(
        table=table,
        data=comma(*rows, head=HEAD),
        by=by or town.zhou_jie,
        agency=town.city,
        day=DAY,
        name="评估问题.csv",
    )
    return actions.run(found)


def came(found) -> list[tuple[str, str]]:
    return [(one.result, one.sentence) for one in found.rows.all()]


def test_each_row_is_an_entry_with_its_evidence_and_its_field_is_marked_once(evaluated):
    town = evaluated
    rows = (row(town), row(town, 问题="租金标准没有公开", 网址="“住房保障”栏目"))
    first, second = came(brought(town, *rows))
    assert first == (Result.MADE, "已标记薄弱领域“保障性住房”。")
    assert second == (Result.MADE, "")
    one = Finding.objects.order_by("pk").first()
    assert (one.source, one.kept_by, one.agency) == (Source.EVALUATION, town.city, town.district)
    assert (one.status, one.rule, one.found_on) == (Status.NEW, "政策解读", DAY)
    assert one.text.splitlines()[1:] == [
        "评估：省第三方评估（2026-03-02）",
        "扣分：1.5",
        "要求的整改期限：2026-04-10",
    ]
    assert one.evidence.get().address == "https://www.yunxi.example/zcjd/"
    assert WeakField.objects.get().evaluation.title == "省第三方评估"
    again = came(brought(town, *rows))
    assert [result for result, _ in again] == [Result.THERE] * 2
    assert "已登记为问题2026-0001" in again[0][1]
    assert (Finding.objects.count(), WeakField.objects.count()) == (2, 1)
    assert verify().sound


def test_each_row_says_why_it_is_not_taken_and_enters_nothing(evaluated):
    town = evaluated
    found = brought(
        town,
        row(town, 单位="云溪区"),
        row(town, 评估="国家评估"),
        row(town, 评估=""),
        row(town, 领域="天文"),
        row(town, 扣分="很多"),
        row(town, 整改期限="2026-03-01"),
        row(town, 单位="示范市人民政府办公室"),
    )
    said = [sentence for _, sentence in came(found)]
    wanted = (
        "没有名称是「云溪区」",
        "没有「国家评估」",
        "哪一次“评估”",
        "「天文」",
        "「扣分」",
        "不晚于",
        "不能",
    )
    for sentence, part in zip(said, wanted, strict=True):
        assert part in sentence
    assert not Finding.objects.exists()
    assert not WeakField.objects.exists()


def test_a_superiors_criticism_is_told_by_its_source_and_the_template_is_read(evaluated):
    found = brought(evaluated, row(evaluated, 评估="", 领域=""), table="findings-superior")
    assert came(found) == [(Result.MADE, "")]
    assert Finding.objects.get().source == Source.SUPERIOR
    table = actions.table_of("findings-superior")
    assert books.template(table, DAY).startswith(b"PK")
