import pytest

from corpus import Document, Metadata
from eval.gold import EvidenceGroup, GoldQuestion, GoldQuote
from eval.robustness.figures import (
    changed_number,
    changed_question,
    changed_texts,
    figure_cases,
    old_figures,
)
from eval.sources import Sources

TEXTS = {
    "004_a": "“科技贷”累计放款９７.65亿元，支持 **1816** 家。\n2021年3月，办结1项。",
    "005_b": "科技贷放款976500万元。另有97.65%。",
}
SOURCES = Sources(TEXTS)
DOCUMENTS = [Document(id_, "", text, Metadata(title="")) for id_, text in TEXTS.items()]


def _gold(question: str, *must: tuple[str, ...], quote: str, must_not: str = "") -> GoldQuestion:
    return GoldQuestion(
        id=question,
        question=question,
        asker="staff",
        category="fact",
        expect="answer",
        must=must,
        must_not=(must_not,) if must_not else (),
        evidence=(EvidenceGroup(any=(GoldQuote(doc="004", quote=quote),)),),
    )


LOAN = _gold("放款多少？", ("97.65亿元", "九十多亿"), quote="累计放款97.65亿元")
FIRMS = _gold("多少家？", ("1816家", "1816"), ("97.65亿",), quote="放款97.65亿元，支持1816家")


@pytest.mark.parametrize(
    ("number", "changed"),
    [("97.65", "17.65"), ("1816", "2816"), ("0.5", "0.6"), ("００", None), ("３4", "44")],
)
def test_another_first_digit(number: str, changed: str | None) -> None:
    told = changed_number(number)
    assert told is None if changed is None else told is not None
    if told and changed:
        assert told.translate({0xFF14: "4"}) == changed


def test_a_hundred_percent_is_left_alone() -> None:
    assert changed_number("100", "%") is None
    assert changed_number("100", "家") == "200"


def test_a_figure_is_changed_wherever_it_is_stated_and_nothing_moves() -> None:
    cases = figure_cases([LOAN], DOCUMENTS, SOURCES, n=9)
    texts = changed_texts(cases, SOURCES)
    assert texts["004_a"].startswith("“科技贷”累计放款１７.65亿元，支持 **1816** 家")
    # 976500万元 is the same figure in another unit; 97.65% is another one.
    assert texts["005_b"] == "科技贷放款176500万元。另有97.65%。"
    assert [len(texts[id_]) for id_ in SOURCES.ids()] == [
        len(SOURCES.text(id_) or "") for id_ in SOURCES.ids()
    ]


def test_gold_then_expects_the_new_figure() -> None:
    cases = figure_cases([LOAN, FIRMS], DOCUMENTS, SOURCES, n=9)
    texts = changed_texts(cases, SOURCES)
    changed = {case.question.id: changed_question(case, cases, SOURCES, texts) for case in cases}
    loan, firms = changed["放款多少？"], changed["多少家？"]
    assert loan.must == (("17.65亿元",),)
    assert old_figures(LOAN, loan) == ["97.65亿元"]
    assert loan.evidence[0].any[0].quote == "累计放款１７.65亿元"
    # Its other figure was changed as well, for the other question.
    assert firms.must == (("2816家", "2816"), ("17.65亿",))
    # 1816 without a unit may count something else.
    assert old_figures(FIRMS, firms) == ["1816家", "97.65亿"]


def test_a_figure_that_a_page_break_cuts_is_changed_too() -> None:
    texts = {"004_a": "要求7 个工作日内办结。", "004_b": "要求**7**个工\n\n\n作日内办结。"}
    documents = [Document(id_, "", text, Metadata(title="")) for id_, text in texts.items()]
    gold = _gold("几天？", ("7个工作日",), quote="7个工作日内办结")
    cases = figure_cases([gold], documents, Sources(texts), n=9)
    assert changed_texts(cases, Sources(texts)) == {
        id_: text.replace("7", "8") for id_, text in texts.items()
    }


@pytest.mark.parametrize(
    "question",
    [
        _gold("97.65亿元放给了谁？", ("97.65亿元",), quote="累计放款97.65亿元"),
        _gold("哪年？", ("2021年3月",), quote="2021年3月"),
        _gold("多少？", ("很多",), quote="累计放款97.65亿元"),
    ],
)
def test_dates_words_and_figures_asked_with_are_no_cases(question: GoldQuestion) -> None:
    assert figure_cases([question], DOCUMENTS, SOURCES, n=9) == []
