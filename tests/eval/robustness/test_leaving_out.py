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


def test_a_short_sentence_that_says_a_part_again_is_cut_out_too() -> None:
    texts = {
        "004_a": "对跑运输的企业实行营运车辆年审业务三个月“延期办”，减轻企业负担。",
        "005_b": "实行营运车辆年审业务“延期办”。组织年审业务培训班和座谈会。",
    }
    gold = GoldQuestion(
        id="q",
        question="大巴年审能缓多久？",
        asker="staff",
        category="fact",
        expect="answer",
        must=(("三个月",),),
        evidence=(EvidenceGroup(any=(GoldQuote(doc="004", quote="三个月“延期办”"),)),),
    )
    documents = [Document(id_, "", text, Metadata(title="")) for id_, text in texts.items()]
    cut = stating(gold, sentences_of(documents), Sources(texts))
    assert [one.text for one in cut] == [
        "对跑运输的企业实行营运车辆年审业务三个月“延期办”，减轻企业负担。",
        "实行营运车辆年审业务“延期办”。",
    ]


def test_what_holds_most_of_the_answer_is_cut_out_in_whatever_words() -> None:
    texts = {
        "004_a": "引进京东、华为、航天宏图等29家头部企业。",
        "005_b": "科创新城立足数字经济，吸引京东、华为和联想入驻。产业园占地30亩。",
    }
    gold = GoldQuestion(
        id="q",
        question="大公司来了哪些？",
        asker="staff",
        category="list",
        expect="answer",
        must=(("29家",), ("京东",), ("华为",), ("航天宏图",)),
        evidence=(EvidenceGroup(any=(GoldQuote(doc="004", quote="29家头部企业"),)),),
    )
    documents = [Document(id_, "", text, Metadata(title="")) for id_, text in texts.items()]
    cut = stating(gold, sentences_of(documents), Sources(texts))
    assert [one.place.document_id for one in cut] == ["004_a", "005_b"]
    assert cut[1].text.startswith("科创新城")


def test_a_short_sentence_that_holds_the_answer_need_say_less_of_a_long_one() -> None:
    texts = {
        "004_a": (
            "属于省政府审批权限的控制工期的单体工程用地，在签订征地补偿安置协议、足额落实补偿费用、"
            "征求被征地农民意见并经过听证程序之后，可容缺办理用地审批，并于3个月内完善相关手续。"
        ),
        "005_b": "二是容缺审批桥梁、隧道等控制工期的单体工程用地。三是审批一般工程用地。",
    }
    gold = GoldQuestion(
        id="q",
        question="修桥的地还没批完怎么先干？",
        asker="enterprise",
        category="howto",
        expect="answer",
        must=(("容缺",), ("3个月",)),
        evidence=(EvidenceGroup(any=(GoldQuote(doc="004", quote="可容缺办理用地审批"),)),),
    )
    documents = [Document(id_, "", text, Metadata(title="")) for id_, text in texts.items()]
    cut = stating(gold, sentences_of(documents), Sources(texts))
    assert [one.text[:4] for one in cut] == ["属于省政", "二是容缺"]
