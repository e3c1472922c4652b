from bot.evidence.holding import holds_any
from bot.evidence.outcomes import is_only_laid_down, is_only_planned


def _laid_down(question: str, sentence: str, *section: str) -> bool:
    return is_only_laid_down(question, sentence, section, lambda each: holds_any(["amount"], each))


def test_what_was_given_out_is_not_what_may_be_had() -> None:
    asked = "链金贷到现在一共放了多少贷款？"
    assert _laid_down(asked, "首期规模3亿元，单户贷款不超过500万元。")
    assert not _laid_down(asked, "已发放贷款1.2亿元，单户贷款不超过500万元。")
    assert not _laid_down("链金贷单户最多能贷多少？", "单户贷款不超过500万元。")
    assert not _laid_down(asked, "由中心牵头，银行参加。")


def test_a_row_of_standards_does_not_tell_what_was_given_out() -> None:
    row = "A类\t20万元\t分5年平均发放"
    assert _laid_down("2023年发了多少安家补贴？", row, "（二）支持标准")
    assert not _laid_down("2023年发了多少安家补贴？", row, "三、兑现情况")
    assert not _laid_down("A类安家补贴是多少？", row, "（二）支持标准")


def test_a_target_or_a_draft_does_not_tell_what_came_true() -> None:
    assert is_only_planned("首批白名单最后公布了多少家？", "首批拟公布不少于800家。")
    assert is_only_planned("2021年底民宿实际达到了多少家？", "到2021年底，全市民宿达到3000家以上。")
    assert not is_only_planned("首批白名单拟公布多少家？", "首批拟公布不少于800家。")
    assert not is_only_planned("首批白名单最后公布了多少家？", "首批公布名单812家。")
    assert not is_only_planned("方案到底印发了没有？", "方案已征求意见，拟近期印发实施。")
