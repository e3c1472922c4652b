"""Second step of reading: source text of one block in, clean text with its way back out.

Pure and idempotent: normalising clean text changes nothing. The rules are applied until none of
them changes anything, so that a rule may uncover what another one is there for. That ends: a rule
either shortens the text, or puts for one character another that no rule takes back (narrow for
wide, Chinese marks for ASCII ones, a space for any blank). Only 门 and 内 are put for each other,
and never for the same neighbours both ways: as the neighbours come to rest, so do they.
"""

import html
import re
import unicodedata
from collections.abc import Sequence

from corpus.document import Span
from corpus.text.comments import COMMENT
from corpus.text.look_alikes import LOOK_ALIKES, MISREAD
from corpus.text.tracing import Replacement, TracedText, traced

# Ideographs, and the punctuation that sets off Chinese text without blanks around it.
IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
CHINESE_MARKS = "、。，；：？！“”‘’（）《》〈〉【】「」『』〔〕…—·"
_CHINESE = f"[{IDEOGRAPHS}{CHINESE_MARKS}]"

_FULL_WIDTH: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},
    **{code: chr(code - 0xFEE0) for code in range(0xFF21, 0xFF3B)},
    **{code: chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)},
    **{ord(mark): form for mark, form in zip("％＋«»‹›", "%+《》〈〉", strict=True)},
}
# Radicals and compatibility forms that PDF extraction puts in the place of ordinary ideographs.
_COMPATIBLE = {
    code: form
    for low, high in ((0x2F00, 0x2FD6), (0xF900, 0xFAFF))
    for code in range(low, high)
    if len(form := unicodedata.normalize("NFKC", chr(code))) == 1
}
_CHARACTERS: dict[int, str] = {**_FULL_WIDTH, **_COMPATIBLE, **LOOK_ALIKES}
_REPLACED = re.compile(f"[{''.join(map(chr, _CHARACTERS))}]")

# What a conversion to text left of the page it was made from.
INLINE_TAG = re.compile(
    r"</?(?:p|b|i|u|em|strong|sub|sup|br|span|div|font|a|img|center|table|thead|tbody|tr|td|th"
    r"|ul|ol|li|h[1-6])(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_INVISIBLE = re.compile("[\ufeff\u200b-\u200d\u2060\u00ad]+")
_BOLD = re.compile(r"\*\*+")
_LINE_MARK = re.compile(r"^[^\S\n]*(?:#{1,6}(?=\s)|[-*•>](?=\s))", re.MULTILINE)
_BLANKS = re.compile(r"\s+")
_STRAY_AND = re.compile(rf"(?<={_CHINESE})\s*\band\b\s*(?={_CHINESE})")
_PIPE = re.compile(r"\|")
# 全市生产总值[2]1236.58亿元: the mark of a note, which in an answer would pass for its citation.
_FOOTNOTE_MARK = re.compile(
    rf"(?<=[{IDEOGRAPHS}）”》])[\[［]\d{{1,2}}[\]］](?!\(|\s*第?\d{{1,4}}号)"
)
_FULL_WIDTH_POINT = re.compile(r"(?<=\d)．(?=\d)")
_ANGLE = re.compile(rf"<(?={_CHINESE})|(?<={_CHINESE})>")
_MARK = re.compile(r"[,;:!?]")
_STOP = re.compile(r"\.")
_PARENTHESIS = re.compile(r"[()]")
_TO_CHINESE = dict(zip(",;:!?()", "，；：！？（）", strict=True))
# 第一条 为了…: the blank tells the number of an article from the text that it opens.
_LEGAL_MARK = re.compile(
    r"(?:^|\n)\s*第[一二三四五六七八九十百千零〇]+(?:分?编|篇|章|节|条(?:之[一二三四五])?)$"
)
# A line that ends within a number: 清偿率达9 / 5.4%. Chinese puts no two numbers side by side.
_MAX_NUMBER_CHARS = 10
_MAX_MARK_CHARS = 40
_CUT_NUMBER = re.compile(r"(?<![-—.\d])\d{1,8}$")
_REST_OF_NUMBER = re.compile(rf"\d{{1,8}}(?:\.\d+)?(?:%|‰|[{IDEOGRAPHS}])")
# Behind what numbers itself (附件1 100元) a blank parts two numbers.
_THOUSANDS = re.compile(
    rf"[{IDEOGRAPHS}\]）](?<![件表图第章条款项目次号])\d{{1,3}}(?:[ \xa0]\d{{3}})*$"
)
_REST_OF_THOUSANDS = re.compile(rf"\d{{3}}(?:[ \xa0]\d{{3}})*(?:\.\d+)?[{IDEOGRAPHS}]")
_LABEL = re.compile(rf"[{IDEOGRAPHS}](?:\s?[{IDEOGRAPHS}]){{1,5}}\s?[：:]")
_FACT = re.compile(rf"[{IDEOGRAPHS}][：:][^，。；：:、]{{1,30}}$")
# The name of an attached file: 申报表.docx.
_SUFFIX = re.compile(r"(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|pptx?|txt|jpe?g|png)\b", re.ASCII)
_ORDINAL = re.compile(r"(?:^|\n)\s*[一二三四五六七八九十]{1,3}$")


def normalize(text: str) -> TracedText:
    """Return the clean form of a block's text, traced to offsets in `text`."""
    return normalize_spans(text, [Span(0, len(text))])


def normalize_spans(source: str, spans: Sequence[Span]) -> TracedText:
    """Return the clean form of a block that lies in one or more spans of the source."""
    current = traced(source, spans)
    while True:
        following = _once(current)
        if following.text == current.text:
            return following
        current = following


def _once(text: TracedText) -> TracedText:
    if _REPLACED.search(text.text):
        text = text.translate(_CHARACTERS)
    for trigger, pattern, replacement in _RULES:
        if trigger.search(text.text):
            text = text.replace(pattern, replacement)
    return text


def _nothing(_: re.Match[str]) -> str:
    return ""


def _decoded(match: re.Match[str]) -> str | None:
    character = html.unescape(match[0])
    return character if len(character) == 1 else None


def _blank(match: re.Match[str]) -> str | None:
    """Keep one blank between Latin words or numbers and behind 第一条, none beside Chinese text."""
    before, after = _neighbours(match)
    if after and _LEGAL_MARK.search(_line_before(match)):
        return None if match[0] == " " else " "
    if "\n" in match[0] and _parts_number(match):
        return ""
    if match[0] in " \xa0" and _parts_thousands(match):
        return ""
    if before and "\n" not in match[0] and _parts_facts(match):
        return None if match[0] == " " else " "
    if (
        not before
        or not after
        or after in _TO_CHINESE
        or after in "%‰"
        or any(map(_is_chinese, before + after))
    ):
        return ""
    return None if match[0] == " " else " "


def _line_before(match: re.Match[str]) -> str:
    """Return what stands before a match on its line; nothing where that is longer than a mark.

    A long text is not searched from its beginning for each of its blanks.
    """
    text, end = match.string, match.start()
    low = max(end - _MAX_MARK_CHARS, 0)
    start = text.rfind("\n", low, end) + 1
    return text[start:end] if start or not low else ""


def _parts_facts(match: re.Match[str]) -> bool:
    """Whether a blank stands between two facts of one line: 联系人：李明 电话：0391-3559988."""
    behind = _LABEL.match(match.string, match.end())
    return behind is not None and _FACT.search(_line_before(match)) is not None


def _parts_number(match: re.Match[str]) -> bool:
    text, (start, end) = match.string, match.span()
    before = text[max(start - _MAX_NUMBER_CHARS, 0) : start]
    return bool(_CUT_NUMBER.search(before) and _REST_OF_NUMBER.match(text, end))


def _parts_thousands(match: re.Match[str]) -> bool:
    """Whether a blank groups the digits of one number, as statistics write it: 1 236.58亿元."""
    text, (start, end) = match.string, match.span()
    before = text[max(start - _MAX_NUMBER_CHARS, 0) : start]
    return bool(_THOUSANDS.search(before) and _REST_OF_THOUSANDS.match(text, end))


def _angle_bracket(match: re.Match[str]) -> str | None:
    """Turn `<` and `>` into title brackets where they open and close; a lone one stays."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match[0] == "<":
        return "〈" if re.search("[>〉》]", after) else None
    return "〉" if before.count("〈") > before.count("〉") else None


def _chinese_mark(match: re.Match[str]) -> str | None:
    before, after = _neighbours(match)
    if before.isdigit() and after.isdigit():
        return None
    is_chinese = _is_chinese(before) or _is_chinese(after) or before == "%"
    return _TO_CHINESE[match[0]] if is_chinese else None


def _chinese_stop(match: re.Match[str]) -> str | None:
    """Turn a full stop behind Chinese text into 。; decimal points follow a digit and stay."""
    before, after = _neighbours(match)
    if (
        after == "."
        or _SUFFIX.match(match.string, match.end())
        or _ORDINAL.search(_line_before(match))
    ):
        return None
    return "。" if _is_chinese(before) or (before == "%" and not after.isdigit()) else None


def _chinese_parenthesis(match: re.Match[str]) -> str | None:
    text, at = match.string, match.start()
    before, after = _neighbours(match)
    if _is_chinese(before) or _is_chinese(after):
        return _TO_CHINESE[match[0]]
    # Neither side decides: look at what the pair holds.
    if match[0] == "(":
        inner = text[at + 1 :].split(")")[0] if ")" in text[at:] else ""
    else:
        inner = re.split(r"[(（]", text[:at])[-1] if re.search(r"[(（]", text[:at]) else ""
    return _TO_CHINESE[match[0]] if any(map(_is_chinese, inner)) else None


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    text, (start, end) = match.string, match.span()
    return text[start - 1 : start] if start else "", text[end : end + 1]


_CHINESE_CHARACTER = re.compile(_CHINESE)


def _is_chinese(character: str) -> bool:
    return _CHINESE_CHARACTER.match(character) is not None


# In order; a rule is tried only where what triggers it occurs at all.
_RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], Replacement], ...] = tuple(
    (re.compile(trigger), pattern, replacement)
    for trigger, pattern, replacement in (
        ("<!--", COMMENT, _nothing),
        ("<", INLINE_TAG, _nothing),
        ("&", _ENTITY, _decoded),
        (_INVISIBLE.pattern, _INVISIBLE, _nothing),
        (r"\*", _BOLD, _nothing),
        ("[#*•>-]", _LINE_MARK, _nothing),
        ("．", _FULL_WIDTH_POINT, lambda _: "."),
        (r"[\[［]", _FOOTNOTE_MARK, _nothing),
        *MISREAD,
        # What sets the cells of a Markdown table apart.
        (r"\|", _PIPE, lambda _: " "),
        ("and", _STRAY_AND, lambda _: "和"),
        (r"\s", _BLANKS, _blank),
        ("[<>]", _ANGLE, _angle_bracket),
        ("[,;:!?]", _MARK, _chinese_mark),
        (r"\.", _STOP, _chinese_stop),
        ("[()]", _PARENTHESIS, _chinese_parenthesis),
    )
)
