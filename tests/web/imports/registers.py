"""What do the registers look like that are imported in the tests, and who imports them?"""

import io
import zipfile
from datetime import date, datetime

import xlsxwriter

from gongkai_web.imports.run import Result, check_register, import_register

TODAY = date(2026, 5, 20)


HEAD = ("登记号", "收到日期", "申请人", "申请人类型", "提交方式", "申请内容", "办理结果", "答复日期", "文号")


WANG = (
    "1",
    "2026-03-02",
    "王芳",
    "自然人",
    "挂号信",
    "云溪路征地补偿方案",
    "予以公开",
    "2026-03-20",
    "云公开〔2026〕1号",
)


OPEN = ("2", "2026-05-06", "示范建材公司", "企业", "现场", "砂石开采规划", "", "", "")


def xlsx(*rows, sheets=None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in (sheets or {"登记簿": rows}).items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, datetime | date):
                        sheet.write_datetime(row, column, value, day)
                    else:
                        sheet.write(row, column, value)
    return out.getvalue()


def ods(*rows) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(value) for value in row)}</table:table-row>" for row in rows
    )
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="登记簿">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<m/>")
    return out.getvalue()


def checked(town, data, **changes):
    return check_register(data, "登记簿.xlsx", **{"agency": town.district, "today": TODAY, **changes})


def imported(town, data, **changes):
    given = {"agency": town.district, "by": town.li_qiang, "today": TODAY}
    return import_register(data, "登记簿.xlsx", **{**given, **changes})


def with_columns(**changes) -> bytes:
    """王芳's row with other columns, or other values in these."""
    row = {**dict(zip(HEAD, WANG, strict=True)), **changes}
    return xlsx(tuple(row), tuple(row.values()))


def results(report) -> list[Result]:
    return [line.result for line in report.lines]
