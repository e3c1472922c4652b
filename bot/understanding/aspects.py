"""One question, several things asked.

什么样的企业能走、要公示多少天？承诺书填错了还得重新公示吗？ asks three.

Each thing asked is searched, judged and, where need be, declined on its own, so that an answer can
be partial and say which half is missing. The rest of the question is background to all of them.
"""

import re
from dataclasses import dataclass

# Sentences first; within a sentence only commas between two clauses that both ask.
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
# What stands in brackets is not parted: 各县（市、区）.
_CLAUSE = re.compile(r"(?:（[^（）]*）|\([^()]*\)|[^，,、])+[，,、]?")
_ASKS = re.compile(
    r"多少|几|多久|多长|多大|多高|什么|啥|哪|谁|怎|咋|如何|吗|呢|是否|能否|可否|是不是|能不能|会不会|"
    r"要不要|有没有|用不用|区别|[?？]"
)
# 谁也不欠, 没啥可抵押的, 想招几个人: words that ask, where nothing is asked.
_ASKS_NOTHING = re.compile(
    r"(?:谁|什么|啥|哪[里儿]?|怎么|咋|多少)[也都]|(?<!有)没(?:有)?(?:什么|啥|几|多少)|"
    r"(?<!最)好几|[十这前近]几|"
    r"(?:想|打算|准备|计划)[^，,。？?要需得知问]{0,5}[招雇找请开买租]几[个位名家台间](?=[^，,。？?])"
)
# 你刚才不是说有500种吗 asks of the conversation, not of the documents.
_OF_THE_TALK = re.compile(
    r"\s*[你您]们?(?:刚才|刚刚|方才|之前|前面)[^，,。]{0,3}?(?:说|讲|告诉|回答|答应)"
)
# 要跑几趟多少钱: what is asked next, said without a comma.
_ASKED_NEXT = re.compile(
    r"(?:和|还有|以及|并且|另外)?((?:要|得|需要?)?(?:多少钱|多久|多长时间|几天|带(?:什么|啥)|去哪|找谁|"
    r"收不收(?:费|钱)|要不要(?:钱|收费)|花不花钱|什么(?:材料|手续|条件)|啥(?:材料|手续|条件)))"
)
_MAX_ASPECTS = 4


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing asked (`text`) and what else the question says (`background`)."""

    text: str
    background: str


def split_aspects(question: str) -> list[Aspect]:
    """Split a question into the things it asks; at least one, in order."""
    pieces = [
        clause
        for sentence in _SENTENCE.findall(question)
        for part in _clauses(sentence)
        for clause in _run_on(part)
        if clause.strip()
    ]
    asking = [piece for piece in pieces if _asks(piece) and not _OF_THE_TALK.match(piece)]
    if not 1 < len(asking) <= _MAX_ASPECTS:
        return [Aspect(question, "")]
    # What is told, not asked, is background, and so is the first thing asked: it names the topic.
    told = "".join(piece for piece in pieces if piece not in asking)
    first = asking[0]
    return [Aspect(first, told)] + [Aspect(piece, told + first) for piece in asking[1:]]


def _clauses(sentence: str) -> list[str]:
    clauses = _CLAUSE.findall(sentence)
    joined: list[str] = []
    for clause in clauses:
        # A clause that asks nothing belongs to the one it stands beside; of what is enumerated
        # (有没有不用抵押、看技术给钱的？) the mark at the end asks for all.
        asking = clause.rstrip("？?") if joined and joined[-1].endswith("、") else clause
        if joined and not (_asks(joined[-1]) and _asks(asking)):
            joined[-1] += clause
        else:
            joined.append(clause)
    return joined


def _run_on(clause: str) -> list[str]:
    """Part what is asked one behind the other without a comma; each part must ask."""
    for found in _ASKED_NEXT.finditer(clause):
        before = clause[: found.start()]
        if _asks(before) and not before.endswith(("是", "的", "还是", "了", "出", "有")):
            return [before, *_run_on(clause[found.start(1) :])]
    return [clause]


def _asks(text: str) -> bool:
    return _ASKS.search(_ASKS_NOTHING.sub("", text)) is not None
