from corpus import Document, Metadata
from eval.gold import EvidenceGroup, GoldQuestion, GoldQuote
from eval.robustness.leaving_out import (
    declined_question,
    sentences_of,
    stating,
    texts_without,
)
from eval.sources import Sources

TEXTS = {
    "004_a": (
        "全省共培育首贷户。“科技贷”业务累计放款97.65亿元，支持企业1816家。\n"
        "下一步，继续推广科技贷。企业开办实行一窗办理。"
    ),
    "005_b": (
        "截至6月末，“科技贷”业务累计放款98.2亿元，支持企业1816家。"
        "科技贷支持企业的数量为1816家。全省绿化1816家单位。"
    ),
}
GOLD = GoldQuestion(
    id="q",
    question="科技贷支持企业多少家？",
    asker="staff",
    category="fact",
    expect="answer",
    must=(("1816家",),),
    evidence=(EvidenceGroup(any=(GoldQuote(doc="004", quote="支持企业1816家"),)),),
)


def test_every_sentence_that_states_the_answer_is_cut_out_and_no_other() -> None:
    documents = [Document(id_, "", text, Metadata(title="")) for id_, text in TEXTS.items()]
    cut = stating(GOLD, sentences_of(documents), Sources(TEXTS))
    left = texts_without(cut, TEXTS)
    assert left["004_a"] == "全省共培育首贷户。\n下一步，继续推广科技贷。企业开办实行一窗办理。"
    # The parallel goes though a figure differs, the figure in other words too; 绿化 is no matter.
    assert left["005_b"] == "全省绿化1816家单位。"


def test_the_question_is_then_to_be_declined() -> None:
    declined = declined_question(GOLD)
    assert declined.expect == "abstain"
    assert [declined.must, declined.must_not, declined.evidence] == [(), (), ()]
    assert declined.question == GOLD.question
