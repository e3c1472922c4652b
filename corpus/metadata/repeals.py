"""Which documents a text repeals by name: text in, titles and numbers (文号) out.

A law does so in its last articles: 《…管理条例》同时废止. A notice or measure does so with its own
day of effect: 本办法自2024年1月1日起施行，原《…》停止执行. A report that tells what was repealed,
or an explanation of what another text repeals, repeals nothing.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.law_titles import work_title

DOC_NO = re.compile(r"[\u4e00-\u9fff]{1,10}〔\d{4}〕\d{1,4}号")
_QUOTED = re.compile(r"《(?:[^《》]|《[^《》]*》)*》")
_ENDS = "废止|(?:停止|不再|终止)(?:执行|施行|实施|使用)|失效"
_ABOLISHED = re.compile(f"(?:同时|即行|一并)?(?:{_ENDS})")
# 同时废止《…》、《…》: what is repealed follows.
_FOLLOWED = re.compile("(?:废止|(?:停止|终止)(?:执行|施行|实施))(?:以下|下列)?[^。；《》]{0,12}《")
_BRACKETED = re.compile("（[^（）]*）")
_TOLD = re.compile("[已曾拟将未不]|建议|可以|应当|清理")
_BY_ITSELF = re.compile(
    f"(?:同时|即行|一并)(?:予以)?(?:{_ENDS})|原《|(?:自|从)(?:即日|本[\u4e00-\u9fff]{{1,8}}日)起|"
    "本[\u4e00-\u9fff]{1,8}自[^，。；]{2,24}(?:施行|实施|执行|生效)"
)
_IN_TITLE = re.compile("废止|失效")
_ON_GROUNDS = re.compile("根据|按照|依据|依照|参照|结合|鉴于")
_NO_MEASURE = re.compile(
    "(?:报告|汇报|总结|答复|简报|综述|解读|问答|说明|纪要|白皮书|征求意见稿?）?|草案）?)$"
)
_PRINTED = re.compile(
    "(?:印发|公布|发布|转发|颁布)(?:新?修订的)?(?P<name>.{2,80}?)的(?:通知|公告|通告|决定|函)$"
)


def repealed_by_law(articles: str) -> tuple[str, ...]:
    """Return the laws that an article repeals by name: 《…管理条例》同时废止."""
    return tuple(
        dict.fromkeys(
            title[1:-1]
            for sentence in re.split("[。；\n]", articles)
            if (match := _ABOLISHED.search(sentence))
            for title in _QUOTED.findall(sentence[: match.start()])
        )
    )


def repealed_by(title: str, text: str) -> tuple[str, ...]:
    """Return what a document that is no law repeals by name, titles and numbers.

    Args:
        title: its title, which tells whether it can repeal anything.
        text: its text without blanks, folded.
    """
    if _NO_MEASURE.search(title) or not _ABOLISHED.search(text):
        return ()
    is_repeal = _IN_TITLE.search(title) is not None
    found: dict[str, None] = {}
    before = ""
    for sentence in re.split("[。；]", text):
        if _ABOLISHED.search(sentence) and (is_repeal or _BY_ITSELF.search(before + sentence)):
            found.update(dict.fromkeys(_named(sentence)))
        before = sentence
    return tuple(found)


def cited_name(title: str) -> str:
    """Return what a title is called by where another document names it.

    《许昌市人民政府关于印发许昌市奖励办法的通知》 and 《许昌市奖励办法》 name one text; who issued
    a notice is left out of its name.
    """
    plain = work_title(title)
    if printed := _PRINTED.search(plain):
        return work_title(printed["name"])
    at = plain.find("关于")
    return plain[at:] if at > 0 else plain


def _named(sentence: str) -> Iterator[str]:
    """Yield the titles that a sentence puts out of force, each with its number."""
    if followed := _FOLLOWED.search(_hidden(sentence)):
        if not _TOLD.search(sentence[max(followed.start() - 4, 0) : followed.start()]):
            yield from _titles(sentence[followed.start() :])
        return
    match = next(
        (
            one
            for one in _ABOLISHED.finditer(sentence)
            # The title of a decision stands before its first sentence: …关于废止…的决定.
            if "《" in sentence[: one.start()] and not _is_quoted(sentence, one.start())
        ),
        None,
    )
    if match is None:
        return
    clauses = _clauses(sentence[: match.start()])
    at = max((n for n, clause in enumerate(clauses) if "《" in clause), default=None)
    if at is None or _ON_GROUNDS.match(clauses[at]):
        return
    named = clauses[at]
    said = "".join([named[named.rindex("》") + 1 :], *clauses[at + 1 :]])
    if not _TOLD.search(_BRACKETED.sub("", said)):
        yield from _titles(named)


def _titles(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield match[0][1:-1]
        number = DOC_NO.search(text[match.end() : match.end() + 40].split("《")[0])
        if number:
            yield number[0]


def _clauses(text: str) -> list[str]:
    """Cut at commas outside of titles and brackets."""
    cuts = [match.start() for match in re.finditer("，", _hidden(text))]
    bounds = [-1, *cuts, len(text)]
    return [text[low + 1 : high] for low, high in pairwise(bounds)]


def _hidden(text: str) -> str:
    """Return a text of the same length whose titles and brackets hold nothing to cut at."""
    text = _QUOTED.sub(lambda match: f"《{'×' * (len(match[0]) - 2)}》", text)
    return _BRACKETED.sub(lambda match: "×" * len(match[0]), text)


def _is_quoted(text: str, at: int) -> bool:
    return text[:at].count("《") > text[:at].count("》")
