from bot.evidence.magnitude import is_of_smaller_sums


def test_sums_far_below_what_is_asked_in_do_not_answer() -> None:
    assert is_of_smaller_sums("采购总额是多少亿？", "货物、服务200万元以下的预留给中小企业。")
    assert not is_of_smaller_sums("采购总额是多少亿？", "采购总额0.9亿元，其中工程200万元。")
    assert not is_of_smaller_sums("采购总额是多少亿？", "采购总额97650万元。")
    assert not is_of_smaller_sums("采购限额是多少？", "货物、服务200万元以下。")
    assert not is_of_smaller_sums("采购总额是多少亿？", "采购按规定公示。")
