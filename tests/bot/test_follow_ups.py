"""Questions that an answer's sources answer too."""

from collections.abc import Callable

import pytest

from bot.answer import Answer
from bot.assembly import Product
from bot.follow_ups import MAX_PASSAGES, FollowUps
from bot.next_questions import Cited, candidates
from bot.question import Question
from corpus import Chunk, OffsetMap, Span
from retrieval import Passage, Scope

Ask = Callable[..., Answer]


def _asked(text: str, cited: tuple[Cited, ...] = ()) -> list[str]:
    chunk = Chunk("d#1", "d", 0, text, Span(0, len(text)), OffsetMap(((0, 0, len(text)),)))
    return [candidate.text for candidate in candidates(chunk, cited)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("截至6月末，“科技贷”业务累计放款97.65亿元。", "“科技贷”业务累计放款多少元？"),
        ("全省建成运营品牌民宿758家。", "全省建成运营品牌民宿多少家？"),
        ("全省配备音像记录设备近8000台。", "全省配备音像记录设备多少台？"),
        ("其中，窗口数量平均缩减48%。", "窗口数量平均缩减百分之多少？"),
    ],
)
def test_figure_that_ends_a_clause_is_asked_for(text: str, question: str) -> None:
    assert _asked(text) == [question]


@pytest.mark.parametrize(
    "text",
    [
        "较去年增长48%。",
        "完成了12件。",
        "省政府对其中12家企业开展调度。",
        "我省双公示数据共享437万条。",
    ],
)
def test_figure_whose_words_point_elsewhere_is_not_asked_for(text: str) -> None:
    assert _asked(text) == []


def test_heading_of_a_passage_is_asked_for() -> None:
    chunk = Chunk(
        "d#1", "d", 0, "压缩到20天。", Span(0, 7), OffsetMap(((0, 0, 7),)), ("（三）压缩审批时间",)
    )

    (found,) = candidates(chunk, ())

    assert found.text == "压缩审批时间有哪些做法？"
    assert found.is_told_by("压缩到20天")
    assert not found.is_told_by("压缩到30天")
    assert list(candidates(chunk, [Cited("d", 0, 3)])) == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "针对注销数高位运行，推行歇业备案制度，引导暂时困难的市场主体保留主体资格。",
            "歇业备案制度是什么？",
        ),
        (
            "在全省推行**“一次性告知”**制度，将企业注销政策清楚准确告知市场主体。",
            "“一次性告知”制度是什么？",
        ),
    ],
)
def test_arrangement_that_a_sentence_explains_is_asked_for(text: str, question: str) -> None:
    assert _asked(text) == [question]


@pytest.mark.parametrize(
    "text",
    [
        # Nothing is told of it.
        "提升系统功能，全面推行“一次性告知”制度。",
        "推行歇业备案制度，成效明显。",
        # Too general to be known by its name.
        "建立健全工作机制，引导暂时困难的市场主体保留主体资格。",
    ],
)
def test_arrangement_that_is_only_named_is_not_asked_for(text: str) -> None:
    assert _asked(text) == []


@pytest.mark.parametrize(
    "heading",
    ["一窗通办推进缓慢", "关于“加大‘两条例’宣传和普及力度", "下步工作打算", "存在的主要问题"],
)
def test_heading_that_names_no_matter_is_not_asked_for(heading: str) -> None:
    chunk = Chunk("d#1", "d", 0, "压缩到20天。", Span(0, 7), OffsetMap(((0, 0, 7),)), (heading,))

    assert list(candidates(chunk, ())) == []


def test_number_before_a_heading_is_no_part_of_its_question() -> None:
    section = ("2淇县在全国县市排名中跃升",)
    chunk = Chunk("d#1", "d", 0, "压缩到20天。", Span(0, 7), OffsetMap(((0, 0, 7),)), section)

    assert [one.text for one in candidates(chunk, ())] == ["淇县在全国县市排名中跃升有哪些做法？"]


class _Counting:
    """A retriever that is asked for so many passages."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def retrieve(self, question: str, *, k: int = 8, scope: Scope | None = None) -> list[Passage]:
        del question, scope
        self.asked.append(k)
        return []


def test_a_fixed_number_of_passages_is_read(product: Product) -> None:
    counting = _Counting()
    found = FollowUps(counting, lambda _: (), product.vocabulary)

    assert found.after(Question("科技贷"), [Cited("d", 0, 9), Cited("e", 0, 9)]) == ()
    assert counting.asked == [MAX_PASSAGES]


def test_what_is_cited_already_is_not_asked_again() -> None:
    text = "全省建成运营品牌民宿758家。全省现有普通高中925所。"

    assert _asked(text, (Cited("d", 2, 9),)) == ["全省现有普通高中多少所？"]


def test_every_follow_up_is_answered_from_other_words(product: Product, ask: Ask) -> None:
    asked = "九年义务教育巩固率是多少？"
    first = ask(asked)
    spans = [Cited(one.document_id, one.start, one.end) for one in first.citations]
    quotes = {one.quote for one in first.citations}

    found = product.follow_ups.after(Question(asked), spans)

    assert 1 <= len(found) <= 3
    for question in found:
        # Of the matter that was asked about, not merely beside it in the document.
        assert "义务教育" in question
        answer = ask(question)
        assert answer.status == "answered"
        assert answer.citations[0].quote not in quotes


def test_question_that_the_product_does_not_answer_is_not_offered(product: Product) -> None:
    silent = FollowUps(product.facts, lambda _: (), product.vocabulary)
    (record, *_) = product.store.records()

    assert silent.after(Question("政策"), [Cited(record.id, 0, 5_000)]) == ()
    assert silent.after(Question("政策"), [Cited("nobody", 0, 9)]) == ()
