import pytest

from bot.evidence.members import (
    is_for_another_applicant,
    is_for_others_each,
    is_of_other_members,
)


@pytest.mark.parametrize(
    ("question", "sentence", "above"),
    [
        ("居民医保门诊报多少？", "参加职工基本医疗保险的，门诊报销75%。", ""),
        ("职工医保住院报销比例是多少？", "一级医院报销75%。", "普通门诊待遇"),
        ("招一个退役军人补多少？", "招用高校毕业生的，每人1500元。", ""),
        ("硕士租房补贴多少？", "全日制本科毕业生每年1万元。", ""),
        ("法院执行案件平均多少天？", "民事一审案件平均办理49.5天。", ""),
        ("法院再审案件平均多少天？", "民事二审案件平均办理42.8天。", ""),
        ("行政官司平均多少天？", "民事一审案件平均办理49.5天。", ""),
        ("从轻处罚的有多少项？", "梳理免罚事项2959项。", ""),
        ("大型企业能返多少？", "中小企业返还90%。", ""),
        ("中职有多少所？", "普通高中925所。", ""),
        ("一般公共预算收入多少？", "民生支出23亿元，占一般公共预算支出的81%。", ""),
    ],
)
def test_what_holds_for_others_does_not_answer(question: str, sentence: str, above: str) -> None:
    assert is_of_other_members(question, sentence, f"{above} {sentence}")


@pytest.mark.parametrize(
    ("question", "sentence", "above"),
    [
        ("招一个退役军人补多少？", "招用高校毕业生、退役军人的，每人1500元。", ""),
        ("招一个退役军人补多少？", "每人1500元。", "一次性吸纳就业补贴"),
        ("门诊报多少？", "一级医院报销75%。", "普通门诊待遇"),
        ("补贴多少？", "招用高校毕业生的，每人1500元。", ""),
        # What the sentence names itself goes before its heading.
        ("硕士租房补贴多少？", "全日制本科及以上毕业生每年1万元。", ""),
        ("网约车许可证有效期几年？", "《网络预约出租汽车经营许可证》有效期4年。", ""),
        ("初中要交多少钱？", "中小学不得收费。", ""),
        ("住院报多少？", "住院报销85%。", "门诊和其他待遇"),
        ("小微企业能返多少？", "中小微企业返还90%。", ""),
        ("小微企业能返多少？", "中小企业返还90%。", ""),
        ("大型企业能返多少？", "大中型企业返还30%。", ""),
        ("小微企业贷了多少？", "加大企业贷款投放，累计97亿元。", "小微企业"),
        ("减轻企业负担多少？", "免于征收易地建设费1.2亿元。", ""),
        ("小学缺多少？", "学位缺口1860个，其中小学1120个、初中740个。", ""),
        ("高校有多少专任教师？", "教职工3.2万人，其中专任教师2.4万人。", "高等教育"),
        ("中职免学费吗？", "职业高中学生免学费。", ""),
        ("毕业生能申请吗？", "除高校毕业生外，退役军人也可申请。", ""),
        ("除了民事赔偿还要担什么责任？", "依法追究刑事责任。", ""),
        ("小学多少所？", "义务教育阶段学校2.24万所。", ""),
        ("居民医保要交多少？", "除职工医保中断转入人员外，一次性缴纳1020元。", ""),
        ("工伤保险费几号交？", "每月15日前缴纳。", "社会保险、医疗保险问答"),
    ],
)
def test_named_or_unnamed_a_member_is_not_ruled_out(
    question: str, sentence: str, above: str
) -> None:
    assert not is_of_other_members(question, sentence, f"{above} {sentence}")


def test_what_a_village_gets_is_not_what_a_business_gets() -> None:
    assert is_for_others_each("开民宿每家补贴多少钱？", "每个村安排500万元。")
    assert not is_for_others_each("开民宿每家补贴多少钱？", "每户补贴2万元。")
    assert not is_for_others_each("开民宿每家补贴多少钱？", "补贴2万元。")
    assert not is_for_others_each("每个村能补多少钱？", "每个村安排500万元。")


def test_guide_for_one_applicant_does_not_answer_for_another() -> None:
    title, paper = "某市个人购房补助申请指南", "2.购房发票原件；"
    asked = "企业购房补助要交什么材料"
    assert is_for_another_applicant(asked, paper, title)
    assert not is_for_another_applicant("个人购房补助要交什么材料", paper, title)
    assert not is_for_another_applicant("购房补助要交什么材料", paper, title)
    assert not is_for_another_applicant(asked, "企业每套补助2万元。", title)
    for who in ("企业", "个人"):
        of_both = "某市个人和企业购房补助申请指南"
        assert not is_for_another_applicant(f"{who}购房补助要交什么材料", paper, of_both)
