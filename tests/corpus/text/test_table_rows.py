"""Rows of tables, told with the names of their columns."""

from corpus import labelled_row


def test_row_is_told_with_the_names_of_its_columns() -> None:
    row = labelled_row("高新区\t1,032\t2,756", "县区，当年认定数（家），年末总数（家）")

    assert row == "高新区——当年认定数（家）：1,032；年末总数（家）：2,756"


def test_number_of_a_row_is_left_out() -> None:
    row = labelled_row("3\t整体迁入\t每家30万元", "序号，类别，奖补标准")

    assert row == "整体迁入——奖补标准：每家30万元"


def test_figure_that_a_row_is_of_keeps_its_name() -> None:
    assert labelled_row("2023\t5.1%", "年份，增速") == "年份：2023——增速：5.1%"


def test_row_with_cells_that_its_columns_do_not_name_stays_as_it_is() -> None:
    assert labelled_row("高新区\t1,032", "县区，认定数，总数") == "高新区\t1,032"
    assert labelled_row("普通的句子。", "县区，认定数") == "普通的句子。"
    assert labelled_row("县区\t认定数", "县区，认定数") == "县区\t认定数"
    assert labelled_row("高新区\t1,032", None) == "高新区\t1,032"
