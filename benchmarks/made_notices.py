"""Notices made of statute articles: as many documents as are asked for, none like another.

Each has figures, a place and a date of its own, the same ones each time.
"""

import gzip
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.text.numerals import spell_numeral

SEED = 20261125
CITIES = ("郑州市", "开封市", "洛阳市", "许昌市", "鹤壁市", "南阳市", "信阳市", "商丘市")


def make_notices(articles: Path, count: int, folder: Path, *, is_short: bool) -> None:
    """Make a folder of so many text files."""
    folder.mkdir(parents=True)
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for name, text in itertools.islice(_notices(texts, is_short=is_short), count):
        (folder / name).write_text(text, encoding="utf-8")


def _notices(articles: Sequence[str], *, is_short: bool) -> Iterator[tuple[str, str]]:
    """Yield names and texts of notices; a short one holds one article, others up to fifteen."""
    chance = random.Random(SEED)
    for number in itertools.count(1):
        city = chance.choice(CITIES)
        head = (
            f"{city}人民政府关于第{number}项工作的通知\n\n"
            f"{chance.randint(2015, 2025)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日\n"
        )
        body = [
            f"{spell_numeral(at)}、{chance.choice(articles)}"
            f"累计办理{chance.randint(10, 99999)}件，办结率{chance.randint(500, 1000) / 10}%。"
            for at in range(1, 2 if is_short else chance.randint(8, 16))
        ]
        yield f"通知{number:06d}.txt", "\n\n".join([head, *body, ""])
