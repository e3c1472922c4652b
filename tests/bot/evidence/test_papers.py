from bot.evidence.papers import is_handed_in


def test_a_paper_that_is_only_handed_in_is_not_what_is_got() -> None:
    asked = "办居住证要交哪些材料？"
    row = "租赁落户\t身份证、居住证、租赁合同备案证明\t10个工作日"
    assert is_handed_in(asked, row, "户口迁移实施细则")
    assert is_handed_in(asked, "提交身份证、居住证、社会保险缴费记录。", "户口迁移")
    assert not is_handed_in(asked, "提交身份证、居住证申请表。", "居住证办理指南")
    assert not is_handed_in(asked, "申领居住证的，提交身份证、租赁合同。", "")
    assert not is_handed_in(asked, "首次居住证\t身份证、照片\t当场", "")
    assert not is_handed_in("落户要交哪些材料？", row, "户口迁移实施细则")
