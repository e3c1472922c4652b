"""What a word means: a question that asks it, the sentence of a source that defines it.

什么叫实际控制人 is answered by 实际控制人，是指…, though other sentences speak of it more.
"""

import re
from collections.abc import Sequence

from bot.evidence.scoring import Evidence
from bot.understanding.terms import Term
from bot.understanding.understood import Asked

_ASKED = re.compile(
    r"什么叫|啥叫|啥子叫|何谓|什么是|啥是|是什么意思|是?啥意思|(?:是什么|是啥)[?？。]*$|"
    r"指(?:的?是)?(?:什么|啥|哪[些种类]|谁)|(?:怎么|如何|咋)(?:界定|定义)|(?:含义|定义|意思)是"
)
# A word within a longer one (控股股东) is not what is defined.
_BEGINS = r"(?:^|(?<![\u4e00-\u9fff])|(?<=所称)|(?<=所称的))"
# Between the word and what it means.
_MEANS = (
    r"[”》）)]?(?:[（(][^（()）]{0,30}[）)])?[，,]?(?:[^，。；、]{0,4})?(?:是指|指的是|系指|，指)"
)


def asks(question: str) -> bool:
    """Return whether a question asks what a word means."""
    return _ASKED.search(question) is not None


def defines(sentence: str, names: Sequence[Term]) -> bool:
    """Return whether a sentence says what one of the names means."""
    words = [word for name in names for word in (name.text, *name.alternatives)]
    return any(
        re.search(_BEGINS + re.escape(word) + _MEANS, sentence, re.IGNORECASE) for word in words
    )


def meaning(asked: Asked, ranked: Sequence[Evidence]) -> Evidence | None:
    """Return what says what a word means, where that is asked.

    It answers however little else it says.
    """
    if not asks(asked.text):
        return None
    names = [term for term in asked.terms if term.is_name and term.is_telling]
    return next((one for one in ranked if one.can_answer and defines(one.text, names)), None)
