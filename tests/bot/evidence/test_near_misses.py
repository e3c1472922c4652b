"""What holds a figure of the kind asked for may still be of something else."""

import pytest

from bot.evidence.near_misses import (
    is_of_another_rank,
    is_of_places_together,
    leaves_unspoken,
    tells_no_foremost_place,
)


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("市场主体排全国第四的是哪个省？", "市场主体914万户，居全国第五位。", True),
        ("排名第二的是谁？", "受理率居全国第1位，质检率居全国第2位。", False),
        ("第四名是哪个市？", "全市得分87分。", False),
        ("我省排第几？", "居全国第五位。", False),
    ],
)
def test_who_has_one_rank_is_not_told_by_another(
    question: str, sentence: str, *, is_other: bool
) -> None:
    assert is_of_another_rank(question, sentence) is is_other


@pytest.mark.parametrize(
    ("question", "sentence", "is_together"),
    [
        ("郑州有几项？", "推动郑州市、开封市等地实现103项业务“秒批秒办”。", True),
        ("郑州谋划多少个？", "郑州、开封、安阳等市已谋划一批项目，其中郑州43个。", False),
        ("郑州和开封有几项？", "推动郑州市、开封市等地实现103项业务“秒批秒办”。", False),
        ("郑州实现秒批秒办了吗？", "推动郑州市、开封市等地实现103项业务“秒批秒办”。", False),
    ],
)
def test_what_places_have_together_is_not_what_one_has(
    question: str, sentence: str, *, is_together: bool
) -> None:
    assert is_of_places_together(question, sentence) is is_together


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        (
            "八位省领导的名单给我一份",
            "由8位省领导分包20个领域。",
            "分包的有张三、李四等8位省领导。",
        ),
        ("哪几家银行是合作银行？", "合作银行不良率达4%的预警。", "合作银行有甲行、乙行。"),
        ("没亮码会受什么处分？", "执法人员须出示检查码。", "未出示的给予警告。"),
        ("人才公寓租金多少？", "建成人才公寓1万套。", "租金每月600元。"),
        ("上半年注销了多少户？", "实有市场主体914万户。", "退出市场4万户。"),
        ("投诉打哪个电话？", "设立投诉专线。", "投诉专线：0374-2965080。"),
        ("平台网址是多少？", "平台已经上线。", "登录www.example.gov.cn办理。"),
        ("主任会星期几开？", "每月召开主任会。", "每周一召开主任会。"),
        ("去大厅坐几路车？", "大厅在人民路168号。", "乘坐3路公交到大厅站。"),
        ("贷款利率是多少？", "设立1亿元资金池。", "执行LPR。"),
        ("不良率多高？", "放款97.65亿元。", "不良率1.2%。"),
        ("倒数第一是哪个市？", "平均得分87.25分。", "某市得分最低。"),
        ("一共多少张床？", "养老机构344家。", "养老机构344家，床位3万张。"),
        ("核了多少编制？", "成立营商环境促进中心。", "核定编制20名。"),
    ],
)
def test_a_matter_asked_of_has_to_be_spoken_of(question: str, sentence: str, told: str) -> None:
    assert leaves_unspoken(question, sentence, "")
    assert not leaves_unspoken(question, told, "")


def test_some_matters_are_named_by_a_heading_alone() -> None:
    assert not leaves_unspoken("迟报工伤罚多少钱？", "每迟一日5000元。", "法律责任")
    # Nobody is named by a heading.
    assert leaves_unspoken("哪几家银行合作？", "共选定5家。", "合作银行：")


@pytest.mark.parametrize(
    ("question", "sentence", "is_none"),
    [
        ("拖欠账款最多的是哪个市？", "共梳理线索483条，合计14.34亿元。", True),
        ("哪个县欠得最多？", "某某县欠2.1亿元，某某区欠1.3亿元。", False),
        ("哪个区发得最多？", "鸠江区\t6037\t90.12", False),
        ("拖欠账款有多少？", "共梳理线索483条，合计14.34亿元。", False),
    ],
)
def test_a_total_does_not_tell_which_place_is_foremost(
    question: str, sentence: str, *, is_none: bool
) -> None:
    assert tells_no_foremost_place(question, sentence) is is_none
