"""Lines are numbered by what they tell, and what introduces them stands above the numbers."""

from dataclasses import dataclass, field

from bot.answer import Citation
from bot.answering.telling import Telling
from bot.contracts import Fact
from bot.grounding.groundedness import Claim
from corpus import Validity


@dataclass(frozen=True, slots=True)
class Told:
    facts: tuple[Fact, ...]
    citations: tuple[Citation, ...] = field(
        default=(
            Citation(1, "d", "报告", None, None, None, Validity.UNKNOWN, (), "", 0, 0, None, ""),
        )
    )
    quotes: tuple[str, ...] = ("问题有以下几个方面。拨付不及时。房租未减免。",)


def test_head_of_a_list_is_not_counted_with_its_items() -> None:
    texts = ("问题有以下几个方面。", "拨付不及时。", "房租未减免。")
    telling = Telling(Told(tuple(Fact(text, (1,)) for text in texts)))
    for at, text in enumerate(texts):
        list(telling.tell(Claim(text, (1,), is_head=at == 0)))
    assert telling.text == "问题有以下几个方面。[1]\n1. 拨付不及时。[1]\n2. 房租未减免。[1]"
