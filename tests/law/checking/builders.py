"""Sound reports to spoil: small, large and empty agencies of both forms, in several styles of prose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from gongkai.form import form
from gongkai.prose.fees import find_fees
from gongkai.prose.statements import find_statements
from gongkai.report import BLANK, UNREADABLE, ExtraRow, Note, Report, Section, completed

ONE = (
    "2024年，示范市教育局把公开做实，现将全年情况报告如下。\n"
    "（一）主动公开。全年通过局门户网站发布政府信息320条，其中概况类信息20条，政务动态信息240条，其他信息60条。"
    "发布政策解读12篇，其中部门解读6篇、多样性解读4篇、媒体解读2篇。\n"
    "（二）依申请公开。全年共收到政府信息公开申请40件，上年结转4件，办结41件，结转下年3件。"
    "其中自然人申请30件，企业申请10件。\n"
    "（三）政府信息管理。文件起草时同步确定公开属性，发布前逐件做保密审查。\n"
    "（四）平台建设。调整网站栏目两处，公众号推送稿件25篇。\n"
    "（五）监督保障。组织培训3次，年底对各科室做了考核。"
)
FIVE = "一是个别栏目更新偏慢，已明确到人。二是答复文书用语不统一，已印发模板。三是基层力量薄弱，将继续培训。"
SIX = "2024年度发出收费通知2件，总金额60元，实际收取30元。"
ZERO_ONE = (
    "（一）主动公开情况。按目录公开机构职能和办事指南。（二）依申请公开情况。2024年未收到政府信息公开申请，"
    "未发生因政府信息公开引起的行政复议和行政诉讼。（三）政府信息管理情况。落实三审制度。"
    "（四）平台建设情况。维护镇政府网页。（五）监督保障情况。年度考核合格，社会评议没有异议，没有责任追究的情形。"
)
ZERO_SIX = "本年度未收取信息处理费。发出收费通知的件数和总金额，以及实际收取的总金额均为0。"
GRANTED = "table3.granted"


def sections(one=ONE, five=FIVE, six=SIX, key="2021", others=("", "", "")):
    """The six sections of that form with these texts."""
    texts = (one, *others, five, six)
    headings = form(key).sections
    return tuple(Section(h.number, h.heading, text) for h, text in zip(headings, texts, strict=True))


def office(**changes):
    """示范市教育局 2024: forty requests, three carried over, one reconsideration; everything holds."""
    layout = form("2021")
    counts = {
        "table3.new_received.natural_person": 30,
        "table3.new_received.commercial_enterprise": 10,
        "table3.carried_over_in.natural_person": 4,
        f"{GRANTED}.natural_person": 20,
        f"{GRANTED}.commercial_enterprise": 8,
        "table3.partially_granted.natural_person": 2,
        "table3.unavailable_not_held.natural_person": 9,
        "table3.other_fee_overdue.commercial_enterprise": 1,
        "table3.other_misc.commercial_enterprise": 1,
        "table3.carried_over_out.natural_person": 3,
        "table4.reconsideration.upheld": 1,
    }
    table2 = {cell: 0 for cell, place in layout.cells.items() if place.table == 2}
    table2 |= {
        "table2.normative_documents.issued_count": 3,
        "table2.normative_documents.repealed_count": 1,
        "table2.normative_documents.effective_count": 12,
        "table2.administrative_licensing.decision_count": 50,
        "table2.administrative_charges.amount_wan_yuan": Decimal("0.003"),
    }
    return report("2021", table2 | completed(layout, counts), sections(), "示范市教育局", 2024, **changes)


def town(**changes):
    """示范县北山镇人民政府 2024: nothing came in; every number is zero."""
    layout = form("2021")
    cells = {cell: 0 for cell, place in layout.cells.items() if place.table == 2} | completed(layout, {})
    texts = sections(ZERO_ONE, "公开内容还不够丰富，今后加强学习。", ZERO_SIX)
    return report("2021", cells, texts, "示范县北山镇人民政府", 2024, **changes)


def trial(**changes):
    """示范市林业局 2020 on the trial form."""
    layout = form("2019")
    cells = {cell: 0 for cell, place in layout.cells.items() if place.table == 2}
    cells |= {
        "table2.administrative_licensing.previous_year_item_count": 20,
        "table2.administrative_licensing.net_change": -2,
        "table2.administrative_licensing.decision_count": 345,
        "table2.normative_documents.newly_produced_count": 2,
        "table2.normative_documents.newly_published_count": 2,
        "table2.normative_documents.total_published_count": 9,
    }
    counts = {"table3.new_received.natural_person": 5, f"{GRANTED}.natural_person": 5}
    texts = sections(
        ZERO_ONE.replace("2024年未收到政府信息公开申请", "2020年收到公民申请5件，均予以公开，均按期办结"),
        "力量不足，正在补充。",
        ZERO_SIX,
        "2019",
    )
    return report("2019", cells | completed(layout, counts), texts, "示范市林业局", 2020, **changes)


def report(key, cells, texts, agency, year, **changes):
    """A report of these cells and texts, as it would be read: with its fees, title and period."""
    made = Report(
        form=key,
        cells=cells,
        agency=agency,
        year=year,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        period=(date(year, 1, 1), date(year, 12, 31)),
        sections=texts,
        fees=find_fees(section.text for section in texts),
    )
    return replace(made, **changes)


def saying(made, number, text):
    """The report with that section's text in place of its own, and the fees read anew."""
    texts = tuple(
        replace(section, text=text) if section.number == number else section for section in made.sections
    )
    return replace(made, sections=texts, fees=find_fees(section.text for section in texts))


def rewritten(made, old, new):
    """The report with a passage changed in every section where it stands; fails where it stands in none."""
    assert any(old in section.text for section in made.sections), old
    texts = tuple(replace(section, text=section.text.replace(old, new)) for section in made.sections)
    return replace(made, sections=texts, fees=find_fees(section.text for section in texts))


def with_cells(made, **cells):
    """The report with other numbers: the dots of a cell's id written as two underscores."""
    return replace(
        made, cells={**made.cells, **{key.replace("__", "."): value for key, value in cells.items()}}
    )


def with_blank(made, cell, inferred=None):
    """The report with that cell left blank."""
    note = Note(BLANK, f"{cell}：原文为空。", cell, "", inferred)
    return replace(made, cells={**made.cells, cell: None}, notes=(*made.notes, note))


def with_lost(made, *cells):
    """The report with these cells unreadable."""
    notes = tuple(
        Note(UNREADABLE, f"{cell}：读不出——原文里没有找到这一格；没有当作零。", cell) for cell in cells
    )
    return replace(made, cells={**made.cells, **dict.fromkeys(cells)}, notes=(*made.notes, *notes))


def with_row(made, table, label, *values):
    """The report with a row that its form does not know."""
    return replace(made, extra_rows=(*made.extra_rows, ExtraRow(table, label, values)))


def year_before(made, **cells):
    """A report of the year before that fits: what it carried over came in, the documents chain holds."""
    earlier = dict(made.cells)
    for column in made.layout.columns3:
        earlier[f"table3.carried_over_out.{column.key}"] = made.cells[f"table3.carried_over_in.{column.key}"]
    if made.form == "2021":
        rows = ("rules", "normative_documents")
        for row in rows:
            issued, repealed, effective = (
                made.cells[f"table2.{row}.{name}"]
                for name in ("issued_count", "repealed_count", "effective_count")
            )
            earlier[f"table2.{row}.effective_count"] = effective - issued + repealed
    else:
        for cell in made.layout.cells:
            if cell.endswith(".previous_year_item_count"):
                earlier[cell], earlier[cell.replace("previous_year_item_count", "net_change")] = (
                    made.cells[cell],
                    0,
                )
    earlier |= {key.replace("__", "."): value for key, value in cells.items()}
    texts = sections("去年的另一份文字。", "去年的问题。", "去年的事项。", made.form)
    return replace(made, cells=earlier, year=made.year - 1, sections=texts, statements=(), notes=())


def statements(made):
    """What the prose of the report states, by subject."""
    return {(s.about, s.applicant): s.value for s in find_statements(made.sections, made.year, made.agency)}
