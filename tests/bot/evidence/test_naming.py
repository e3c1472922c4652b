"""Names and reasons asked for are told, or only counted and stated."""

import pytest

from bot.evidence.naming import gives_no_reason, only_counts, only_frames


@pytest.mark.parametrize(
    ("question", "sentence", "counts"),
    [
        ("那8家企业都叫啥名？", "安阳市8家企业的违规行为已全部完成整改。", True),
        ("抽到工作组的那5个业务骨干叫啥？", "另抽调5名业务骨干到各工作组中。", True),
        (
            "哪两位企业家入选了年度人物？名字给我",
            "2名企业家入选年度人物，12名企业家被授予“功臣”“荣誉市民”称号。",
            True,
        ),
        ("分别是在第几次会议上学的？", "在第74次、第111次会议上学习。", False),
        ("哪3个市是示范市？", "确定了郑州、洛阳、鹤壁3个示范市。", False),
        (
            "“四张清单”具体是哪四张？",
            "建立“四张清单”制度，梳理免罚清单、从轻清单、减轻清单、不予强制清单。",
            False,
        ),
        ("那三项措施叫什么？", "推出三项措施：", False),
        ("一共有多少家企业？", "安阳市8家企业已整改。", False),
        ("那8家企业都叫啥名？", "整改工作已经完成。", False),
    ],
)
def test_sentence_that_counts_names_nobody(question: str, sentence: str, *, counts: bool) -> None:
    assert only_counts(question, sentence) is counts


def test_reason_is_given_or_it_is_not() -> None:
    assert gives_no_reason("那5件诉求因为啥没办成？", "受理诉求123件，完结118件。")
    assert not gives_no_reason("那5件诉求因为啥没办成？", "5件因材料不全未办结。")
    assert not gives_no_reason("那家店为什么没关？", "鉴于该店当日改正，不予关停。")
    assert not gives_no_reason("受理了多少件？", "受理诉求123件，完结118件。")


@pytest.mark.parametrize(
    "sentence",
    [
        "为推动数字化，根据《资金管理办法》，现将2024年度项目申报有关事项明确如下。",
        "《促进办法》已经市政府第29次常务会议研究同意，现印发给你们，请结合实际抓好落实。",
        "周农公告〔2024〕第5号",
        "2024年3月29日",
        "附件：2023年“红牌”项目名单（略）",
    ],
)
def test_frame_of_a_document_answers_only_who_asks_of_it(sentence: str) -> None:
    assert only_frames("资金哪些情况不给支持？", (), sentence)
    assert not only_frames("申报的依据是什么？", (), sentence)
    assert not only_frames("截止到哪一日？", ("as_of",), sentence)


def test_sentence_that_states_something_frames_nothing() -> None:
    stated = "现将申报时间延长至5月31日，企业登录平台填报。"
    assert not only_frames("在哪报？", (), stated)
