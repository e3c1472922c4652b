from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Status
from eval.gold import GoldQuestion
from eval.metrics import METRICS, Case, measure
from eval.record import Hit, Record
from eval.sources import Sources

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]

QUOTES = st.lists(st.sampled_from(["2959", "免罚67种", "全省共梳理"]), max_size=3)
SAID = st.text(alphabet="免罚2959项67种[1][2]。\n", max_size=30)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    said=SAID,
    quotes=QUOTES,
    status=st.sampled_from(Status),
    expect=st.sampled_from(["answer", "abstain", "clarify"]),
    hits=st.lists(st.integers(0, 60), max_size=5),
)
def test_every_share_lies_between_zero_and_one(
    make_gold: MakeGold,
    make_answer: MakeAnswer,
    sources: Sources,
    said: str,
    quotes: list[str],
    status: Status,
    expect: str,
    hits: list[int],
) -> None:
    gold = make_gold("免罚", "2959项", expect=expect, must=[["67种"]])
    found = tuple(
        Hit(rank=n, document_id="004_a", chunk_id=str(n), start=at, end=at + 12)
        for n, at in enumerate(hits, start=1)
    )
    record = Record(id="q1", answer=make_answer(said, *quotes, status=status), hits=found)
    values = measure(Case(gold, record, sources))
    for name, metric in METRICS.items():
        value = values[name]
        if metric.is_share and value is not None:
            assert 0.0 <= value <= 1.0
