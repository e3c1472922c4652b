"""How reading is blended in is learnt, each rule for itself."""

from benchmarks.cross_encoder.blending import learn_blend, taught_by
from benchmarks.cross_encoder.examples import Example
from bot.evidence.close_reading import Blend
from retrieval import Told


def example(*, doubt: str, is_right: bool) -> Example:
    """A question with a wrong sentence, and one that a rule tells against."""
    return Example(
        "几天办好",
        expects_answer=True,
        sentences=(Told("", "甲"), Told("", "乙")),
        right=(False, is_right),
        scores=(1.0, 0.5),
        probabilities=(0.5, 0.5),
        doubts=(None, doubt),
    )


def learnt(examples: list[Example]) -> Blend:
    return learn_blend(examples, [[0.0] * len(taught_by(one)) for one in examples])


def test_rule_that_is_often_wrong_tells_less_against_than_one_that_is_not() -> None:
    often = [example(doubt="tells_fault", is_right=at % 2 == 0) for at in range(40)]
    never = [example(doubt="lacks_figure", is_right=False) for _ in range(40)]

    blend = learnt([*often, *never])

    assert blend.doubts["tells_fault"] < blend.doubt < blend.doubts["lacks_figure"]
