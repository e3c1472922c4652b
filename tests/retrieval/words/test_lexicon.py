"""The lexicon's phrases do not stand in official words by chance, and say what they should."""

import re
from collections import Counter
from pathlib import Path

import pytest

import corpus
from retrieval.words.lexicon import colloquialisms_in, lexicon
from retrieval.words.segmentation import Segmenter, fold

DOCUMENTS = Path(corpus.__file__).parent / "documents"
PHRASES = {phrase for entry in lexicon() for phrase in entry.said}
BY_CHANCE = 2  # as often as this, pieces of two words may look like a phrase
FREQUENT = 5  # times in the bundled documents


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [re.sub(r"[\s*]", "", fold(one.read_text("utf-8"))) for one in DOCUMENTS.glob("*.txt")]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def words_at(text: str, segmenter: Segmenter) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    spans, at = [], 0
    for word in segmenter.words(text):
        start = text.find(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans


def test_no_phrase_is_made_of_pieces_of_two_words(texts: list[str], segmenter: Segmenter) -> None:
    pieces: Counter[str] = Counter()
    for text in texts:
        spans = words_at(text, segmenter)
        starts, ends = {start for start, _ in spans}, {end for _, end in spans}
        for start in set(range(len(text))) - starts:
            for length in range(2, 9):
                if start + length not in ends:
                    pieces[text[start : start + length]] += 1

    found = {phrase: pieces[phrase] for phrase in PHRASES if pieces[phrase] > BY_CHANCE}

    assert found == {}  # as 动工 in 联动工作 or 分利 in 充分利用


def test_no_phrase_stands_in_the_middle_of_a_frequent_word(
    texts: list[str], segmenter: Segmenter
) -> None:
    times = Counter(word for text in texts for word in segmenter.words(text))
    middles = {
        word[start:end]: word
        for word, n in times.items()
        if n >= FREQUENT
        for start in range(1, len(word) - 1)
        for end in range(start + 1, len(word))
    }

    assert {phrase: middles[phrase] for phrase in PHRASES & middles.keys()} == {}


def test_every_entry_says_something_else_than_it_means() -> None:
    same = [entry for entry in lexicon() if set(entry.means) <= set(entry.said)]

    assert same == []


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("去年全市gdp多少", "地区生产总值"),
        ("城里人一年能挣多少钱", "城镇居民"),
        ("到手工资少了找谁", "应发工资"),
        ("我炒股亏了能找谁", "证券交易"),
        ("亲戚开公司我能批吗", "近亲属"),
        ("年终奖要交多少税", "全年一次性奖金"),
        ("厂里没给签合同，没签合同能要双倍工资吗", "二倍的工资"),
        ("外地看病能报销多少", "异地就医"),
        ("多少岁退休", "法定退休年龄"),
        ("公积金还房贷怎么弄", "提取住房公积金"),
        ("打工子女上小学要啥", "随迁子女"),
        ("饭店不给开票咋办", "开具发票"),
        ("健身卡的钱要不回来", "预付式消费"),
        ("楼上吵得睡不着", "社会生活噪声"),
        ("没施工证能干吗", "施工许可证"),
        ("种地补给多少一亩", "耕地地力保护补贴"),
        ("三蹦子能上路吗", "低速电动车"),
        ("被限高了怎么办", "限制高消费"),
        ("老年卡怎么办", "老年人优待"),
        ("忘带身份证能办吗", "容缺受理"),
    ],
)
def test_lay_words_of_every_field_have_official_ones(question: str, official: str) -> None:
    means = {word for entry in colloquialisms_in(question) for word in entry.means}

    assert official in means
