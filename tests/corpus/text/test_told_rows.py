"""Rows of sheets that are told as sentences keep their cells together."""

from corpus import split_units, told_cells
from corpus.text.cutting import SEMICOLON_SPLIT_CHARS

ROW = (
    "序号：2，事项名称：犬只登记（大型犬），实施部门：某市公安局，法定时限：10个工作日，承诺时限：3个工作日，"
    "收费标准：重点区每只200元；一般区每只50元，办理地点：某市滨河路9号便民大厅一楼，"
    "申请材料：登记表；免疫证明；居住证明，备注：每年复检一次。逾期注销登记；补办不收费。"
)


def test_row_is_one_unit_however_many_clauses_its_cells_hold() -> None:
    assert len(ROW) > SEMICOLON_SPLIT_CHARS
    text = f"犬只登记事项表\n{ROW}\n{ROW}"

    units = [text[unit.start : unit.end] for unit in split_units(text)]

    assert units[-2:] == [ROW, ROW]


def test_cells_of_a_row_are_told_apart_with_their_names() -> None:
    cells = told_cells(ROW)

    assert [cell.name for cell in cells][:3] == ["序号", "事项名称", "实施部门"]
    assert cells[0].numbers_the_row
    assert cells[-2].value == "登记表；免疫证明；居住证明"
    assert ROW[cells[-1].start : cells[-1].end] == "备注：每年复检一次。逾期注销登记；补办不收费"


def test_sentences_and_lines_of_contact_are_no_rows() -> None:
    assert told_cells("咨询单位：市林业局，联系人：张三，电话：0123-4567890。") == []
    assert told_cells("会议指出：要抓紧；会议强调：要抓实；会议要求：要抓细；目标：更快。") == []
    assert told_cells("甲：1，乙：2\n丙：3，丁：4") == []
