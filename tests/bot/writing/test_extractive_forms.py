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
