from eval.gold import GoldFile
from eval.selection import Selection


def test_selection_by_category_and_number(files: list[GoldFile]) -> None:
    assert [q.id for q in Selection(categories=("out_of_scope",)).of(files)] == ["q2"]
    assert [q.id for q in Selection(limit=1).of(files)] == ["q1"]
    assert [q.id for q in Selection().of(files)] == ["q1", "q2"]
