"""Tables that only blanks set out are read as tables."""

from corpus.structure.document_structure import structure_of

BULLETIN = """某市2021年统计公报

一、农业

全年粮食总产量31.2万吨。
表2  2021年主要农产品产量
产品名称        产量（吨）     比上年增长（%）
茶叶              8200            6.1
其中：红茶        3100           -2.4
蜂蜜               460            1.0

二、结语
特此公布。　　联系人：张三
"""


def cells(text: str) -> list[str]:
    return [block.text.text for block in structure_of(text).blocks if "\t" in block.text.text]


def test_each_line_of_a_table_of_blanks_is_a_row() -> None:
    assert cells(BULLETIN) == [
        "产品名称\t产量（吨）\t比上年增长（%）",
        "茶叶\t8200\t6.1",
        "其中：红茶\t3100\t-2.4",
        "蜂蜜\t460\t1.0",
    ]


def test_lines_that_blanks_only_set_out_stay_text() -> None:
    signed = "某市林业局    2021年3月\n某市农业局    2021年4月\n某市水利局    2021年5月\n"
    assert cells(f"标题\n\n{signed}") == []
    assert cells("标题\n\n名称    数量\n茶叶    8200\n") == []


def test_bread_crumbs_and_quotes_are_no_part_of_what_stands_beside_them() -> None:
    path = "首页 > 政务公开 > 办事指南"
    page = f"{path}\n\n# 犬只登记办事指南\n\n- 电话：0123-4567890\n\n> 去年办理300件。"
    structure = structure_of(page)

    assert structure.title == "犬只登记办事指南"
    assert structure.blocks[-1].text.text == "去年办理300件。"
