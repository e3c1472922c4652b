"""A row that is asked for by its name is told without the rows beside it."""

from collections.abc import Callable
from dataclasses import replace

from bot.evidence.named_rows import of_the_rows_named, rows_named
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

ROWS = (
    "太康县\t6822358\t三楼15号窗口\n沈丘县\t5222930\t农机大厅\n1\t商水县（城区）\t5441703\t推广中心"
)
PLAIN = "（一）咨询电话见附件。"


def table(make_evidence: MakeEvidence, *chances: float) -> list[Evidence]:
    """A row for each chance, and a plain sentence behind them."""
    whole = make_evidence(ROWS)
    rows: list[Evidence] = []
    at = 0
    for line, chance in zip(ROWS.split("\n"), chances, strict=True):
        rows.append(replace(whole, start=at, end=at + len(line), probability=chance, score=chance))
        at += len(line) + 1
    return [*rows, make_evidence(PLAIN, probability=0.1)]


def test_rows_beside_the_named_one_are_left_out(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = table(make_evidence, 0.3, 0.8, 0.6)

    told = of_the_rows_named(make_asked("太康县农机补贴的电话多少？"), ranked)

    assert [one.text.split("\t")[0] for one in told] == ["太康县", PLAIN]
    assert told[0].probability == 0.8  # its table's best


def test_rows_stay_where_none_is_named_or_things_are_compared(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = table(make_evidence, 0.3, 0.8, 0.6)

    for question in ("淮阳区农机补贴的电话多少？", "太康县和城南的电话一样吗？"):
        assert of_the_rows_named(make_asked(question), ranked) == ranked


def test_all_rows_that_are_named_are_told(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = table(make_evidence, 0.3, 0.8, 0.6)
    asked = make_asked("商水县和太康县的电话各是多少？")

    assert rows_named(asked, ranked[:1], ranked) == [ranked[0], ranked[2]]
    assert rows_named(asked, ranked[3:], ranked) == []


def test_a_row_is_named_by_the_thing_asked_of_however_short_its_name(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    whole = make_evidence("居住证\t每满1年计5分\n学历\t本科30分")
    permit, degree = replace(whole, end=11), replace(whole, start=12)
    asked = make_asked("有居住证，学历能加几分？", "学历")
    asked = replace(asked, focus=asked.terms[0])

    assert of_the_rows_named(asked, [permit, degree]) == [permit, degree]
    assert of_the_rows_named(make_asked("有居住证，加几分？"), [permit, degree]) == [permit]


def test_a_follow_up_that_names_its_thing_is_not_told_the_row_named_before(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    whole = make_evidence("职业技能\t高级工20分\n献血\t每次3分")
    skill, blood = replace(whole, end=10), replace(whole, start=11)
    asked = make_asked("那献血呢", "献血")
    asked = replace(
        asked,
        search_text="职业技能怎么算分？那献血呢",
        terms=tuple(replace(one, is_name=True, weight=4.0) for one in asked.terms),
    )

    assert blood in of_the_rows_named(asked, [blood, skill])
