"""Yes or no first: a question and its sentence in, 可以/不可以, 需要/不需要, 视情形而定 out.

Pure. Only questions of leave (能不能, 可以…吗) and of duty (要不要, 还用…不) are settled, and only
by a clause that puts its own word of leave or duty before the very thing asked, without a condition
or an exception in its sentence. A wrong yes or no is the worst harm: in doubt there is none.
"""

import re
from collections.abc import Iterator

from bot.grounding.polarity import is_planned
from bot.grounding.support import pairs

_MODAL_ASKED = (
    (
        "leave",
        re.compile(r"能不能够?|可不可以|能否|可否|是否(?:可以|能够?|允许)|是不是(?:可以|能够?)"),
        re.compile(r"(?<!不)(?:可以|能够?|允许)(?=[^，。]{2,}(?:吗|么|不|没有?)[?？。！]*$)"),
    ),
    (
        "duty",
        re.compile(
            r"要不要|用不用|需不需要|是否(?:需要|必须|应当|要|得)|是不是(?:还|都)?(?:需要|必须|应当|要|得)"
        ),
        re.compile(
            r"(?<![不只主重])(?:需要|必须|应当|[还得]得|还要|还用|还需|要|用)"
            r"(?=[^，。]{2,}(?:吗|么|不|没有?)[?？。！]*$)"
        ),
    ),
)
# A question that denies, counts or ranks within its yes or no is not settled by a bare modal.
_NOT_PLAIN = re.compile(
    r"[不没未]用?(?:能|可以|得|需要).*(?:吗|吧)|都|全部|所有|任何|只|仅|最|超过|以内|以上|之内|一定|随便|直接|马上|立即|"
    r"\d|[一二两三四五六七八九十百]+(?:个|天|次|年|家|万)|还是"
)
_TAIL = re.compile(r"(?:吗|么|呢|啊|不|没有?)*[?？。！]*$")
# Before the thing itself; 走 and 进行 say of it only that it is done.
_FILLER = re.compile(r"^(?:还|再|去|先|也|自己)*(?:走|进行|做|弄)?")
_SETTLED: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "leave": (
        ("不可以", re.compile(r"不得|禁止|严禁|不准|不许|不可以|不能(?!够?享受)|不予")),
        ("可以", re.compile(r"(?<!不)(?:可以|允许|准予|准许)")),
    ),
    "duty": (
        (
            "不需要",
            re.compile(r"无需|无须|不需要?|毋需|不必|不用|不再(?:需要)?|不得要求|不要求"),
        ),
        ("需要", re.compile(r"(?<!不)(?:必须|应当|(?<!无)须|(?<![无不])需要?(?!求))")),
    ),
}
# What makes the answer depend on more than was asked.
_CONDITION = re.compile(
    r"除外|除[^，。；]{1,40}(?:外|以外)|但是?|原则上|一般|另有规定|例外|如果|若|假如|确[需有]|经[^，。；]{0,12}(?:批准|同意|审核)|"
    r"符合|满足|具备|情况下|前提|条件|特殊|部分|个别|有的|试点|的，|的[可不应须必无]|视[^，]{0,6}情|"
    # 将不需要现场审查的设定为即办事项: what follows holds of these alone.
    r"(?:对|将|把|凡|属于?)[^，。；]{3,}?(?:的|实行|实施|设定|设为|纳入|列入)|"
    r"未[^，。]{1,10}的|后[，]?(?:方|才)"
)
_CLAUSE = re.compile(r"[^，。；：！？,;:!?（）()\n]+")
_ASKED_CLAUSE = re.compile(r"[^，。；！？,;!?]+[?？。！]*")
# 有下列情形之一，可以当场收缴: a rule for the cases that it lists settles nothing for all.
_CASES = re.compile(r"下列|以下|之一")
DEPENDS = "视情形而定"
# So much of the thing asked follows the modal in its clause, and of the question the sentence.
_OF_THE_THING = 0.6
_OF_THE_QUESTION = 0.6
_NEAR_CHARS = 8  # more than the thing itself may stand between the modal and its end


def verdict(question: str, sentence: str, *, about: str = "") -> str | None:
    """Return the yes or no that a sentence settles a question with; None where it does not.

    `DEPENDS` where it settles it for the cases alone that it lists.

    Args:
        question: as asked.
        sentence: of a source.
        about: what the sentence stands under: its headings, and whose words it is.
    """
    asked = _asked(question)
    is_of_cases = _CASES.search(sentence) is not None
    if asked is None or is_planned(sentence):
        return None
    if _CONDITION.search(sentence) and not is_of_cases:
        return None
    kind, thing = asked
    if _share(question, f"{about}\n{sentence}") < _OF_THE_QUESTION:
        return None
    told = set(_told(kind, thing, sentence))
    if len(told) != 1:
        return None
    return DEPENDS if is_of_cases else told.pop()


def _asked(question: str) -> tuple[str, str] | None:
    """Return whether leave or duty is asked for, and of what; None if neither or not plainly."""
    clauses = _ASKED_CLAUSE.findall(question.strip())
    asking = [(kind, clause, match) for clause in clauses for kind, match in _modals(clause)]
    if len(asking) != 1 or _NOT_PLAIN.search(question):
        return None
    kind, clause, match = asking[0]
    thing = _FILLER.sub("", _TAIL.sub("", clause[match.end() :]))
    return (kind, thing) if len(thing) > 1 else None


def _modals(clause: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, doubled, plain in _MODAL_ASKED:
        match = doubled.search(clause) or plain.search(clause)
        if match is not None:
            yield kind, match
            return


def _told(kind: str, thing: str, sentence: str) -> Iterator[str]:
    """Yield each answer that a clause of the sentence gives about the thing itself."""
    wanted = [thing[at : at + 2] for at in range(len(thing) - 1)]
    for clause in _CLAUSE.findall(sentence):
        for answer, modal in _SETTLED[kind]:
            for match in modal.finditer(clause):
                after = clause[match.end() : match.end() + len(thing) + _NEAR_CHARS]
                has_ends = wanted[0] in after and wanted[-1] in after
                n_there = sum(pair in after for pair in wanted)
                if has_ends and n_there >= _OF_THE_THING * len(wanted):
                    yield answer


def _share(question: str, sentence: str) -> float:
    words = pairs(question)
    return sum(pair in sentence for pair in words) / len(words) if words else 0.0
