from collections.abc import Callable

from eval.check import CategoryCount, count_categories, faults
from eval.gold import GoldFile, GoldQuestion
from eval.sources import Sources

MakeGold = Callable[..., GoldQuestion]


def _file(*questions: GoldQuestion, name: str = "dev.jsonl") -> GoldFile:
    return GoldFile(name, "hash", questions)


def test_good_gold_has_no_faults(make_gold: MakeGold, sources: Sources) -> None:
    good = make_gold("共梳理2959项", must=[["2959项"], ["67 种"]])
    declined = make_gold(id="q2", question="下雨吗", expect="abstain")
    assert faults([_file(good, declined)], sources) == []


def test_a_quote_that_no_source_holds_is_a_fault(make_gold: MakeGold, sources: Sources) -> None:
    gold = make_gold("共梳理2958项", must=[["2959项"]])
    assert faults([_file(gold)], sources) == ["dev.jsonl q1：004 里找不到引文 '共梳理2958项'"]


def test_a_must_text_in_no_source_is_a_fault_unless_marked_derived(
    make_gold: MakeGold, sources: Sources
) -> None:
    must = [["2959项", "约三千项", "近3000项"]]
    bare = make_gold("共梳理", must=must)
    marked = make_gold("共梳理", must=must, note="换算 [derived: 约三千项 | 近3000项]")
    braced = make_gold("共梳理", must=must, note="换算 derived{约三千项|近3000项}")
    assert faults([_file(bare)], sources) == [
        "dev.jsonl q1：must '约三千项' 不见于任何文件，note 也没有标 derived",
        "dev.jsonl q1：must '近3000项' 不见于任何文件，note 也没有标 derived",
    ]
    assert faults([_file(marked)], sources) == []
    assert faults([_file(braced)], sources) == []


def test_a_question_in_two_files_is_a_fault_however_it_is_spaced(
    make_gold: MakeGold, sources: Sources
) -> None:
    one = make_gold("共梳理", must=[["2959项"]])
    two = make_gold("共梳理", must=[["2959项"]], id="q2", question="有多少项 ?")
    found = faults([_file(one), _file(two, name="test.jsonl")], sources)
    assert found == ["test.jsonl q2：与 dev.jsonl q1 问的是同一句"]


def test_a_question_to_be_answered_needs_must_and_evidence(
    make_gold: MakeGold, sources: Sources
) -> None:
    assert len(faults([_file(make_gold())], sources)) == 2
    assert len(faults([_file(make_gold("共梳理", expect="abstain"))], sources)) == 1


def test_counts_by_category_and_in_sum(make_gold: MakeGold) -> None:
    file = _file(
        make_gold(id="1"),
        make_gold(id="2"),
        make_gold(id="3", category="out_of_scope", expect="abstain"),
    )
    assert count_categories([file]) == [
        CategoryCount("fact", 2, 0),
        CategoryCount("out_of_scope", 1, 1),
        CategoryCount("合计", 3, 1),
    ]
