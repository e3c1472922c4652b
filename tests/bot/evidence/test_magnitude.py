from bot.evidence.magnitude import is_of_larger_sums, is_of_smaller_sums


def test_sums_far_below_what_is_asked_in_do_not_answer() -> None:
    assert is_of_smaller_sums("采购总额是多少亿？", "货物、服务200万元以下的预留给中小企业。")
    assert not is_of_smaller_sums("采购总额是多少亿？", "采购总额0.9亿元，其中工程200万元。")
    assert not is_of_smaller_sums("采购总额是多少亿？", "采购总额97650万元。")
    assert not is_of_smaller_sums("采购限额是多少？", "货物、服务200万元以下。")
    assert not is_of_smaller_sums("采购总额是多少亿？", "采购按规定公示。")


def test_sums_of_many_do_not_tell_what_one_pays() -> None:
    built = "投入6.74亿元建成1万套人才公寓。"
    assert is_of_larger_sums("人才公寓一个月租金多少？", built)
    assert not is_of_larger_sums("建人才公寓投了多少钱？", built)
    assert not is_of_larger_sums("人才公寓一个月租金多少？", f"{built[:-1]}，每月租金600元。")
    assert is_of_larger_sums("原产地证办一份多少钱？", "办理9800件，减免费用52万元。")
    assert not is_of_larger_sums("一户最多能贷多少钱？", "单户最高52万元。")
    assert not is_of_larger_sums("每户最多能贷多少钱？", "单户单次不超过1000万元。")
    assert not is_of_larger_sums("每人能贷多少钱？", "贷款额度为30万元。")
    assert not is_of_larger_sums("一件事改造花了多少钱？", "改造花费52万元。")
    assert not is_of_larger_sums("统一平台花了多少钱？", "平台投资52万元。")
    assert not is_of_larger_sums("人才公寓一个月租金多少？", "租金按市场价的60%收取。")
