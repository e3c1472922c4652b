"""Yes or no is told first only where the source's own words settle it."""

import pytest

from bot.answering.verdict import verdict

SETTLED = (
    ("处室会签还要不要走？", "不再进行处室会签", None),  # the thing stands before the modal
    (
        "要不要再走处室会签、领导签字？",
        "授权窗口办理，不再进行处室会签、领导签字等程序。",
        "不需要",
    ),
    ("办理居住证需要提供照片吗？", "办理居住证应当提供近期照片。", "需要"),
    ("是否需要重新公示？", "市场主体补正后予以受理，无需重新公示。", "不需要"),
    ("填错了还用重新公示不？", "承诺书填错予以受理，无需重新公示。", "不需要"),
    ("个体工商户可以转让吗？", "个体工商户可以自愿转让。", "可以"),
    ("能不能收取保证金？", "任何单位不得收取保证金。", "不可以"),
    ("招标人能否收取保证金？", "招标人不得以任何名义收取保证金。", "不可以"),
    ("申请人可不可以委托他人代办？", "申请人可以委托他人代办。", "可以"),
    ("未成年人能购买烟花吗？", "禁止向未成年人出售烟花。", None),
)
IN_DOUBT = (
    ("公司可以走简易注销吗？", "未发生债权债务的，可以走简易注销。"),
    ("开医院要不要设置审批？", "除三级医疗机构外，全部取消设置审批手续。"),
    ("能不能合起来只做一份环评？", "单个项目不需再开展环评。"),
    ("能不能申请延期缴纳？", "符合条件的纳税人可以申请延期缴纳。"),
    ("可以申请延期缴纳吗？", "经批准，可以申请延期缴纳。"),
    ("可以申请延期缴纳吗？", "探索允许申请延期缴纳。"),
    ("企业可以申请延期缴纳吗？", "个人可以申请补贴。"),
    ("不能申请延期缴纳吗？", "可以申请延期缴纳。"),
    ("所有开发区都可以降级吗？", "省级开发区可以降级。"),
    ("要不要收费？", "公证机构对困难企业减免收费。"),
    ("3天内能办完吗？", "可以在5天内办完。"),
    ("收费吗？", "公证机构不得收费。"),
    ("要多少钱？", "应当缴纳工本费。"),
    ("科技贷能用于买房吗？", "科技贷可以用于研发。"),
    ("可以收取保证金吗？", "可以收取保证金，不得收取保证金以外的费用。"),
    ("能不能跨省迁移户口？", "可以跨省办理身份证。"),
    ("需要提供照片吗？", "不得要求重复提供已有的照片，首次办理应当提供照片。"),
    ("还要公证吗？", "一般无需公证。"),
    ("还要公证吗？", ""),
    (
        "科技厅的审批要不要走处室会签？",
        "将免审查的设定为即办事项，不再进行处室会签，科技厅审批达到最简。",
    ),
    ("填错了还用重新公示不？", "对填写不规范的承诺书实行容错，填错无需重新公示。"),
    ("", "可以办理。"),
)


@pytest.mark.parametrize(("question", "sentence", "told"), SETTLED)
def test_source_settles_the_question(question: str, sentence: str, told: str | None) -> None:
    assert verdict(question, sentence) == told


def test_rule_for_cases_is_told_as_depending_on_them() -> None:
    question, rule = "可以当场收缴罚款吗？", "有下列情形之一，执法人员可以当场收缴罚款："
    assert verdict(question, rule) == "视情形而定"
    assert verdict("可以当场吊销执照吗？", rule) is None


@pytest.mark.parametrize(("question", "sentence"), IN_DOUBT)
def test_no_verdict_in_doubt(question: str, sentence: str) -> None:
    assert verdict(question, sentence) is None
