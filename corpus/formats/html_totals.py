"""What each node of a web page holds, added up from below: a tree in, its nodes with totals out.

One walk counts for all nodes: asked node by node, each text would be read once for every node that
it lies in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk

from corpus.formats.html_rendering import flat_text

_WITHIN = re.compile(r"#\w")
_BLANK = re.compile(r"\s+")
_SENTENCE = re.compile("[，。；]")


@dataclass(slots=True)
class Totals:
    """What stands in a node and below it.

    `chars` are its characters but blanks; `prose_chars` those of texts that hold sentences and are
    no links. `n_links` are the links that show a text, of `link_chars` characters, `n_within` those
    of them that lead to places of this page.
    """

    chars: int = 0
    prose_chars: int = 0
    n_links: int = 0
    n_within: int = 0
    link_chars: int = 0

    def add(self, other: "Totals") -> None:
        """Add what another node holds."""
        self.chars += other.chars
        self.prose_chars += other.prose_chars
        self.n_links += other.n_links
        self.n_within += other.n_within
        self.link_chars += other.link_chars

    def read(self, text: str | None, *, in_link: bool) -> None:
        """Add one text."""
        if text:
            self.chars += len(_BLANK.sub("", text))
            self.prose_chars += len(text.strip()) if _SENTENCE.search(text) and not in_link else 0


def totals_below(root: _Element) -> Iterator[tuple[_Element, Totals]]:
    """Yield every node with its totals, those within a node before it; the root is the last."""
    open_: list[Totals] = [Totals()]
    depth_in_links = 0
    for event, node in iterwalk(root, events=("start", "end")):
        is_link = node.tag == "a"
        if event == "start":
            depth_in_links += is_link
            open_.append(Totals())
            open_[-1].read(node.text, in_link=depth_in_links > 0)
            continue
        own = open_.pop()
        depth_in_links -= is_link
        if is_link and own.chars:
            own.n_links += 1
            own.n_within += _WITHIN.match(node.get("href") or "") is not None
            own.link_chars += len(flat_text(node))
        yield node, own
        open_[-1].add(own)
        open_[-1].read(node.tail, in_link=depth_in_links > 0)
