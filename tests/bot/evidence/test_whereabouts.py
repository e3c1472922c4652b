import pytest

from bot.evidence.whereabouts import is_no_address


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("行政服务中心地址在哪？", "行政服务中心设置综合窗口，一窗受理。"),
        ("投诉权益保护中心在哪栋楼？", "制定投诉权益保护中心办事指南。"),
    ],
)
def test_name_of_an_office_is_no_address(question: str, sentence: str) -> None:
    assert is_no_address(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("行政服务中心地址在哪？", "行政服务中心位于文城路与嫘祖大道交叉口。"),
        ("行政服务中心地址在哪？", "办理地点：县政务服务中心三楼15号窗口。"),
        ("网上申报的网址是多少？", "登录政务服务网申报。"),
        ("去哪里办？", "到行政服务中心综合窗口办理。"),
    ],
)
def test_a_street_a_floor_or_no_address_asked(question: str, sentence: str) -> None:
    assert not is_no_address(question, sentence)
