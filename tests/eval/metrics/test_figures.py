from collections.abc import Callable

from bot.answer import Answer
from eval.metrics.figures import Sentence, checked_figures, cited_sentences, figure_support

MakeAnswer = Callable[..., Answer]


def test_a_sentence_ends_with_its_trailing_markers() -> None:
    assert list(cited_sentences("1. 共67种[1][2]。另有5项 [3]\n- 其余3项")) == [
        Sentence("共67种。", (1, 2)),
        Sentence("另有5项 ", (3,)),
        Sentence("其余3项", ()),
    ]


def test_list_numbers_are_no_figures(make_answer: MakeAnswer) -> None:
    answer = make_answer("1. 首错免罚67种[1]", "首错免罚67种")
    assert checked_figures(answer) == [("67种", True)]


def test_a_figure_of_another_citation_is_not_supported(make_answer: MakeAnswer) -> None:
    # 67种 stands in quote 2, and the sentence cites 1: one of two figures is supported.
    answer = make_answer("共2959项，67种[1]。见下[2]。", "**2959** 项", "67种")
    assert figure_support(answer) == 0.5


def test_a_figure_with_another_unit_is_not_supported(make_answer: MakeAnswer) -> None:
    assert figure_support(make_answer("共67项[1]。", "67种")) == 0.0


def test_a_sentence_without_citation_supports_no_figure(make_answer: MakeAnswer) -> None:
    assert figure_support(make_answer("免罚[1]，共67种", "67种")) == 0.0


def test_an_unknown_marker_supports_nothing(make_answer: MakeAnswer) -> None:
    assert figure_support(make_answer("共67种[3]。", "67种")) == 0.0


def test_full_width_digits_and_separators_support_the_plain_figure(make_answer: MakeAnswer) -> None:
    assert figure_support(make_answer("放款1234万元[1]。", "放款１,２３４万元")) == 1.0


def test_support_does_not_apply_without_figures_or_answer(make_answer: MakeAnswer) -> None:
    assert figure_support(make_answer("免罚[1]。", "免罚")) is None
    assert figure_support(None) is None
