"""A long row is told with the cells that are asked for."""

from collections.abc import Callable

from bot.evidence.named_rows import without_lesser_rows
from bot.evidence.points import point_of
from bot.evidence.row_cells import with_cells_asked
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

ROW = (
    "序号：2，事项名称：犬只登记，实施部门：某市公安局，事项类型：行政许可，法定时限：10个工作日，"
    "收费标准：重点区每只200元；一般区每只50元，办理地点：某市滨河路9号便民大厅一楼，"
    "申请材料：登记表；免疫证明；居住证明，咨询电话：0123-4567890，备注：每年复检一次；逾期注销登记。"
)


def test_row_is_told_by_its_name_what_is_asked_and_what_bounds_it(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    told = with_cells_asked(make_asked("犬只登记收多少钱", "犬只登记"), make_evidence(ROW)).told

    assert told == (
        "事项名称：犬只登记，收费标准：重点区每只200元；一般区每只50元，"
        "备注：每年复检一次；逾期注销登记"
    )


def test_row_asked_two_things_is_told_with_both(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence(ROW)
    first = point_of(make_asked("犬只登记要带哪些材料", "犬只登记"), item, [], told=[])
    both = point_of(make_asked("电话多少", "犬只登记"), item, [], told=[first])

    assert "申请材料：登记表；免疫证明；居住证明，咨询电话：0123-4567890" in both.evidence.told
    assert both.evidence.text == ROW  # all of it is cited


def test_row_is_whole_where_no_cell_is_asked_for(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence(ROW)
    assert with_cells_asked(make_asked("犬只登记", "犬只登记"), item).told == ROW


def test_rows_of_other_matters_are_not_told_beside_the_one_asked_of(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    other = make_evidence(ROW.replace("犬只登记", "信鸽登记"))
    picked = [make_evidence(ROW), other]

    assert without_lesser_rows(make_asked("犬只登记要多久", "犬只登记"), picked) == picked[:1]
    assert without_lesser_rows(make_asked("登记要多久", "登记"), picked) == picked


def test_row_whose_office_alone_is_called_like_the_thing_asked_of_is_not_told_beside_it(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    row = make_evidence(ROW)
    other = make_evidence(
        ROW.replace("犬只登记", "信鸽放飞").replace("某市公安局", "某市犬只登记处")
    )
    asked = make_asked("犬只登记要多久", "犬只登记")
    assert without_lesser_rows(asked, [row, other]) == [row]
