"""Names and reasons asked for: whether a sentence tells them or only counts, or only states.

2名企业家入选… does not tell who they are; 完结118件 does not tell why five are left.
"""

import re
from collections.abc import Sequence

from bot.evidence.fitting import introduces, longest_run
from bot.evidence.holding import alike_measures
from bot.understanding.wants import MEASURES
from corpus import parse_numeral, split_clauses

_ASKS_NAMES = re.compile(
    rf"叫(?:什么|啥)|名字|姓名|(?:分别|各)(?:是|指|叫)(?!几|多少|在?第)|"
    rf"哪(?:[几一二两三四五六七八九十]+|\d+)[{MEASURES}](?![天年月日次])"
)
_COUNTED = re.compile(
    rf"(\d[\d,.]*|[几一二两三四五六七八九十百]+)[多余万千百]*([{MEASURES}])(?!分点|月|百分)"
)
_ASKS_REASON = re.compile(
    r"为(?:什么|啥|何)|因(?:为)?(?:什么|啥)(?!不)|(?:什么|啥|何种|哪些)原因|原因(?:是|在|有)|咋还?没|怎么还?没"
)
_GIVES_REASON = re.compile(
    r"因|由于|鉴于|原因|导致|造成|致使|所致|引起|受[^，。]{1,15}(?:影响|制约|限制)|缺乏|不足|不够|不到位|不完善|没有|尚未|"
    r"未能|仍|难|不愿|不敢|为了"
)

# What frames a document says nothing of its matter: why it was made, its number, day and annexes.
_FRAMES = (
    re.compile(
        r"现(?:将|就|予)[^。]*(?:如下|印发|公布|公告|遵照执行|抓好落实|明确)[^。]{0,24}[。：:]?$"
    ),
    re.compile(
        r"^[^。]{0,60}(?:会议|局务会|办公会)[^。]{0,12}(?:审议)?(?:通过|同意|研究)，[^。]*(?:印发|公布)[^。]{0,24}。?$"
    ),
    re.compile(
        r"^\s*(?:[^，。；：\d]{0,8}[〔\[（(]\d{4}[〕\]）)]\s*第?\s*\d+\s*号|\d{4}年\d{1,2}月\d{1,2}日)\s*$"
    ),
    re.compile(r"^\s*附件\s*\d*\s*[：:]"),
)
_ASKS_OF_THE_FRAME = re.compile(
    r"依据|根据|为了|为(?:什么|啥|何)|目的|背景|文件|印发|发布|出台|公布|会议|通过|附件|名单|文号|"
    r"哪年|什么时候|啥时候|哪天|几号"
)
_OF_THE_FRAME = frozenset({"document_number", "date", "as_of", "organisation"})


def only_frames(question: str, wants: Sequence[str], sentence: str) -> bool:
    """Return whether a sentence only frames a document, and its frame is not asked of.

    Why and on what ground it was made (根据…，现将…通知如下), its number, its day, its annexes.
    """
    if _ASKS_OF_THE_FRAME.search(question) or _OF_THE_FRAME & set(wants):
        return False
    return any(pattern.search(sentence) for pattern in _FRAMES)


def only_counts(question: str, sentence: str) -> bool:
    """Return whether names are asked for, and a sentence counts their bearers and names none.

    Counted are what the question counts or asks of in the same measure words, or like ones.
    """
    if _ASKS_NAMES.search(question) is None or introduces(sentence):
        return False
    asked = _COUNTED.findall(question)
    measures = alike_measures(tuple(measure for _, measure in asked))
    clauses = [sentence[start:end] for start, end in split_clauses(sentence, 0, len(sentence))]
    counted = {
        clause: {parse_numeral(number) for number, _ in found}
        for clause in clauses
        if (found := [one for one in _COUNTED.findall(clause) if _is_alike(one[1], measures)])
    }
    # 2名企业家…，12名企业家…: asked of two, the first clause has to name them.
    numbers = {parse_numeral(number) for number, _ in asked} - {None}
    # “四张清单”制度，梳理A、B、C、D: as many as are asked of, wherever they stand.
    most = max((int(number) for number in numbers if number is not None), default=0)
    if longest_run(sentence) >= (max(most, 3) if most else 2):
        return False
    meant = [clause for clause, told in counted.items() if told & numbers] or list(counted)
    return bool(meant) and not any(longest_run(one) > 1 for one in meant)


def _is_alike(measure: str, measures: set[str]) -> bool:
    return measure in measures or "个" in measures  # 个 counts anything


def gives_no_reason(question: str, sentence: str) -> bool:
    """Return whether a reason is asked for, and a sentence gives none."""
    return _ASKS_REASON.search(question) is not None and _GIVES_REASON.search(sentence) is None
