"""Does a sentence turn its evidence round: negation, duty and permission, plans, hedges, direction.

Pure, by rules on words. A negation is compared at its head, the word that it denies (不停水 denies
停水): what the evidence denies the sentence must not affirm, and the other way round.
"""

import re
from collections.abc import Iterator

from corpus import find_figures, same_figure

# Words of no, apart from words that only look like one (不断, 未来, 不动产).
_NO = re.compile(
    r"禁止|严禁|不得|不准|不许|不再|杜绝|取消|停止|拒绝|没有|没|勿|并非|"
    r"不(?![断仅但少同良足等管论妨]|动产|限于|超过|低于|少于|高于|多于|大于|小于)|"
    r"未(?![来]|成年)|无(?![论形线缝纸锡]|人机|障碍)|非(?![常遗公])|免(?!疫)|"
    r"零(?=[收跑见费门障延投差容时材证])"
)
_AFTER = re.compile(r"(?P<head>[一-鿿]{2,10})除外")
_CLAUSE = re.compile(r"[^，。；：！？,;:!?（）()\n]+")
# Between a word of no and its head.
_SKIPPED = re.compile(r"(?:需要|可以|能够|应当|必须|[需会得能可要再予被必用许准应当因对将把向给])*")
_HEAD_CHARS = 2
# An evidence clause that shares so many character pairs with a sentence speaks of the same.
_ALIGNED_PAIRS = 2

_MUST = re.compile(r"必须|应当|务必|不得|须(?!知)|应(?![急用对收付答届聘邀征纳税])|需要?(?!求)")
_MUST_IN_EVIDENCE = re.compile(rf"{_MUST.pattern}|要(?!素|闻)|一律|限期|责令|要求|确保|不准|禁止")
_MAY = re.compile(r"可以|允许|准予|可(?![能持靠观研信见]|再生)")
_MUST_NOT = re.compile(r"不得|禁止|严禁|不准|不许|不可(?!抗)")
_PLAN = re.compile(
    r"力争|争取|拟(?![定订])|计划(?!生育|单列)|预计|有望|目标|将(?=于|在|进一步|继续|会|逐步|全面|适时)|下一步|"
    r"探索|试点|研究|推动|谋划|准备"
)
_ONLY_PLANNED = re.compile(r"力争|争取|拟(?![定订])|预计|有望|计划(?=[于在到年]|\d)")
_OPPOSITES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (r"增长|上升|提高|提升|增加|上涨|上调|扩大", r"下降|降低|减少|下滑|下调|缩减|回落|压减"),
        (r"延长", r"缩短|压缩"),
        (r"收取|征收|缴纳|收费", r"免收|免征|免缴|减免|免除|免费"),
        (r"以上|不少于|不低于|至少|超过|高于", r"以下|以内|不超过|不高于|至多|低于|最多"),
        (r"支持|鼓励|允许", r"限制|禁止|不得|严禁"),
        (r"之前|以前", r"之后|以后"),
        (r"合格|通过", r"不合格|未通过"),
        (r"线上|网上", r"线下|现场"),
        (r"自愿", r"强制|必须"),
        (r"事前", r"事后"),
        (r"优先|率先", r"最后|暂缓"),
        (r"正确|属实", r"错误|不实"),
    )
)


def turns_negation(said: str, evidence: str) -> bool:
    """Return whether a sentence denies what its evidence affirms, or affirms what it denies."""
    return any(_affirms_what_is_denied(said, clause) for clause in _aligned(evidence, said)) or any(
        _denies_what_is_affirmed(clause, evidence) for clause in _clauses(said)
    )


def turns_modality(said: str, evidence: str) -> bool:
    """Return whether a duty is invented, a ban allowed, or a plan told as done."""
    if _MUST.search(said) and not _MUST_IN_EVIDENCE.search(evidence):
        return True
    around = "".join(_aligned(evidence, said)) or evidence
    if _allows(said) and _MUST_NOT.search(around) and not _allows(around):
        return True
    if _allows(said) and not _allows(around) and re.search(r"应当|必须", around):
        return True
    return _ONLY_PLANNED.search(around) is not None and not _PLAN.search(said)


def turns_direction(said: str, evidence: str) -> bool:
    """Return whether a word is replaced by its opposite, or a figure's hedge by another."""
    for one, other in _OPPOSITES:
        for told, untold in ((one, other), (other, one)):
            if told.search(said) and not told.search(evidence) and untold.search(evidence):
                return True
    stated = find_figures(evidence)
    for figure in find_figures(said):
        hedges = {other.approx for other in stated if same_figure(figure, other)}
        if hedges and figure.approx not in hedges:
            return True
    return False


def is_planned(text: str) -> bool:
    """Return whether a text tells of what is planned, sought or tried, not of what holds."""
    return _PLAN.search(text) is not None


def _allows(text: str) -> bool:
    return any(text[match.start() - 1 : match.start()] != "不" for match in _MAY.finditer(text))


def _clauses(text: str) -> list[str]:
    return _CLAUSE.findall(text)


def _aligned(evidence: str, said: str) -> list[str]:
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    return [
        clause
        for clause in _clauses(evidence)
        if sum(clause[at : at + 2] in pairs for at in range(len(clause) - 1)) >= _ALIGNED_PAIRS
    ]


def _heads(clause: str) -> Iterator[str]:
    """Yield what each word of no in a clause denies."""
    for match in _NO.finditer(clause):
        skipped = _SKIPPED.match(clause, match.end())
        start = skipped.end() if skipped else match.end()
        yield clause[start : start + _HEAD_CHARS]
    for match in _AFTER.finditer(clause):
        yield match["head"]


def _affirms_what_is_denied(said: str, clause: str) -> bool:
    for head in _heads(clause):
        told = [one for one in _clauses(said) if head in one]
        is_whole = len(head) >= _HEAD_CHARS and not _is_affirmed(head, clause)
        if is_whole and told and not any(_is_denied(head, one) for one in told):
            return True
    return False


def _denies_what_is_affirmed(clause: str, evidence: str) -> bool:
    for head in _heads(clause):
        if len(head) < _HEAD_CHARS or head not in evidence:
            if not any(_denies(one) for one in _aligned(evidence, clause) or [evidence]):
                return True
        elif not any(_is_denied(head, one) for one in _clauses(evidence) if head in one):
            return True
    return False


def _denies(clause: str) -> bool:
    return _NO.search(clause) is not None or _AFTER.search(clause) is not None


def _is_denied(head: str, clause: str) -> bool:
    """Whether a clause denies a head where it last says it: by a word of no, or 除外 behind."""
    return _is_denied_at(clause.rfind(head), clause)


def _is_affirmed(head: str, clause: str) -> bool:
    """Whether a clause says a head before it denies anything."""
    return not _is_denied_at(clause.find(head), clause)


def _is_denied_at(at: int, clause: str) -> bool:
    return any(match.start() < at for match in _NO.finditer(clause)) or "除外" in clause[at:]
