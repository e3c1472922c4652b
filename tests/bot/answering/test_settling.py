"""A yes or no is told first where the source says it of the very thing asked."""

import pytest

from bot.answering.settling import settled

RULE = "将无主观过错、违法情节轻微、及时改正、未造成危害结果等违法行为纳入免罚清单，免于行政处罚。"
LISTED = "建立轻微违法行为容错免罚机制，推出了67种轻微违法违规经营行为首错免罚清单。"
FREE = "开办企业指标，取消350元公章费和税盘收费，实行一窗办理、半日办结、零收费。"
SIMPLE = "将未发生债权债务的市场主体（上市股份有限公司除外）纳入简易注销。"


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("首次违法会不会被罚", RULE, "视情形而定"),
        ("轻微违法要罚款吗？", RULE, "视情形而定"),
        ("有没有首错免罚清单", LISTED, "有"),
        ("开办企业要不要交公章费", FREE, "不需要"),
        ("企业开办是不是零收费", FREE, "是"),
        ("上市公司能不能走简易注销", SIMPLE, "不可以"),
    ],
)
def test_source_settles_the_question(question: str, sentence: str, said: str) -> None:
    assert settled(question, sentence) == said


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # What was spared so far is no rule.
        ("首次违法会不会被罚", "今年前4个月共适用免罚清单不予行政处罚案件10万余个。"),
        ("有没有首错免罚清单", "尚未建立首错免罚清单。"),
        ("有没有首错免罚清单", "推动各地建立首错免罚清单。"),
        ("有没有企业服务热线", LISTED),
        ("公证要不要钱", "全省公证机构共办理公益公证9800余件，减免费用52万余元。"),
        ("开办企业要不要交登记费", "开办企业取消350元公章费。"),
        ("合伙企业能不能走简易注销", SIMPLE),
        ("上市公司能不能发行债券", SIMPLE),
        ("免罚清单有哪些", LISTED),
    ],
)
def test_in_doubt_there_is_no_yes_or_no(question: str, sentence: str) -> None:
    assert settled(question, sentence) is None
