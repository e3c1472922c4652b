"""The same question in other words, by rule; the same question always gives the same variants.

With a slip, in traditional characters, politely, or in the order in which people speak.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from corpus import find_figures, find_regions
from eval.gold import GoldQuestion
from retrieval import Segmenter

SEED = 20220919
MARK = "~"  # between a question's id and the kind of its variant
VARIANTS = 3
TRADITIONAL = Path(__file__).with_name("traditional.txt")

# What an input method by sound offers beside the character meant.
_SOUNDALIKE = (
    "业叶 办半 贷代 款宽 费废 免勉 罚法 险显 税睡 证正 照赵 注主 销消 企起 登灯 记计 申审 请情 "
    "材才 料廖 期其 限线 额鹅 度渡 资姿 金今 商伤 户护 政正 策册 服福 务物 审申 批皮 补不 贴帖 "
    "利力 率律 保报 障张 养样 医依 水税 电店 气汽 公工 司私 营赢 环还 境竞 优忧 化话 处出 执直 "
    "检捡 查察 首手 错措 累类 计记 放方 支只 持迟 项像 目木 清青 单担 建件 设社 工公 程成 房防 "
    "产铲 投头 诉速 简减 易意 法发 院园 案按 件建 人任 员圆 民名 小晓 微威 新心 开凯 时事 间见 "
    "天田 年念 个各 家加 多朵"
)
_BEFORE = ("您好，", "麻烦问一下，", "你好，请问", "不好意思打扰了，", "想咨询一下，", "劳驾，")
_AFTER = ("谢谢！", "麻烦您了。", "多谢！", "请告诉我一下。", "感谢！", "谢谢您。")
_END = "？?。！!"
_CLAUSE = re.compile(r"[，,]")
_MAX_MOVED_CHARS = 8
_MIN_LEFT_CHARS = 5


def variants(questions: Sequence[GoldQuestion], *, n: int) -> list[GoldQuestion]:
    """Return three variants each of n questions drawn by lot; ids tell question and kind.

    A question that fewer than three rules change is left out.
    """
    alone = [question for question in questions if not question.history]
    drawn = random.Random(SEED).sample(alone, len(alone))
    made = (list(_variants_of(question)) for question in drawn)
    whole = islice((one for one in made if len(one) == VARIANTS), n)
    return [variant for one in whole for variant in one]


def original_id(id_: str) -> str:
    """Return the id of the question that a variant was made from."""
    return id_.partition(MARK)[0]


def kind_of(id_: str) -> str:
    """Return the kind of a variant."""
    return id_.partition(MARK)[2]


def with_slip(text: str, draw: random.Random) -> str:
    """Put one character in the place of another that sounds alike; places and figures stay."""
    kept = {at for span in _kept_whole(text) for at in range(*span)}
    places = [at for at, char in enumerate(text) if char in _soundalikes() and at not in kept]
    if not places:
        return text
    at = draw.choice(places)
    return text[:at] + _soundalikes()[text[at]] + text[at + 1 :]


def in_traditional(text: str, draw: random.Random) -> str:
    """Write the text in traditional characters."""
    del draw
    return text.translate(_traditional())


def politely(text: str, draw: random.Random) -> str:
    """Begin and end as people do who ask someone."""
    ended = text if text.endswith(tuple(_END)) else f"{text}？"
    return f"{draw.choice(_BEFORE)}{ended}{draw.choice(_AFTER)}"


def in_another_order(text: str, draw: random.Random) -> str:
    """Say last what came first: of two clauses the first, else the first words."""
    del draw
    body = text.rstrip(_END)
    clauses = _CLAUSE.split(body)
    if len(clauses) == 2 and all(clauses):
        return f"{clauses[1]}，{clauses[0]}？"
    at = _end_of_first_words(body)
    return f"{body[at:]}，{body[:at]}？" if at else text


Rule = Callable[[str, random.Random], str]
RULES: dict[str, Rule] = {
    "slip": with_slip,
    "traditional": in_traditional,
    "polite": politely,
    "order": in_another_order,
}


def _variants_of(question: GoldQuestion) -> Iterator[GoldQuestion]:
    """Yield the first three rules, in an order of the question's own, that change it."""
    draw = random.Random(f"{SEED} {question.id}")
    left = VARIANTS
    for kind in draw.sample(list(RULES), len(RULES)):
        text = RULES[kind](question.question, draw)
        if left and text != question.question:
            left -= 1
            update = {"id": f"{question.id}{MARK}{kind}", "question": text}
            yield question.model_copy(update=update)


def _end_of_first_words(body: str) -> int | None:
    """Return where the first words end that can stand apart; None where the rest is too short."""
    at = 0
    for word in _segmenter().words(body):
        start = body.lower().find(word, at)
        if start != at:  # a mark stands between
            return None
        at += len(word)
        if at >= 2 and body[at : at + 1] not in ("的", "是", ""):
            break
    at = max([at, *(end for start, end in _kept_whole(body) if start < at < end)])
    return at if at <= _MAX_MOVED_CHARS and len(body) - at >= _MIN_LEFT_CHARS else None


def _kept_whole(text: str) -> list[tuple[int, int]]:
    """Return where places and figures stand."""
    places = [(one.start, one.end) for one in find_regions(text)]
    return places + [(one.start, one.end) for one in find_figures(text)]


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


@cache
def _soundalikes() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in _SOUNDALIKE.split()}


@cache
def _traditional() -> dict[int, str]:
    lines = TRADITIONAL.read_text("utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return {ord(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}
