"""Which registers do county offices keep, and what does a person read in each?

Made here, in the manner of offices; each with the requests that it holds, what a clerk would answer to the
page's questions, and how many rows truly lack something.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter
from xlsxwriter.workbook import Workbook

GENERIC = "denied_internal_affairs"  # what the clerk answers for 不予公开 alone


@dataclass(frozen=True)
class Fact:
    """One request as a person reads it. Empty: the register does not say."""

    name: str
    received: date
    subject: str
    kind: str = "natural_person"
    channel: str = ""
    answered: date | None = None
    outcome: str = ""
    number: str = ""


@dataclass(frozen=True)
class Handed:
    """A file as an office hands it in, with what stands in it and what its clerk answers."""

    name: str
    content: bytes
    facts: tuple[Fact, ...]
    lacking: int = 0
    year: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def book(write: Callable[[Workbook], None]) -> bytes:
    """The workbook that `write` fills."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        write(made)
    return out.getvalue()


def sheet_of(*lines: tuple[object, ...], name: str = "Sheet1") -> bytes:
    """A workbook with one sheet of these lines."""

    def write(made: Workbook) -> None:
        sheet = made.add_worksheet(name)
        for row, line in enumerate(lines):
            sheet.write_row(row, 0, line)

    return book(write)


def plain_county() -> Handed:
    """The commonest head there is, the year in the title, no kind of applicant."""
    return Handed(
        "2024台账.xlsx",
        sheet_of(
            ("示范县2024年度依申请公开台账",),
            (
                "序号",
                "申请人",
                "身份证号",
                "联系电话",
                "申请内容",
                "来件日期",
                "来件方式",
                "答复类型",
                "答复时间",
                "备注",
            ),
            (1, "王芳", "", "13800005678", "云溪路征地补偿方案", "3月5日", "邮寄", "予以公开", "3月20日", ""),
            (2, "示范建材有限公司", "", "", "砂石开采规划", "4.8", "信函", "不予公开", "4.30", "商业秘密"),
            (3, "赵四", "", "", "路灯合同", "12月20日", "来访", "部分公开", "1月15日", ""),
            ("合计", "", "", "", "3件", "", "", "", "", ""),
            ("填表人：李某", "", "", "审核人：孙某", "", "", "", "", "", ""),
        ),
        (
            Fact(
                "王芳",
                date(2024, 3, 5),
                "征地",
                "natural_person",
                "registered_post",
                date(2024, 3, 20),
                "granted",
            ),
            Fact(
                "示范建材有限公司",
                date(2024, 4, 8),
                "砂石",
                "commercial_enterprise",
                "ordinary_post",
                date(2024, 4, 30),
                "denied_third_party_rights",
            ),
            Fact(
                "赵四",
                date(2024, 12, 20),
                "路灯",
                "natural_person",
                "counter",
                date(2025, 1, 15),
                "partially_granted",
            ),
        ),
    )


def ticks_for_results() -> Handed:
    """A head of two lines with ticks for the kind of applicant and for the result."""
    return Handed(
        "林业局.xlsx",
        sheet_of(
            ("示范县林业局依申请公开登记表",),
            (
                "序号",
                "登记时间",
                "申请人",
                "申请人类别",
                "",
                "申请内容",
                "提交方式",
                "办理结果",
                "",
                "",
                "答复时间",
            ),
            ("", "", "", "公民", "法人或其他组织", "", "", "予以公开", "部分公开", "信息不存在", ""),
            (1, "2025.2.10", "郑爽", "√", "", "林权登记资料", "网上", "√", "", "", "2025.2.28"),
            (
                2,
                "2025.5.12",
                "示范绿化工程有限公司",
                "",
                "√",
                "造林验收报告",
                "当面",
                "",
                "√",
                "",
                "2025.6.6",
            ),
            (3, "2025.8.4", "周红", "√", "", "砍伐许可", "网上", "", "", "√", "2025.8.20"),
        ),
        (
            Fact("郑爽", date(2025, 2, 10), "林权", "natural_person", "web", date(2025, 2, 28), "granted"),
            Fact(
                "示范绿化工程有限公司",
                date(2025, 5, 12),
                "造林",
                "commercial_enterprise",
                "counter",
                date(2025, 6, 6),
                "partially_granted",
            ),
            Fact(
                "周红",
                date(2025, 8, 4),
                "砍伐",
                "natural_person",
                "web",
                date(2025, 8, 20),
                "unavailable_not_held",
            ),
        ),
    )


def ditto_marks() -> Handed:
    """同上 and 〃, one where nothing stands above."""
    return Handed(
        "乡镇.xlsx",
        sheet_of(
            (
                "编号",
                "收件日期",
                "申请人",
                "联系方式",
                "申请事项",
                "渠道来源",
                "提交方式",
                "结果",
                "答复日期",
            ),
            ("1", "2025.3.3", "阿依古丽•买买提", "13800002222", "低保名单", "", "来信", "公开", "2025.3.20"),
            ("2", "同上", "同上", "〃", "低保评议记录", "", "〃", "信息不存在", "〃"),
            ("3", "2025.4.1", "周九", "", "道路硬化合同", "", "来访", "公开", "2025.4.18"),
            ("4", "2025.4.2", "吴十", "〃", "村务公开栏照片", "", "来访", "公开", "2025.4.18"),
        ),
        (
            Fact("阿依古丽•买买提", date(2025, 3, 3), "名单", answered=date(2025, 3, 20), outcome="granted"),
            Fact(
                "阿依古丽•买买提",
                date(2025, 3, 3),
                "评议",
                answered=date(2025, 3, 20),
                outcome="unavailable_not_held",
            ),
            Fact("周九", date(2025, 4, 1), "硬化", answered=date(2025, 4, 18), outcome="granted"),
        ),
        lacking=1,
    )


def gbk_with_dates_of_excel() -> Handed:
    """A CSV in GBK whose days lost their format, months as lines between."""
    text = (
        "序号,收文日期,申请人姓名,申请公开内容,申请方式,答复（文号、日期）,办理结果\r\n"
        "一月份,,,,,,\r\n"
        "1,45300,何平,公厕改造计划,信件,示城公开〔2024〕1号 2024.1.26,公开\r\n"
        "三月份,,,,,,\r\n"
        '2,45356,"示范环卫公司",垃圾清运合同,电子邮箱,"示城公开〔2024〕2号,2024年4月1日",部分公开\r\n'
        "小计,,,2件,,,\r\n"
    )
    return Handed(
        "城管局.csv",
        text.encode("gbk"),
        (
            Fact(
                "何平",
                date(2024, 1, 9),
                "公厕",
                channel="ordinary_post",
                answered=date(2024, 1, 26),
                outcome="granted",
                number="示城公开〔2024〕1号",
            ),
            Fact(
                "示范环卫公司",
                date(2024, 3, 5),
                "垃圾",
                "commercial_enterprise",
                "email",
                date(2024, 4, 1),
                "partially_granted",
                "示城公开〔2024〕2号",
            ),
        ),
    )


def nothing_is_called_as_usual() -> Handed:
    """No column has a name that anybody knows; the clerk says each once."""
    return Handed(
        "文旅局.xlsx",
        sheet_of(
            ("谁来问的", "几时来的", "问的什么", "怎么来的", "怎么答的", "几时答的"),
            ("吕梅", "2025-06-03", "景区门票定价成本", "托人捎来", "给了", "2025-06-20"),
            ("施工", "2025-07-08", "文物修缮预算", "托人捎来", "没给", "2025-07-30"),
        ),
        (
            Fact(
                "吕梅",
                date(2025, 6, 3),
                "门票",
                channel="counter",
                answered=date(2025, 6, 20),
                outcome="granted",
            ),
            Fact(
                "施工",
                date(2025, 7, 8),
                "文物",
                channel="counter",
                answered=date(2025, 7, 30),
                outcome=GENERIC,
            ),
        ),
        columns={
            "谁来问的": "applicant_name",
            "几时来的": "received_on",
            "问的什么": "title",
            "怎么来的": "channel",
            "怎么答的": "outcome",
            "几时答的": "replied_on",
        },
        words={"托人捎来": "counter", "给了": "granted", "没给": GENERIC},
    )


def blanks_for_merged_cells() -> Handed:
    """A CSV of a sheet whose cells of the applicant were merged: only the first of them has the name."""
    text = (
        "序号;收到日期;姓名或单位名称;申请内容;提交方式;处理结果;办结日期\n"
        "1;2025-09-01;曹丽;食堂招标文件;网上;予以公开;2025-09-18\n"
        "2;;;食堂采购合同;;予以公开;2025-09-18\n"
        "3;2025-10-13;华强;校车租赁合同;当面;办理中;\n"
    )
    return Handed(
        "学校.csv",
        b"\xef\xbb\xbf" + text.encode(),
        (
            Fact(
                "曹丽", date(2025, 9, 1), "招标", channel="web", answered=date(2025, 9, 18), outcome="granted"
            ),
            Fact(
                "曹丽", date(2025, 9, 1), "采购", channel="web", answered=date(2025, 9, 18), outcome="granted"
            ),
            Fact("华强", date(2025, 10, 13), "校车", channel="counter"),
        ),
    )


def page_of_a_web_program() -> Handed:
    """A page that a program calls .xls, cells over several rows in it."""
    page = (
        "<html><head><meta charset='utf-8'></head><body><table>"
        "<tr><td colspan='6'>卫生健康局依申请公开登记（2025年）</td></tr>"
        "<tr><th>来信人</th><th>来信日期</th><th>申请信息</th><th>来件方式</th>"
        "<th>答复结果</th><th>回复时间</th></tr>"
        "<tr><td rowspan='2'>魏红</td><td rowspan='2'>二〇二五年二月十日</td>"
        "<td>疫苗采购清单</td><td>来函</td>"
        "<td>予以公开</td><td>二〇二五年三月三日</td></tr>"
        "<tr><td>疫苗冷链检查记录</td><td>来函</td><td>信息不存在</td><td>二〇二五年三月三日</td></tr>"
        "<tr><td colspan='2'>合计</td><td>2件</td><td></td><td></td><td></td></tr>"
        "</table></body></html>"
    )
    return Handed(
        "导出.xls",
        page.encode(),
        (
            Fact(
                "魏红",
                date(2025, 2, 10),
                "清单",
                channel="ordinary_post",
                answered=date(2025, 3, 3),
                outcome="granted",
            ),
            Fact(
                "魏红",
                date(2025, 2, 10),
                "冷链",
                channel="ordinary_post",
                answered=date(2025, 3, 3),
                outcome="unavailable_not_held",
            ),
        ),
    )


def no_year_anywhere() -> Handed:
    """Days without a year and no title: the year is asked once; name and telephone in one cell."""
    return Handed(
        "收件本.xlsx",
        sheet_of(
            ("", "", "", ""),
            ("申请人及联系电话", "收到日", "申请内容", "递交方式", "答复意见", "答复日"),
            ("陶然 13900004444", "11月25日", "养犬登记统计", "窗口", "同意公开", "12月10日"),
            (
                "示范宠物诊所（联系人：姜某）",
                "12月22日",
                "犬只收容合同",
                "窗口",
                "已答复，部分公开",
                "1月12日",
            ),
        ),
        (
            Fact(
                "陶然",
                date(2025, 11, 25),
                "养犬",
                channel="counter",
                answered=date(2025, 12, 10),
                outcome="granted",
            ),
            Fact(
                "示范宠物诊所",
                date(2025, 12, 22),
                "收容",
                "other_organization",
                "counter",
                date(2026, 1, 12),
                "partially_granted",
            ),
        ),
        year=2025,
        words={"示范宠物诊所": "other_organization"},
    )


OFFICES = (
    plain_county,
    ticks_for_results,
    ditto_marks,
    gbk_with_dates_of_excel,
    nothing_is_called_as_usual,
    blanks_for_merged_cells,
    page_of_a_web_program,
    no_year_anywhere,
)
