"""Statements of the bundled documents, paired and labelled by hand: conflicts are told as such."""

from bot.assembly import Product
from eval.conflicts import DEFAULT_PAIRS, Label, judge, load_pairs


def test_only_labelled_conflicts_are_told_and_most_of_them(product: Product) -> None:
    pairs = load_pairs(DEFAULT_PAIRS)
    assert len(pairs) >= 40
    judged = judge(pairs, product.store)
    told = [one.pair for one in judged.outcomes if one.is_told]
    assert [pair.id for pair in told if pair.label is not Label.CONFLICT] == []
    assert judged.unlabelled == ()
    assert judged.precision == 1.0
    assert judged.recall is not None
    assert judged.recall >= 0.8
