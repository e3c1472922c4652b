"""Is the wording of a sentence supported: sentence and evidence in, whether it stands there.

By character pairs of its telling words: most of them must occur in the evidence, in every clause
some, and no long run of characters may be new. Names (of places, offices, papers and what stands
in quotation marks) must occur as they are.
"""

import re
import unicodedata
from collections.abc import Sequence

from corpus import find_regions

# Words that tell nothing by themselves; a sentence may add them and is cut at them.
_EMPTY = re.compile(
    r"其中|其他|以及|并且|而且|同时|此外|另外|因此|所以|由于|但是|不过|如果|根据|按照|依据|关于|对于|通过|进行|"
    r"开展|目前|当前|截至|截止|已经|可以|能够|应当|应该|需要|必须|没有|是否|包括|主要|分别|具体|相关|有关|"
    r"方面|情况|工作|要求|规定|相应|及时|属于|作为|成为|实现|达到|共计|总共|一共|合计|累计|有效|进一步|"
    r"是的|不是|不会|不能|不得|企业|公司|单位|部门|事项|措施|政策|资料|文件|"
    r"[的了在是和与及或等为对从到由把被将可能需要应以其也都还就而则即已不无未会这那该此各每有个之于并且各来去上下中内外时后前请您你]"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
_QUOTED = re.compile(r"[“\"‘《〈「『]([^“”\"‘’《》〈〉「」『』]{2,40})[”\"’》〉」』]")
_OFFICE = re.compile(r"[一-鿿]{2}(?:厅|局|委员会|银行|法院|检察院|协会|集团|管委会|办公室|海关)")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.@_-]+")
# Found on hand-made drafts, see tests/bot/drafts: below these a sentence says something else.
_LEAST_SHARE = 0.6
_LEAST_CLAUSE_SHARE = 0.34
_LONGEST_NEW_RUN = 5


def is_supported(said: str, evidence: str) -> bool:
    """Return whether most of what is said occurs in the evidence, and no part is new."""
    words = _words(said)
    known = _folded(evidence)
    if not words:
        return False
    if _share(words, known) < _LEAST_SHARE:
        return False
    if any(_longest_new_run(word, known) > _LONGEST_NEW_RUN for word in words):
        return False
    clauses = [_words(clause) for clause in _CLAUSE.findall(said)]
    return all(
        _share(clause, known) >= _LEAST_CLAUSE_SHARE
        for clause in clauses
        if sum(map(len, clause)) > _LONGEST_NEW_RUN
    )


def names_unknown(said: str, evidence: str) -> bool:
    """Return whether a place, office, paper, quoted or Latin name is not in the evidence."""
    known = _folded(evidence)
    places = {mention.region for mention in find_regions(evidence)}
    if any(mention.region not in places for mention in find_regions(said)):
        return True
    names = [*_QUOTED.findall(said), *_OFFICE.findall(said), *_LATIN.findall(said)]
    return any(_folded(name) not in known for name in names)


def pairs(text: str) -> list[str]:
    """Return the character pairs of the telling words of a text."""
    return [word[at : at + 2] for word in _words(text) for at in range(len(word) - 1)]


def _words(text: str) -> list[str]:
    """Return the runs of characters between empty words, those of two characters and more."""
    runs = _HAN.findall(unicodedata.normalize("NFKC", text))
    return [word for run in runs for word in _EMPTY.split(run) if len(word) > 1]


def _share(words: Sequence[str], known: str) -> float:
    """Share of the character pairs that are known, in [0, 1]; 1 of nothing."""
    every = [word[at : at + 2] for word in words for at in range(len(word) - 1)]
    return sum(pair in known for pair in every) / len(every) if every else 1.0


def _longest_new_run(word: str, known: str) -> int:
    longest = run = 0
    for at in range(len(word) - 1):
        run = 0 if word[at : at + 2] in known else run + 1
        longest = max(longest, run)
    return longest


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("*", "")
    return "".join(folded.split()).lower()
