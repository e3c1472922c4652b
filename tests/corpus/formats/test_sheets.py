from collections.abc import Callable
from datetime import date, datetime, time

import openpyxl
import pytest

from corpus.formats import RawDocument, read_file, sheets, xlsx
from corpus.formats.number_formats import CellValue, shown

Texts = Callable[[str, bytes], list[str]]
Reasons = Callable[[str, bytes], list[str]]
Save = Callable[[openpyxl.Workbook], bytes]
Lines = Callable[[openpyxl.Workbook], list[str]]


@pytest.fixture
def lines(texts: Texts, book: Save) -> Lines:
    """The non-blank lines that a workbook reads as."""

    def read(workbook: openpyxl.Workbook) -> list[str]:
        (text,) = texts("a.xlsx", book(workbook))
        return [line for line in text.split("\n") if line]

    return read


def workbook_of(*rows: tuple[CellValue, ...]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    return workbook


def test_a_row_says_what_its_values_are(lines: Lines) -> None:
    workbook = workbook_of(
        ("序号", "单位", "金额（万元）"), (1, "财政局", 97.65), (2, "发改委", None)
    )
    assert lines(workbook) == [
        "序号：1，单位：财政局，金额（万元）：97.65万元。",
        "序号：2，单位：发改委。",
    ]


def test_titles_above_the_header_and_notes_below_are_plain_text(lines: Lines) -> None:
    workbook = workbook_of(
        ("2022年惠企政策清单", None, None, None),
        ("填报单位：鹤壁市", None, None, "单位：万元"),
        ("序号", "名称", "金额", "时间"),
        ("一、金融类", None, None, None),
        (1, "科技贷", 5, "2022年"),
        ("注：数据截至2022年8月。", None, None, None),
    )
    workbook.worksheets[0].merge_cells("A1:D1")
    workbook.worksheets[0].merge_cells("A4:D4")
    assert lines(workbook) == [
        "2022年惠企政策清单",
        "填报单位：鹤壁市 单位：万元",
        "一、金融类",
        "序号：1，名称：科技贷，金额：5万元，时间：2022年。",
        "注：数据截至2022年8月。",
    ]


def test_a_header_of_two_rows_becomes_one_and_merged_cells_hold_for_each_row(lines: Lines) -> None:
    workbook = workbook_of(
        ("地区", "2021年", None, "2022年", None),
        (None, "数量", "金额", "数量", "金额"),
        ("鹤壁市", 1, 2, 3, 4),
        (None, 5, 6, 7, 8),
    )
    for merged in ("A1:A2", "B1:C1", "D1:E1", "A3:A4"):
        workbook.worksheets[0].merge_cells(merged)
    assert lines(workbook) == [
        "地区：鹤壁市，2021年/数量：1，2021年/金额：2，2022年/数量：3，2022年/金额：4。",
        "地区：鹤壁市，2021年/数量：5，2021年/金额：6，2022年/数量：7，2022年/金额：8。",
    ]


def test_a_header_printed_again_on_each_page_is_read_once(lines: Lines) -> None:
    header = ("名称", "金额")
    assert lines(workbook_of(header, ("甲", 1), header, ("乙", 2))) == [
        "名称：甲，金额：1。", "名称：乙，金额：2。",
    ]  # fmt: skip


def test_a_table_without_a_header_keeps_its_values(lines: Lines) -> None:
    assert lines(workbook_of((1, 2, "甲"), (3, 4, "乙"))) == ["1，2，甲。", "3，4，乙。"]


def test_sheets_are_told_by_their_names_and_hidden_ones_left_out(lines: Lines) -> None:
    workbook = workbook_of(("名称", "金额"), ("甲", 1))
    workbook.worksheets[0].title = "金融类"
    second = workbook.create_sheet("Sheet2")
    second.append(("名称", "金额"))
    second.append(("乙", 2))
    hidden = workbook.create_sheet("选项")
    hidden.append(("是", "否"))
    hidden.sheet_state = "hidden"
    assert lines(workbook) == ["# 金融类", "名称：甲，金额：1。", "名称：乙，金额：2。"]


def test_dates_and_percentages_stand_as_shown(lines: Lines) -> None:
    workbook = workbook_of(("名称", "日期", "比率"), ("甲", date(2022, 8, 1), 0.4553))
    workbook.worksheets[0]["B2"].number_format = 'yyyy"年"m"月"d"日"'
    workbook.worksheets[0]["C2"].number_format = "0.00%"
    assert lines(workbook) == ["名称：甲，日期：2022年8月1日，比率：45.53%。"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (976500, "General", "976500"),
        (123456789012345678, "General", "123456789012345678"),
        (0.00001, "General", "0.00001"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (5, '0.00"万元"', "5.00万元"),
        (5, "0.00\\亿", "5.00亿"),
        (12345678, "#,##0,", "12,346"),
        (-3.5, "0.0_);(0.0)", "-3.5"),
        (0.5, "0%", "50%"),
        (1.5, "0.##", "1.5"),
        (2, "0.##", "2"),
        (0, '0;-0;"无"', "无"),
        (0.5, "# ?/?", "0.5"),
        (True, "General", "TRUE"),
        (datetime(2022, 8, 1, 9, 30), "yyyy-mm-dd hh:mm", "2022-08-01 09:30"),  # noqa: DTZ001
        (date(2022, 8, 1), "mm-dd-yy", "2022-08-01"),
        (date(2022, 8, 1), 'yyyy"年"m"月"', "2022年8月"),
        (date(2022, 8, 1), 'm"月"d"日"', "8月1日"),
        (time(9, 30), "h:mm", "09:30:00"),
        (None, "General", ""),
    ],
)
def test_values_as_the_sheet_shows_them(value: CellValue, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_a_formula_that_was_never_worked_out_is_told(
    texts: Texts, reasons: Reasons, book: Save
) -> None:
    data = book(workbook_of(("名称", "金额"), ("甲", 1), ("合计", "=SUM(B2:B2)")))
    assert texts("a.xlsx", data) == ["名称：甲，金额：1。\n\n合计"]
    assert reasons("a.xlsx", data) == [
        "有 1 个公式没有算好的值，读作空白；请用 Excel 或 WPS 打开并保存后重试"
    ]


def test_an_empty_workbook_says_so(reasons: Reasons, book: Save) -> None:
    assert reasons("a.xlsx", book(openpyxl.Workbook())) == ["表格里没有文字"]


def test_a_long_table_becomes_several_documents_each_with_its_title(
    texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "ROWS_PER_DOCUMENT", 2)
    data = "\n".join(["企业名单,", "名称,金额", "甲,1", "乙,2", "丙,3"])
    assert texts("a.csv", data.encode()) == [
        "企业名单\n\n名称：甲，金额：1。\n\n名称：乙，金额：2。",
        "企业名单\n\n名称：丙，金额：3。",
    ]
    assert [
        raw.part for raw in read_file("a.csv", data.encode()) if isinstance(raw, RawDocument)
    ] == [1, 2]


def test_a_long_sheet_becomes_several_documents_and_short_ones_stay_together(
    texts: Texts, book: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "ROWS_PER_DOCUMENT", 2)
    workbook = workbook_of(("名称", "金额"), ("甲", 1), ("乙", 2), ("丙", 3))
    workbook.worksheets[0].title = "一"
    second = workbook.create_sheet("二")
    for row in (("名称", "金额"), ("丁", 4)):
        second.append(row)
    assert texts("a.xlsx", book(workbook)) == [
        "# 一\n\n名称：甲，金额：1。\n\n名称：乙，金额：2。",
        "# 一\n\n名称：丙，金额：3。\n\n# 二\n\n名称：丁，金额：4。",
    ]


def test_rows_beyond_those_of_excel_are_refused(
    reasons: Reasons, book: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 1)
    (reason,) = reasons("a.xlsx", book(workbook_of(("名称", "金额"), ("甲", 1), ("乙", 2))))
    assert reason.startswith("表格超过 1 行")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_any_encoding_and_delimiter_reads_the_same(
    texts: Texts, encoding: str, delimiter: str
) -> None:
    rows = ["单位,金额,备注", '财政局,5万元,"甲，""乙""\n丙"', "发改委,6万元,"]
    data = "\r\n".join(row.replace(",", delimiter) for row in rows).encode(encoding)
    assert texts("a.csv", data) == [
        '单位：财政局，金额：5万元，备注：甲，"乙" 丙。\n\n单位：发改委，金额：6万元。'
    ]


def test_the_title_above_the_rows_goes_before_the_name_of_the_sheet(lines: Lines) -> None:
    workbook = workbook_of(("信阳市农机补贴一览表", None), ("机具", "补贴额"), ("拖拉机", 11400))
    workbook.worksheets[0].title = "补贴标准"
    assert lines(workbook) == [
        "信阳市农机补贴一览表", "工作表：补贴标准", "机具：拖拉机，补贴额：11400。",
    ]  # fmt: skip


def test_a_number_is_told_with_the_unit_of_its_column_or_sheet(lines: Lines) -> None:
    workbook = workbook_of(
        ("补贴标准一览表", None, None, None),
        ("单位：元", None, None, None),
        ("机具", "补贴额", "台数", "面积（亩）"),
        ("拖拉机", 11400, 3, 2.5),
    )
    assert lines(workbook)[-1] == "机具：拖拉机，补贴额：11400元，台数：3，面积（亩）：2.5亩。"


def test_a_cell_merged_down_the_last_column_is_told_in_each_row(lines: Lines) -> None:
    workbook = workbook_of(
        ("序号", "单位", "电话"), (1, "财政局", "0393-5500101"), (2, "发改委", None)
    )
    workbook.worksheets[0].merge_cells("C2:C3")
    assert lines(workbook)[-1] == "序号：2，单位：发改委，电话：0393-5500101。"
