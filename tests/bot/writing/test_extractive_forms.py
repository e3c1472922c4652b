"""The extractive writer tells a fact in its form."""

from bot.contracts import Fact
from bot.writing.extractive import in_own_words


def test_tail_goes_before_the_full_stop() -> None:
    fact = Fact("支持企业1816家。", (1, 2), tail="河南省科技厅，截至8月末")
    assert in_own_words(fact).marked == "支持企业1816家（河南省科技厅，截至8月末）。[1][2]"


def test_lead_goes_first() -> None:
    assert in_own_words(Fact("无需重新公示。", (1,), lead="不需要")).marked == (
        "不需要：无需重新公示。[1]"
    )


def test_mark_of_a_footnote_does_not_pass_for_a_citation() -> None:
    fact = Fact("经费占比为7.15%[2]。", (1,))

    assert in_own_words(fact).marked == "经费占比为7.15%。[1]"


def test_row_is_told_with_the_names_of_its_columns() -> None:
    fact = Fact("3\t整体迁入\t每家30万元", (1,), columns="序号，类别，奖补标准")

    assert in_own_words(fact).marked == "整体迁入——奖补标准：每家30万元。[1]"


def test_label_and_value_of_a_row_are_set_apart_by_a_colon() -> None:
    assert in_own_words(Fact("收费\t不收费", (1,))).marked == "收费：不收费。[1]"
