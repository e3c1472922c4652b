from bot.understanding.part_of_year import is_of_another_part


def test_one_half_of_the_year_does_not_tell_of_the_other() -> None:
    assert is_of_another_part("下半年办结12件。", "上半年办结多少件")
    assert not is_of_another_part("上半年办结12件。", "上半年办结多少件")
    assert not is_of_another_part("办结12件。", "上半年办结多少件")
    assert not is_of_another_part("下半年办结12件。", "上半年和下半年各办结多少件")


def test_a_quarter_is_told_by_its_name_or_its_months_alone() -> None:
    asked = "2024年第一季度PM10浓度是多少"
    assert is_of_another_part("力争2024年PM10平均浓度下降至86微克。", asked)
    assert is_of_another_part("2024年二季度PM10浓度为70微克。", asked)
    assert not is_of_another_part("1-3月，PM10浓度为90微克。", asked)
    assert not is_of_another_part("PM10浓度为90微克。", asked, "2024年一季度空气质量通报")


def test_what_is_so_far_does_not_tell_of_the_whole_year_or_its_end() -> None:
    assert is_of_another_part("今年上半年进口通关37.36小时。", "2022年全年进口通关多少小时")
    assert is_of_another_part("截至2022年8月底，办结120件。", "2022年全年办结多少件")
    assert not is_of_another_part("全年办结200件，上半年办结90件。", "全年办结多少件")
    assert not is_of_another_part("2022年共办结200件。", "2022年全年办结多少件")
    assert is_of_another_part("截至9月底通车7000公里。", "年底通车多少公里")
    assert not is_of_another_part("截至2022年底通车8000公里。", "2022年底通车多少公里")
    assert not is_of_another_part("截至8月底完成693亿元，占年计划69%。", "全年计划多少，完成几成")
    assert not is_of_another_part("截至12月底，经营主体58万户。", "2023年底多少户经营主体")
