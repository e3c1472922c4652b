"""What the cross-encoder learns from: a set of questions over documents in, examples out.

An example is one thing asked with the sentences that were found for it, in the order of the linear
models, as the product would give them to be read; right is what overlaps a gold quote. Of a
question to be declined none is right.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.assembly import Product
from bot.evidence.admissible import admissible
from bot.evidence.close_reading import told_of
from bot.evidence.scoring import Evidence
from bot.question import Turn
from bot.understanding.understood import understand_question
from eval.calibrate import is_right
from eval.gold import GoldQuestion, load_gold
from eval.sources import Place, Sources
from retrieval import Told

KEPT = 25  # sentences of one thing asked
DOUBTED = 8  # beside them
HARD = 10  # of the first so many wrong ones most are drawn
DRAWN = 8  # sentences that are compared at once, right and wrong
_RIGHT = 2


@dataclass(frozen=True, slots=True)
class Example:
    """One thing asked: its sentences, best first by the linear models, and which are right.

    Those that are doubted stand behind the others.
    """

    question: str
    expects_answer: bool
    sentences: tuple[Told, ...]
    right: tuple[bool, ...]
    scores: tuple[float, ...]
    probabilities: tuple[float, ...]
    doubted: tuple[bool, ...]

    @property
    def teaches(self) -> bool:
        """Whether it is known what should be preferred; what was not found teaches nothing."""
        return not self.expects_answer or any(self.right)


def examples_of(gold: Path, product: Product) -> list[Example]:
    """Return the examples of a gold file over the documents of a product.

    Raises:
        GoldInvalid: the file is broken.
    """
    store = product.store
    documents = [store.document(record.id) for record in store.records()]
    sources = Sources({one.id: one.source_text for one in documents if one is not None})
    questions = load_gold([gold])[0].questions
    return [
        example
        for question in questions
        if question.expect != "clarify"
        for example in _examples(question, product, sources)
    ]


def drawn(example: Example, rng: random.Random) -> list[int]:
    """Return which sentences are compared this time: right ones, near wrong ones, a far one."""
    right = [at for at, is_right_one in enumerate(example.right) if is_right_one]
    wrong = [at for at, is_right_one in enumerate(example.right) if not is_right_one]
    chosen = rng.sample(right, min(_RIGHT, len(right)))
    near = [*wrong[:HARD], *(at for at in wrong[HARD:] if example.doubted[at])]
    far = [at for at in wrong if at not in near]
    n_near = DRAWN - len(chosen) - bool(far)
    chosen += rng.sample(near, min(n_near, len(near)))
    return chosen + rng.sample(far, min(DRAWN - len(chosen), len(far)))


def _examples(question: GoldQuestion, product: Product, sources: Sources) -> list[Example]:
    places = [place for group in question.evidence for place in sources.group_places(group)]
    history = [Turn(turn.role, turn.content) for turn in question.history]
    understood = understand_question(question.question, history, None, product.vocabulary)
    found: list[Example] = []
    ranked = product.finder.candidates(understood)
    for asked, candidates in zip(understood.asked, ranked, strict=True):
        own, above = admissible(asked, candidates, asked.place, asked.years)
        kept = _first(own or above)
        if kept:
            expects = question.expect == "answer"
            found.append(_example(asked.search_text, kept, places, expects_answer=expects))
    return found


def _example(
    question: str, kept: Sequence[Evidence], places: Sequence[Place], *, expects_answer: bool
) -> Example:
    return Example(
        question,
        expects_answer,
        tuple(told_of(item) for item in kept),
        tuple(is_right(item, places) for item in kept),
        tuple(item.score for item in kept),
        tuple(item.probability if item.doubted is None else item.doubted for item in kept),
        tuple(item.doubted is not None for item in kept),
    )


def _first(found: Sequence[Evidence]) -> list[Evidence]:
    """The best of what may answer, and of what is doubted."""
    able = [item for item in found if item.can_answer]
    return able[:KEPT] + [item for item in found if not item.can_answer][:DOUBTED]
