"""Which more registers do county offices keep? Made before anything was written to read them."""

from datetime import date

from tests.web.imports.offices import Fact, Handed, book


def gaoqiao_town() -> Handed:
    rows = [
        (
            1,
            "李秀英",
            "13800001111",
            "高桥镇2023年村级公益事业一事一议奖补资金分配情况",
            "邮寄",
            "1月6日",
            "1月20日",
            "高府依复〔2025〕1号",
            "予以公开",
            "财政所",
            "",
        ),
        (
            2,
            "示范县宏达建材有限公司",
            "0571-80001234",
            "集镇东街道路改造工程招标文件",
            "网络",
            "2月11日",
            "3月10日",
            "高府依复〔2025〕2号",
            "部分公开",
            "规划办",
            "涉及第三方",
        ),
        (
            3,
            "王 建国",
            "13800002222",
            "本人承包地确权登记材料",
            "当面",
            "3月3日",
            "3月17日",
            "高府依复〔2025〕3号",
            "信息不存在",
            "农办",
            "",
        ),
        (
            4,
            "赵敏",
            "13800003333",
            "县医院设备采购合同",
            "信函",
            "5月7日",
            "5月9日",
            "高府依复〔2025〕4号",
            "不属于本机关",
            "办公室",
            "告知向卫健局申请",
        ),
        (
            5,
            "李秀英",
            "13800001111",
            "2024年危房改造对象名单",
            "邮寄",
            "9月30日",
            "10月30日",
            "高府依复〔2025〕5号",
            "予以公开",
            "建管办",
            "",
        ),
        (
            6,
            "孙丽",
            "13800004444",
            "高桥村集体土地征收补偿方案",
            "现场",
            "12月22日",
            "",
            "",
            "正在办理",
            "自然资源所",
            "",
        ),
    ]

    def write(made):
        sheet = made.add_worksheet("台账")
        sheet.merge_range(0, 0, 0, 10, "示范县高桥镇2025年度政府信息依申请公开登记台账")
        sheet.merge_range(1, 0, 1, 10, "填报单位：高桥镇人民政府    填报人：周某    填报时间：2026.1.5")
        heads = [
            "序号",
            "申请人姓名/名称",
            "联系方式",
            "申请事项",
            "申请渠道",
            "收到申请时间",
            "答复时间",
            "答复文号",
            "办理结果",
            "承办科室",
            "备注",
        ]
        sheet.write_row(2, 0, heads)
        for at, row in enumerate(rows):
            sheet.write_row(3 + at, 0, row)
        sheet.merge_range(9, 0, 9, 10, "说明：本表由党政办汇总，每季度末报县政府办。")

    d = date
    return Handed(
        "高桥镇2025.xlsx",
        book(write),
        (
            Fact(
                "李秀英",
                d(2025, 1, 6),
                "一事一议",
                channel="post",
                answered=d(2025, 1, 20),
                outcome="granted",
                number="高府依复〔2025〕1号",
            ),
            Fact(
                "示范县宏达建材有限公司",
                d(2025, 2, 11),
                "招标文件",
                "commercial_enterprise",
                "web",
                d(2025, 3, 10),
                "partially_granted",
                "高府依复〔2025〕2号",
            ),
            Fact(
                "王建国",
                d(2025, 3, 3),
                "确权登记",
                channel="counter",
                answered=d(2025, 3, 17),
                outcome="unavailable_not_held",
                number="高府依复〔2025〕3号",
            ),
            Fact(
                "赵敏",
                d(2025, 5, 7),
                "设备采购",
                channel="post",
                answered=d(2025, 5, 9),
                outcome="unavailable_not_held",
                number="高府依复〔2025〕4号",
            ),
            Fact(
                "李秀英",
                d(2025, 9, 30),
                "危房改造",
                channel="post",
                answered=d(2025, 10, 30),
                outcome="granted",
                number="高府依复〔2025〕5号",
            ),
            Fact("孙丽", d(2025, 12, 22), "征收补偿", channel="counter"),
        ),
    )


def quarters() -> Handed:
    def sheet_of(made, name, rows):
        sheet = made.add_worksheet(name)
        sheet.merge_range(0, 0, 0, 9, f"云溪县自然资源局2024年{name}依申请公开情况统计表")
        for col, head in {
            0: "序号",
            1: "申请人",
            4: "申请公开内容",
            5: "申请方式",
            6: "受理日期",
            7: "答复日期",
            8: "答复类型",
            9: "备注",
        }.items():
            sheet.merge_range(1, col, 2, col, head)
        sheet.merge_range(1, 2, 1, 3, "申请人类别")
        sheet.write(2, 2, "公民")
        sheet.write(2, 3, "法人或其他组织")
        for at, row in enumerate(rows):
            sheet.write_row(3 + at, 0, row)
        end = 3 + len(rows)
        sheet.write_row(
            end,
            0,
            [
                "小计",
                "",
                len([r for r in rows if r[2]]),
                len([r for r in rows if r[3]]),
                "",
                "",
                "",
                "",
                "",
                "",
            ],
        )

    def write(made):
        sheet_of(
            made,
            "第一季度",
            [
                (1, "钱国强", "√", "", "青石路12号地块出让合同", "来信", "2024.1.8", "2024.1.31", "公开", ""),
                (
                    2,
                    "云溪县昌盛房地产开发有限公司",
                    "",
                    "√",
                    "2023年地价评估报告",
                    "来访",
                    "2024.3.5",
                    "2024.4.2",
                    "不予公开",
                    "商业秘密",
                ),
            ],
        )
        sheet_of(
            made,
            "第二季度",
            [
                (1, "阿依古丽•买买提", "√", "", "宅基地审批表", "网上", "2024.4.15", "2024.5.10", "公开", ""),
                (
                    2,
                    "同上",
                    "√",
                    "",
                    "宅基地审批会议纪要",
                    "网上",
                    "2024.4.15",
                    "2024.5.10",
                    "不予公开",
                    "过程性信息",
                ),
                (3, "冯涛", "√", "", "征地红线图", "信函", "2024.6.3", "2024.6.28", "部分公开", ""),
            ],
        )
        sheet_of(made, "第三季度", [])
        sheet_of(
            made,
            "第四季度",
            [
                (
                    1,
                    "云溪县志愿者协会",
                    "",
                    "√",
                    "矿山修复项目清单",
                    "邮件",
                    "2024.10.14",
                    "2024.11.8",
                    "公开",
                    "",
                ),
            ],
        )

    d = date
    return Handed(
        "自然资源局2024各季度.xlsx",
        book(write),
        (
            Fact(
                "钱国强",
                d(2024, 1, 8),
                "出让合同",
                channel="post",
                answered=d(2024, 1, 31),
                outcome="granted",
            ),
            Fact(
                "云溪县昌盛房地产开发有限公司",
                d(2024, 3, 5),
                "地价评估",
                "commercial_enterprise",
                "counter",
                d(2024, 4, 2),
                "denied_",
            ),
            Fact(
                "阿依古丽·买买提",
                d(2024, 4, 15),
                "审批表",
                channel="web",
                answered=d(2024, 5, 10),
                outcome="granted",
            ),
            Fact(
                "阿依古丽·买买提",
                d(2024, 4, 15),
                "会议纪要",
                channel="web",
                answered=d(2024, 5, 10),
                outcome="denied_",
            ),
            Fact(
                "冯涛",
                d(2024, 6, 3),
                "红线图",
                channel="post",
                answered=d(2024, 6, 28),
                outcome="partially_granted",
            ),
            Fact("云溪县志愿者协会", d(2024, 10, 14), "矿山修复", "", "email", d(2024, 11, 8), "granted"),
        ),
        words={"公开": "granted", "邮件": "email"},
    )


def gbk_csv() -> Handed:
    text = (
        "编号,来件日期,来件人,证件号码,联系电话,通讯地址,要求公开的内容,来件方式,办理期限,办结日期,"
        "处理情况\r\n"
        "2024001,2024/1/15 9:30,陈晓,330000199001011234,13900001111,示范市青石区云溪路1号,"
        "市区公交补贴发放明细,邮寄,2024/2/19,2024/2/6,已公开\r\n"
        '2024002,2024/2/28 14:05,示范市众联律师事务所,,0571-80002222,"示范市青石区望江街8号,3楼",'
        "2023年度行政处罚决定书目录,网上提交,2024/3/27,2024/3/20,主动公开，告知查询途径\r\n"
        "2024003,2024/5/6 10:00,吴芳,330000198505055678,13900003333,示范市云溪路9号,"
        "出租车经营权指标分配文件,现场提交,2024/6/3,2024/6/3,不予公开\r\n"
        "2024004,2024/11/12 16:40,吴芳,330000198505055678,13900003333,示范市云溪路9号,"
        "出租车经营权指标分配文件,现场提交,2024/12/10,2024/11/20,重复申请\r\n"
        "合计,4件,,,,,,,,,\r\n"
    )
    d = date
    return Handed(
        "交通局台账.csv",
        text.encode("gb18030"),
        (
            Fact(
                "陈晓", d(2024, 1, 15), "公交补贴", channel="post", answered=d(2024, 2, 6), outcome="granted"
            ),
            Fact("示范市众联律师事务所", d(2024, 2, 28), "行政处罚", "", "web", d(2024, 3, 20), "granted"),
            Fact(
                "吴芳", d(2024, 5, 6), "出租车", channel="counter", answered=d(2024, 6, 3), outcome="denied_"
            ),
            Fact(
                "吴芳",
                d(2024, 11, 12),
                "出租车",
                channel="counter",
                answered=d(2024, 11, 20),
                outcome="not_processed_duplicate",
            ),
        ),
    )


def html_xls() -> Handed:
    html = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>
<table border=1><tr><td colspan=8 align=center><b>青石区民政局依申请公开台账（2024年）</b></td></tr>
<tr><td rowspan=2>序号</td><td colspan=2>申请人信息</td><td rowspan=2>申请内容</td>
<td rowspan=2>收件日期</td><td colspan=2>答复情况</td><td rowspan=2>备注</td></tr>
<tr><td>姓名或单位</td><td>电话</td><td>答复日期</td><td>答复结果</td></tr>
<tr><td>1</td><td>郑伟</td><td>13700001111</td><td>养老机构补贴名单</td><td>二〇二四年三月五日</td>
<td>二〇二四年三月二十九日</td><td>全部公开</td><td></td></tr>
<tr><td>2</td><td>青石区康乐养老服务中心</td><td>80003333</td><td>2024年养老床位补助标准</td>
<td>二〇二四年五月十三日</td><td>二〇二四年六月七日</td><td>已主动公开</td><td></td></tr>
<tr><td>3</td><td>褚红</td><td>13700002222</td><td>低保评议会议记录</td><td>二〇二四年十月十日</td>
<td>二〇二四年十一月六日</td><td>不予公开</td><td>内部事务信息</td></tr>
</table></body></html>"""
    d = date
    return Handed(
        "民政局.xls",
        html.encode("gb18030"),
        (
            Fact("郑伟", d(2024, 3, 5), "养老机构", answered=d(2024, 3, 29), outcome="granted"),
            Fact("青石区康乐养老服务中心", d(2024, 5, 13), "床位补助", "", "", d(2024, 6, 7), "granted"),
            Fact("褚红", d(2024, 10, 10), "评议", answered=d(2024, 11, 6), outcome="denied_"),
        ),
    )


def serials_and_months() -> Handed:
    def write(made):
        sheet = made.add_worksheet("Sheet1")
        sheet.merge_range(0, 0, 0, 8, "2025年依申请公开登记簿")
        sheet.write_row(
            1,
            0,
            [
                "序号",
                "登记时间",
                "申请人名称",
                "身份证号",
                "所需信息描述",
                "申请途径",
                "是否延期",
                "答复（文号、日期）",
                "答复方式及结果",
            ],
        )
        sheet.set_column(3, 3, 10, None, {"hidden": True})
        at = 2
        for month, rows in (
            (
                "一月份",
                [
                    (
                        1,
                        45671,
                        "卫东",
                        "330000197707077890",
                        "青石小学学区划分依据",
                        "信件",
                        "否",
                        "青教公开〔2025〕1号 2025.1.24",
                        "公开",
                    )
                ],
            ),
            (
                "三月份",
                [
                    (
                        2,
                        45726,
                        "蒋琳",
                        "330000199212120000",
                        "中考加分人员名单",
                        "邮寄",
                        "是",
                        "青教公开〔2025〕2号，2025年4月30日",
                        "部分公开",
                    ),
                    (
                        3,
                        45733,
                        "示范市启明教育科技有限公司",
                        "",
                        "校服招标评分表",
                        "来函",
                        "否",
                        "青教公开〔2025〕3号（2025-4-11）",
                        "不予公开",
                    ),
                ],
            ),
            (
                "六月份",
                [
                    (
                        4,
                        45817,
                        "沈杰",
                        "330000198811110000",
                        "教师编制核定文件",
                        "当面递交",
                        "否",
                        "口头答复 2025.6.20",
                        "撤回申请",
                    )
                ],
            ),
        ):
            sheet.merge_range(at, 0, at, 8, month)
            at += 1
            for row in rows:
                sheet.write_row(at, 0, row)
                at += 1
        sheet.write(at + 1, 0, "注：延期答复的须经局主要领导批准。")

    d = date
    return Handed(
        "教育局2025.xlsx",
        book(write),
        (
            Fact(
                "卫东",
                d(2025, 1, 14),
                "学区划分",
                channel="post",
                answered=d(2025, 1, 24),
                outcome="granted",
                number="青教公开〔2025〕1号",
            ),
            Fact(
                "蒋琳",
                d(2025, 3, 10),
                "中考加分",
                channel="post",
                answered=d(2025, 4, 30),
                outcome="partially_granted",
                number="青教公开〔2025〕2号",
            ),
            Fact(
                "示范市启明教育科技有限公司",
                d(2025, 3, 17),
                "校服",
                "commercial_enterprise",
                "post",
                d(2025, 4, 11),
                "denied_",
                "青教公开〔2025〕3号",
            ),
            Fact(
                "沈杰",
                d(2025, 6, 9),
                "教师编制",
                channel="counter",
                answered=d(2025, 6, 20),
                outcome="other_misc",
            ),
        ),
        words={"公开": "granted"},
    )


def two_dates() -> Handed:
    text = (
        "\ufeff序号,姓名,工作单位,日期,申请公开的信息,方式,答复意见,日期\n"
        "1,韩梅,,2025-03-04,河道采砂许可文件,邮寄,同意公开,2025-03-21\n"
        "2,杨帆,,2025-04-10,水库移民补助发放表,邮寄,不同意公开,2025-05-08\n"
        "3,,云溪县绿野生态农业公司,2025-05-19,取水许可审批表,微信,同意公开,2025-06-10\n"
        "4,朱莉,,2025-08-01,河长制考核结果,当面,本机关不掌握,2025-08-15\n"
        "5,,,2025-09-01,,,,\n"
    )
    d = date
    return Handed(
        "水利局.csv",
        text.encode("utf-8"),
        (
            Fact("韩梅", d(2025, 3, 4), "采砂", channel="post", answered=d(2025, 3, 21), outcome="granted"),
            Fact("杨帆", d(2025, 4, 10), "移民", channel="post", answered=d(2025, 5, 8), outcome="denied_"),
            Fact(
                "云溪县绿野生态农业公司",
                d(2025, 5, 19),
                "取水",
                "commercial_enterprise",
                "web",
                d(2025, 6, 10),
                "granted",
            ),
            Fact(
                "朱莉",
                d(2025, 8, 1),
                "河长制",
                channel="counter",
                answered=d(2025, 8, 15),
                outcome="unavailable_not_held",
            ),
        ),
        lacking=1,
        columns={"日期": "received_on", "日期#2": "replied_on", "方式": "channel"},
        words={"微信": "web"},
    )


def dotted_short_years() -> Handed:
    def write(made):
        sheet = made.add_worksheet("24年")
        sheet.write(0, 3, "依申请公开收件本")
        sheet.write_row(
            2,
            0,
            [
                "顺序号",
                "收件日",
                "申请人及联系方式",
                "申请信息内容",
                "递交方式",
                "回复日",
                "回复文书",
                "延期",
                "结果",
            ],
        )
        sheet.write_row(
            3,
            0,
            [
                1,
                "24.1.9",
                "秦岚 13600001111",
                "老旧小区改造名单",
                "信函",
                "24.2.1",
                "示建公开〔2024〕1号",
                "",
                "给予公开",
            ],
        )
        sheet.write_row(
            4,
            0,
            [
                2,
                "24.5.6",
                "许刚，电话13600002222",
                "商品房预售资金监管协议",
                "来访",
                "24.6.28",
                "示建公开〔2024〕2号",
                "是",
                "部分公开",
            ],
        )
        sheet.write_row(
            5,
            0,
            [
                3,
                "24.10.14",
                "示范市安居物业服务有限公司（联系人：何某）",
                "物业维修资金使用明细",
                "EMS",
                "24.11.11",
                "示建公开〔2024〕3号",
                "",
                "不予公开",
            ],
        )
        sheet.write_row(
            6, 0, [4, "24.12.30", "〃", "维修资金账户余额", "〃", "25.1.23", "示建公开〔2025〕1号", "", "〃"]
        )

    d = date
    return Handed(
        "住建局收件本.xlsx",
        book(write),
        (
            Fact(
                "秦岚",
                d(2024, 1, 9),
                "老旧小区",
                channel="post",
                answered=d(2024, 2, 1),
                outcome="granted",
                number="示建公开〔2024〕1号",
            ),
            Fact(
                "许刚",
                d(2024, 5, 6),
                "预售资金",
                channel="counter",
                answered=d(2024, 6, 28),
                outcome="partially_granted",
                number="示建公开〔2024〕2号",
            ),
            Fact(
                "示范市安居物业服务有限公司",
                d(2024, 10, 14),
                "使用明细",
                "commercial_enterprise",
                "post",
                d(2024, 11, 11),
                "denied_",
                "示建公开〔2024〕3号",
            ),
            Fact(
                "示范市安居物业服务有限公司",
                d(2024, 12, 30),
                "账户余额",
                "commercial_enterprise",
                "post",
                d(2025, 1, 23),
                "denied_",
                "示建公开〔2025〕1号",
            ),
        ),
        words={"EMS": "registered_post"},
    )


def merged_down() -> Handed:
    def write(made):
        sheet = made.add_worksheet("2026")
        sheet.merge_range(0, 0, 1, 7, "示范市市场监督管理局二〇二六年政府信息公开申请办理台账")
        sheet.write_row(
            2,
            0,
            [
                "序\n号",
                "申请\n时间",
                "申请人",
                "申请人\n性质",
                "申请公开的政府信息",
                "受理渠道",
                "办理\n情况",
                "办结\n时间",
            ],
        )
        sheet.merge_range(3, 1, 5, 1, "2026年3月2日")
        sheet.merge_range(3, 2, 5, 2, "尤佳")
        sheet.merge_range(3, 3, 5, 3, "个人")
        for at, subject in enumerate(("食品抽检不合格名单", "抽检经费决算", "检验机构委托合同")):
            sheet.write(3 + at, 0, at + 1)
            sheet.write(3 + at, 4, subject)
            sheet.write(3 + at, 5, "网站")
            sheet.write(3 + at, 6, ("已答复，予以公开", "已答复，予以公开", "已答复，部分公开")[at])
            sheet.write(3 + at, 7, "2026年3月27日")
        sheet.write_row(
            6,
            0,
            [
                4,
                "2026年6月8日",
                "示范市汇丰商贸有限公司",
                "企业",
                "同行举报材料",
                "窗口",
                "已答复，不予公开",
                "2026年7月3日",
            ],
        )
        sheet.write_row(7, 0, [5, "2026年11月20日", "施云", "个人", "电梯年检记录", "网站", "办理中", ""])
        sheet.write_row(8, 0, ["合计", "", "5件", "", "", "", "", ""])

    d = date
    return Handed(
        "市监局2026.xlsx",
        book(write),
        (
            Fact(
                "尤佳", d(2026, 3, 2), "不合格名单", channel="web", answered=d(2026, 3, 27), outcome="granted"
            ),
            Fact(
                "尤佳", d(2026, 3, 2), "经费决算", channel="web", answered=d(2026, 3, 27), outcome="granted"
            ),
            Fact(
                "尤佳",
                d(2026, 3, 2),
                "委托合同",
                channel="web",
                answered=d(2026, 3, 27),
                outcome="partially_granted",
            ),
            Fact(
                "示范市汇丰商贸有限公司",
                d(2026, 6, 8),
                "举报",
                "commercial_enterprise",
                "counter",
                d(2026, 7, 3),
                "denied_",
            ),
            Fact("施云", d(2026, 11, 20), "电梯", channel="web"),
        ),
    )


MORE = (
    gaoqiao_town,
    quarters,
    gbk_csv,
    html_xls,
    serials_and_months,
    two_dates,
    dotted_short_years,
    merged_down,
)
