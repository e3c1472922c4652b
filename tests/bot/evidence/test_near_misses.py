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
        ("排名第四的是谁？", "市场主体914万户，居全国第十一位。", True),
        ("排第十一的是哪个省？", "市场主体914万户，居全国第十一位。", False),
        ("排第四的是哪个省？", "各单位按第十二条办理。", False),
        ("排名第二的是谁？", "受理率居全国第1位，质检率居全国第2位。", False),
        ("第四名是哪个市？", "全市得分87分。", False),
        ("我省排第几？", "居全国第五位。", False),
        ("排名第二的是哪个市？", "甲、乙、丙分列第一、二、三名。", False),
        ("第三批取消了哪些证明？", "第一，取消学历证明等12项。", False),
        ("第一名和第二名是谁？", "甲县获第二名。", False),
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
        ("郑州有几家？", "对郑州业、服务业等市场主体贴息，惠及20家。", False),
        ("郑州有几家？", "郑州、洛阳等市平均每县20家。", False),
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


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("浏阳拿了奖金两年后公司搬走，要怎么处理？", "迁出的应退回全部奖补资金。"),
        ("哪些企业可以享受稳岗返还？", "裁员率不高于5.5%的参保企业可以享受。"),
        ("管委会罚款了几次？", "开展检查3次。"),
        ("生活垃圾一周几次清运？", "分类清运2次。"),
        ("热线接听电话多少个？", "办理诉求5万件。"),
        ("市直机关多少个处室？", "内设机构18个。"),
        ("农民工工资保证金存多少？", "按合同额的3%存储。"),
        ("低利率贷款发了多少？", "累计发放15.3亿元。"),
        ("非法排污怎么罚？", "处五日以上拘留。"),
    ],
)
def test_other_words_ask_of_other_matters(question: str, sentence: str) -> None:
    assert not leaves_unspoken(question, sentence, "")


def test_some_matters_are_named_by_a_heading_alone() -> None:
    assert not leaves_unspoken("迟报工伤罚多少钱？", "每迟一日5000元。", "法律责任")
    # Nobody is named by a heading.
    assert leaves_unspoken("哪几家银行合作？", "共选定5家。", "合作银行：")


@pytest.mark.parametrize(
    ("question", "sentence", "is_none"),
    [
        ("拖欠账款最多的是哪个市？", "共梳理线索483条，合计14.34亿元。", True),
        ("哪个县欠得最多？", "浚县欠2.1亿元，淇县欠1.3亿元。", False),
        ("哪个市增速第一？", "郑州突破1.3万亿元，增速快于全省。", False),
        ("哪个市增速第一？", "我市增长7%。", False),
        ("哪个镇搬得最多？", "王庄乡搬迁320户。", False),
        ("哪个区发得最多？", "鸠江区\t6037\t90.12", False),
        ("拖欠账款有多少？", "共梳理线索483条，合计14.34亿元。", False),
    ],
)
def test_a_total_does_not_tell_which_place_is_foremost(
    question: str, sentence: str, *, is_none: bool
) -> None:
    assert tells_no_foremost_place(question, sentence) is is_none
