"""Rows of tables, told with the names of their columns."""

from corpus import labelled_row, measured_row


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


def test_bare_numbers_take_the_measures_of_their_columns() -> None:
    columns = "位次，县区，总分，网办率（%），窗口数（个）"
    row = measured_row("1\t长垣市\t96.81\t98.7\t12", columns)

    assert row == "1，县区：长垣市，总分96.81分，网办率98.7%，窗口数12个"


def test_measure_of_a_whole_table_is_that_of_its_caption() -> None:
    row = measured_row("非居民用水\t3.62\t下浮5%", "类别，到户价，优惠", "单位：元/立方米")

    assert row == "非居民用水，到户价3.62元/立方米，优惠：下浮5%"


def test_count_is_measured_as_its_column_is_named() -> None:
    assert measured_row("黟县\t531", "区县，民宿家数") == "黟县，民宿家数531家"


def test_none_is_an_answer_and_no_empty_cell() -> None:
    assert labelled_row("A证照\t无", "事项，收费") == "A证照——收费：无"


def test_number_of_a_document_is_not_that_of_its_row() -> None:
    row = labelled_row("豫政1号\t甲公司\t100", "批准文件编号，企业，金额")

    assert row == "豫政1号——企业：甲公司；金额：100"


def test_growth_below_zero_is_a_fall() -> None:
    columns = "产品，产量（吨），比上年增长（%）"

    assert measured_row("红茶\t3100\t-2.4", columns) == "红茶，产量3100吨，比上年下降2.4%"


def test_tier_takes_the_measure_of_its_column() -> None:
    columns = "面积（平方米），奖补（元）"

    assert (
        measured_row("50（含）—80\t900", columns) == "面积50平方米以上、80平方米以下的，奖补900元"
    )
    assert measured_row("80（含）以上\t1200", columns) == "面积80平方米以上的，奖补1200元"
    assert (
        labelled_row("50（含）—80\t900", columns) == "面积（平方米）：50（含）—80——奖补（元）：900"
    )
