"""An answer into the lines of a chat without Markdown: points ①②③, sources as numbered links."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape
from urllib.parse import quote

from api.messaging.bubbles import MAX_BUBBLE_BYTES, MAX_BUBBLES, into_bubbles
from api.messaging.job import Job, JobStatus
from bot.answer import ANSWER, Answer, Citation, NoticeKind, Status
from prompts import example_questions, message

_POINTS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_POINT = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.、)])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_RULE = re.compile(r"^\s*(?:```.*|\|?[\s:|-]*-{3,}[\s:|-]*)$")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_UNHELPED = (Status.INSUFFICIENT, Status.OUT_OF_SCOPE, Status.REFUSED)
_TAG = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
_MAX_TITLE_CHARS = 40
_MAX_HREF_BYTES = 600
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What is told behind these where there is a page of the answer to lead to.
_PAGES = {
    "looking": "at_page",
    "still_looking": "at_page",
    "still_late": "at_page",
    "last_answer": "see_page",
}


class Markup(StrEnum):
    """How a chat shows links. Only a 公众号 has some that send a text when they are tapped."""

    LINKS = "links"
    TAPS = "taps"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Wording:
    """What texts need to know of the operator: where links lead, and the hotline.

    Without `public_url` there are no links.
    """

    public_url: str
    hotline: str
    markups: Mapping[str, Markup] = field(default_factory=dict)
    markup: Markup = Markup.LINKS
    max_bytes: int = MAX_BUBBLE_BYTES

    def on(self, channel: str, *, max_bytes: int | None = None) -> "Wording":
        """Return the wording for a channel, whose messages may hold more than others'."""
        markup = self.markups.get(channel, Markup.LINKS)
        return replace(self, markup=markup, max_bytes=max_bytes or self.max_bytes)

    def told(self, key: str, *, token: str = "") -> str:
        """Return a fixed message, filled in; with a token, it leads to the page of an answer."""
        tap = message("messaging.tap") if self.markup is Markup.TAPS else ""
        text = message(f"messaging.{key}").format(hotline=self.hotline, tap=tap)
        if token and self.public_url and key in _PAGES:
            text += message(f"messaging.{_PAGES[key]}").format(url=self._page(token))
        return self._marked(text)

    def greeting(self) -> str:
        """Return the greeting of a new follower: not generated, so not labelled."""
        examples = [f"· {question}" for question in example_questions()[:3]]
        return "\n".join([self.told("greeting"), *examples, self.told("privacy")])

    def of(self, job: Job, *, limit: int = MAX_BUBBLES, note: str = "") -> tuple[str, ...]:
        """Return a done job's answer as bubbles; a note ends the last."""
        if job.answer is None or job.status is not JobStatus.READY:
            return ("\n".join([self.told("failed"), *([note] if note else [])]),)
        answer = ANSWER.validate_json(job.answer)
        return self.bubbles(answer, token=job.token, limit=limit, note=note)

    def bubbles(
        self, answer: Answer, *, token: str, limit: int = MAX_BUBBLES, note: str = ""
    ) -> tuple[str, ...]:
        """Return an answer as bubbles; what does not fit is behind the last one's link."""
        more = "more" if self.public_url else "more_unlinked"
        bubbles = into_bubbles(
            self._lines(answer),
            label=message("messaging.label") if answer.generated else "",
            tail=message(f"messaging.{more}").format(url=self._page(token)),
            note=note,
            limit=limit,
            max_bytes=self.max_bytes,
        )
        return tuple(map(self._marked, bubbles)) or (self.told("failed"),)

    def _page(self, token: str) -> str:
        return f"{self.public_url}/a/{token}"

    def _marked(self, text: str) -> str:
        return _TAG.sub(r"[\2](\1)", text) if self.markup is Markup.MARKDOWN else text

    def _lines(self, answer: Answer) -> list[str]:
        lines = plain_lines(answer.clarify.question if answer.clarify else answer.answer)
        # The label says what that notice says, in each bubble.
        notices = [one for one in answer.notices if one.kind is not NoticeKind.AI_GENERATED]
        lines += [f"※ {line}" for one in notices for line in plain_lines(one.text)]
        heading = "sources" if self.public_url else "sources_unlinked"
        lines += self._sources(heading, answer.citations)
        if answer.clarify is not None:
            heading = "options" if self.markup is Markup.TAPS else "options_typed"
            lines += [message(f"messaging.{heading}"), *self._options(answer.clarify.options)]
        elif answer.status in _UNHELPED:
            lines += self._sources("related", answer.related)
            lines.append(self.told("hotline"))
        return lines

    def _sources(self, heading: str, citations: Sequence[Citation]) -> list[str]:
        links = [f"[{one.index}] {self._link(one)}" for one in citations]
        return [message(f"messaging.{heading}"), *links] if links else []

    def _link(self, citation: Citation) -> str:
        href = escape(self.public_url + quote(citation.href, safe="/#:?=&%-"))
        # What could not stand in a bubble whole is no link.
        if not self.public_url or len(href) > _MAX_HREF_BYTES:
            return _source(citation)
        return f'<a href="{href}">{_source(citation)}</a>'

    def _options(self, options: Sequence[str]) -> list[str]:
        return [
            f"{letter}. {self._choice(_harmless(option))}"
            for letter, option in zip(LETTERS, options, strict=False)
        ]

    def _choice(self, option: str) -> str:
        if self.markup is not Markup.TAPS:
            return option
        target = f"weixin://bizmsgmenu?msgmenucontent={quote(option)}&msgmenuid=option"
        return f'<a href="{target}">{option}</a>'


def _source(citation: Citation) -> str:
    """Name a source, and which department speaks there if its title does not say so."""
    title = citation.title
    if len(title) > _MAX_TITLE_CHARS:
        title = f"{title[: _MAX_TITLE_CHARS - 1]}…"
    if citation.issuer and citation.issuer not in citation.title:
        title += f"（{citation.issuer[:_MAX_TITLE_CHARS]}）"
    day = f" {citation.published.isoformat()}" if citation.published else ""
    return f"{_harmless(title)}{day}"


def plain_lines(markdown: str) -> list[str]:
    """Return Markdown as plain lines; nothing in it can be taken for a tag."""
    lines, points = [], 0
    for raw in markdown.splitlines():
        if not raw.strip() or _RULE.match(raw):
            continue
        line = _HEADING.sub("", _harmless(_LINK.sub(r"\1 \2", raw)))
        line = line.replace("**", "").replace("__", "").replace("`", "")
        if match := _POINT.match(line):
            line = f"{_POINTS[points % len(_POINTS)]} {line[match.end() :]}"
            points += 1
        if line.strip().startswith("|"):
            line = " ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
        lines.append(line.strip())
    return lines


def _harmless(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞").replace("\n", " ")
