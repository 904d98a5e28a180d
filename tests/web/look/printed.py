"""The tables of the 2021 form, built by hand for the tests of the look."""

from gongkai_web.look.report_tables import BodyRow, CellView, HeadCell, TableView

GROUPS = {
    "（三）不予公开": (
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
        "6.属于四类过程性信息",
        "7.属于行政执法案卷",
        "8.属于行政查询事项",
    ),
    "（四）无法提供": (
        "1.本机关不掌握相关政府信息",
        "2.没有现成信息需要另行制作",
        "3.补正后申请内容仍不明确",
    ),
    "（五）不予处理": (
        "1.信访举报投诉类申请",
        "2.重复申请",
        "3.要求提供公开出版物",
        "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息",
    ),
    "（六）其他处理": (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ),
}
APPLICANTS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def figures(count, given=None):
    return tuple((given or {}).get(at, CellView("0", css="zero")) for at in range(count))


def table_two():
    def block(article, column, *labels):
        yield BodyRow((HeadCell(article, colspan=4),))
        yield BodyRow((HeadCell("信息内容"), HeadCell(column, colspan=3)))
        for label in labels:
            yield BodyRow((HeadCell(label),), (CellView("0", css="zero", colspan=3),))

    return TableView(
        key="t2",
        caption="二、主动公开政府信息情况",
        head=(
            (HeadCell("第二十条第（一）项", colspan=4),),
            tuple(HeadCell(text) for text in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")),
        ),
        body=(
            BodyRow((HeadCell("规章"),), figures(3)),
            BodyRow(
                (HeadCell("行政规范性文件"),), tuple(CellView(text, "#") for text in ("18", "113", "172"))
            ),
            *block("第二十条第（五）项", "本年处理决定数量", "行政许可"),
            *block("第二十条第（六）项", "本年处理决定数量", "行政处罚", "行政强制"),
            *block("第二十条第（八）项", "本年收费金额（单位：万元）", "行政事业性收费"),
        ),
    )


def table_three(cells=None):
    """`cells`: by row and column from 0, what stands there instead of 0."""
    given, rows = cells or {}, []

    def add(*heads):
        row = {at: cell for (line, at), cell in given.items() if line == len(rows)}
        rows.append(BodyRow(heads, figures(7, row)))

    add(HeadCell("一、本年新收政府信息公开申请数量", colspan=3))
    add(HeadCell("二、上年结转政府信息公开申请数量", colspan=3))
    add(HeadCell("三、本年度办理结果", rowspan=22, upright=True), HeadCell("（一）予以公开", colspan=2))
    add(HeadCell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", colspan=2))
    for group, labels in GROUPS.items():
        add(HeadCell(group, rowspan=len(labels)), HeadCell(labels[0]))
        for label in labels[1:]:
            add(HeadCell(label))
    add(HeadCell("（七）总计", colspan=2))
    add(HeadCell("四、结转下年度继续办理", colspan=3))
    return TableView(
        key="t3",
        caption="三、收到和处理政府信息公开申请情况",
        head=(
            (HeadCell(NOTE, rowspan=3, colspan=3), HeadCell("申请人情况", colspan=7)),
            (
                HeadCell("自然人", rowspan=2),
                HeadCell("法人或其他组织", colspan=5),
                HeadCell("总计", rowspan=2),
            ),
            tuple(HeadCell(text) for text in APPLICANTS),
        ),
        body=tuple(rows),
    )


def table_four():
    return TableView(
        key="t4",
        caption="四、政府信息公开行政复议、行政诉讼情况",
        head=(
            (HeadCell("行政复议", colspan=5), HeadCell("行政诉讼", colspan=10)),
            (
                *(HeadCell(text, rowspan=2) for text in OUTCOMES),
                HeadCell("未经复议直接起诉", colspan=5),
                HeadCell("复议后起诉", colspan=5),
            ),
            tuple(HeadCell(text) for text in OUTCOMES * 2),
        ),
        body=(BodyRow((), figures(15, {0: CellView("2", "#"), 3: CellView("1"), 4: CellView("3")})),),
    )
