"""Values that the tests of the eval share: one source text, and makers of gold and answers."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from bot.answer import Answer, Citation, Notice, NoticeKind, Status
from corpus import Validity
from eval.gold import EvidenceGroup, GoldQuestion, GoldQuote
from eval.sources import Sources

SOURCE = (
    "全省共梳理 **2959** 项免罚事项。\n\n鹤壁市梳理首错免罚67种。\n\n科技贷累计放款１,２３４万元。"
)

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]


@pytest.fixture
def sources() -> Sources:
    return Sources({"004_a": SOURCE})


@pytest.fixture
def make_gold() -> MakeGold:
    def make(
        *quotes: str,
        expect: str = "answer",
        must: Sequence[Sequence[str]] = (),
        must_not: Sequence[str] = (),
        id: str = "q1",  # noqa: A002 - the field's own name
        question: str = "有多少项？",
        category: str = "fact",
        note: str = "",
    ) -> GoldQuestion:
        return GoldQuestion(
            id=id,
            question=question,
            asker="staff",
            category=category,
            expect=expect,
            must=tuple(tuple(group) for group in must),
            must_not=tuple(must_not),
            evidence=tuple(
                EvidenceGroup(any=(GoldQuote(doc="004", quote=quote),)) for quote in quotes
            ),
            note=note,
        )

    return make


@pytest.fixture
def make_answer() -> MakeAnswer:
    def make(
        text: str = "",
        *quotes: str,
        status: Status = Status.ANSWERED,
        notices: Sequence[str] = (),
    ) -> Answer:
        return Answer(
            id="a",
            session_id="s",
            status=status,
            answer=text,
            citations=tuple(_citation(n, quote) for n, quote in enumerate(quotes, start=1)),
            notices=tuple(Notice(NoticeKind.GAP, notice) for notice in notices),
        )

    return make


def _citation(index: int, quote: str) -> Citation:
    start = SOURCE.index(quote)
    return Citation(
        index=index,
        document_id="004_a",
        title="报告",
        issuer=None,
        region="河南省",
        published=date(2022, 9, 19),
        validity=Validity.UNKNOWN,
        section=(),
        quote=quote,
        start=start,
        end=start + len(quote),
        page=None,
        href="/documents/004_a",
    )
