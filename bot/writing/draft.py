"""A model's draft, cut into sentences while it comes: pieces of text in, whole sentences out.

A sentence is whole once what follows its full stop and its markers shows that no further marker
comes. Signs of layout (list marks, headings, bold) and a model's thoughts (`<think>…</think>`)
are taken off; everything else stays, to be judged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# [1], 【1】, [1, 2]; years and 文号 (豫政办[2021]12号) have more digits than evidence has numbers.
_MARKER = r"[\[［【]\s*\d{1,2}(?:\s*[,，、]\s*\d{1,2})*\s*[\]］】]"
# An ASCII mark ends a sentence before Chinese or a blank only: addresses hold them too.
_END = re.compile(r"(?:[。！？]|[!?](?=[\s\[［【一-鿿]))+[”’」』）)]*|\n")
# On the same line: one that opens a line belongs to what follows it.
_MARKERS_BEHIND = re.compile(rf"(?:[ \t\u3000]*{_MARKER}[。.]?)*\s*")
# What may still become a marker when more comes.
_MARKER_BEGUN = re.compile(r"[\[［【][ \d,，、]{0,20}$|[。.]$")
_PARTS = re.compile(rf"((?:\s*{_MARKER})+)")
_LAYOUT = re.compile(
    r"^\s*(?:[-*+•·]\s+|\d{1,2}[.、)）](?!\d)\s*|[（(]\d{1,2}[)）]\s*|#+\s*|>\s*)+"
)
_BOLD = re.compile(r"\*\*|__")
_SAYS = re.compile(r"[\w一-鿿]")
_THOUGHTS = re.compile(r"\s*<think>.*?(?:</think>|$)", re.DOTALL)
# Text that goes on for longer without an end is no sentence; it is given as it is, to be dropped.
_MAX_HELD_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Segment:
    """What a sentence says up to its next markers, and the numbers in these."""

    text: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft."""

    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The sentence without its markers."""
        return "".join(segment.text for segment in self.segments)

    @property
    def markers(self) -> tuple[int, ...]:
        """The numbers that the sentence refers to, each once."""
        return tuple(dict.fromkeys(n for segment in self.segments for n in segment.markers))


class Draft:
    """Takes a draft piece by piece; holds what is not a whole sentence yet."""

    def __init__(self) -> None:
        self._held = ""
        self._seen = 0  # no sentence ends before this
        self._is_thinking = True  # until it is seen that no thoughts stand in front

    def take(self, piece: str) -> Iterator[Sentence]:
        """Take the next piece and yield the sentences that it makes whole."""
        self._held += piece
        if self._is_thinking and not self._begun():
            return
        while (cut := self._whole()) is not None:
            yield from self._cut_off(cut)

    def end(self) -> Iterator[Sentence]:
        """Yield what is left when nothing more comes."""
        if self._is_thinking:
            self._held = _THOUGHTS.sub("", self._held, count=1)
        while (cut := self._whole(is_end=True)) is not None:
            yield from self._cut_off(cut)
        yield from self._cut_off(len(self._held))

    def _whole(self, *, is_end: bool = False) -> int | None:
        """Return where the first sentence is over, markers included; None if more may belong."""
        if self._held[:1].isspace():  # a blank line in front would part a marker from its sentence
            self._held, self._seen = self._held.lstrip(), 0
        if not self._held:
            return None
        end = _END.search(self._held, self._seen)
        if end is None:
            self._seen = max(0, len(self._held) - 1)  # an ASCII mark waits for what follows it
            return len(self._held) if len(self._held) > _MAX_HELD_CHARS else None
        self._seen = end.start()
        behind = _MARKERS_BEHIND.match(self._held, end.end())
        cut = behind.end() if behind else end.end()
        is_open = cut == len(self._held) or _MARKER_BEGUN.match(self._held, cut)
        return None if is_open and not is_end and cut <= _MAX_HELD_CHARS else cut

    def _cut_off(self, cut: int) -> Iterator[Sentence]:
        text, self._held, self._seen = self._held[:cut], self._held[cut:], 0
        yield from _sentence(text)

    def _begun(self) -> bool:
        """Whether the answer has begun; thoughts in front of it are dropped when they end."""
        start = self._held.lstrip()
        if len(start) < len("<think>") and "<think>".startswith(start):
            return False
        if start.startswith("<think>") and "</think>" not in start:
            return False
        self._held = _THOUGHTS.sub("", self._held, count=1)
        self._is_thinking = False
        return True


def _sentence(text: str) -> Iterator[Sentence]:
    """Read one sentence; none where there is nothing but layout."""
    plain = _BOLD.sub("", _LAYOUT.sub("", text)).strip()
    segments: list[Segment] = []
    parts = _PARTS.split(plain)
    for said, marked in zip(parts[::2], [*parts[1::2], ""], strict=True):
        numbers = tuple(int(number) for number in re.findall(r"\d+", marked))
        if segments and not _SAYS.search(said):  # a full stop behind the markers, or none
            last = segments[-1]
            segments[-1] = Segment(last.text + said.strip(), last.markers + numbers)
        elif segments and not numbers:  # what goes on behind the last marker leans on it
            text = said if segments[-1].text else said.lstrip()
            segments.append(Segment(text, segments[-1].markers))
        elif said.strip() or numbers:
            segments.append(Segment(said, numbers))
    if any(_SAYS.search(segment.text) for segment in segments):
        yield Sentence(tuple(segments))
