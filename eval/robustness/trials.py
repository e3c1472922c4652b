"""The four trials: gold questions and the bundled documents in, worlds to be asked out; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus import Document
from eval.gold import GoldQuestion
from eval.robustness.figures import changed_question, changed_texts, figure_cases
from eval.robustness.leaving_out import declined_question, sentences_of, stating, texts_without
from eval.robustness.paraphrasing import original_id, variants
from eval.sources import Sources

PLAIN = "plain"
# What answers one question can be what is near another: so few are left out at a time.
LEFT_OUT_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class World:
    """What is asked of which documents; `texts` are those of the bundled ones, by id.

    `is_crowded` says that others are put beside them.
    """

    name: str
    questions: tuple[GoldQuestion, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    is_crowded: bool = False


Trial = Callable[[Sequence[GoldQuestion], Sequence[Document], int], list[World]]


def counterfactual(
    questions: Sequence[GoldQuestion], documents: Sequence[Document], n: int
) -> list[World]:
    """Change the figures that answer n questions, everywhere at once."""
    sources = _sources(documents)
    cases = figure_cases(questions, documents, sources, n=n)
    texts = changed_texts(cases, sources)
    changed = (changed_question(case, cases, sources, texts) for case in cases)
    plain = World(PLAIN, tuple(case.question for case in cases), _texts(documents))
    return [plain, World("changed", tuple(changed), texts)]


def leave_out(
    questions: Sequence[GoldQuestion], documents: Sequence[Document], n: int
) -> list[World]:
    """Leave out what answers the same n questions, a few of them at a time."""
    sources, sentences = _sources(documents), sentences_of(documents)
    chosen = [case.question for case in figure_cases(questions, documents, sources, n=n)]
    worlds = [World(PLAIN, tuple(chosen), _texts(documents))]
    for at in range(0, len(chosen), LEFT_OUT_TOGETHER):
        few = chosen[at : at + LEFT_OUT_TOGETHER]
        cut = [one for question in few for one in stating(question, sentences, sources)]
        texts = texts_without(cut, _texts(documents))
        name = f"without-{at // LEFT_OUT_TOGETHER + 1}"
        worlds.append(World(name, tuple(map(declined_question, few)), texts))
    return worlds


def distractors(
    questions: Sequence[GoldQuestion], documents: Sequence[Document], n: int
) -> list[World]:
    """Put other documents beside the bundled ones; all questions, or the first n."""
    chosen = tuple(questions[:n])
    texts = _texts(documents)
    return [World(PLAIN, chosen, texts), World("crowded", chosen, texts, is_crowded=True)]


def paraphrase(
    questions: Sequence[GoldQuestion], documents: Sequence[Document], n: int
) -> list[World]:
    """Put n questions in other words, three times each, and ask them beside the variants."""
    put = variants(questions, n=n)
    originals = {original_id(each.id) for each in put}
    plain = [question for question in questions if question.id in originals]
    return [World(PLAIN, (*plain, *put), _texts(documents))]


TRIALS: dict[str, Trial] = {
    "counterfactual": counterfactual,
    "leave-out": leave_out,
    "distractors": distractors,
    "paraphrase": paraphrase,
}


def _texts(documents: Sequence[Document]) -> dict[str, str]:
    return {document.id: document.source_text for document in documents}


def _sources(documents: Sequence[Document]) -> Sources:
    return Sources(_texts(documents))
