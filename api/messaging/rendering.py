"""An answer into the lines of a chat without Markdown: points ①②③, sources as numbered links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from api.messaging.bubbles import MAX_BUBBLES, into_bubbles
from api.messaging.job import Job, JobStatus
from bot.answer import ANSWER, Answer, Citation, NoticeKind, Status
from prompts import example_questions, message

_POINTS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_POINT = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.、)])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_RULE = re.compile(r"^\s*(?:```.*|\|?[\s:|-]*-{3,}[\s:|-]*)$")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_UNHELPED = (Status.INSUFFICIENT, Status.OUT_OF_SCOPE, Status.REFUSED)
_MAX_TITLE_CHARS = 60
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Wording:
    """What texts need to know of the operator: where links lead, and the hotline."""

    public_url: str
    hotline: str
    has_menu_links: bool = True

    def told(self, key: str, *, token: str = "") -> str:
        """Return a fixed message, filled in."""
        text = message(f"messaging.{key}")
        return text.format(hotline=self.hotline, url=self.page(token))

    def page(self, token: str) -> str:
        """Return the address of an answer page."""
        return f"{self.public_url}/a/{token}"

    def greeting(self) -> str:
        """Return the greeting of a new follower: not generated, so not labelled."""
        examples = [f"· {question}" for question in example_questions()[:3]]
        return "\n".join([self.told("greeting"), *examples, self.told("privacy")])

    def of(self, job: Job, *, limit: int = MAX_BUBBLES) -> tuple[str, ...]:
        """Return a done job's answer as bubbles."""
        if job.answer is None or job.status is not JobStatus.READY:
            return (self.told("failed"),)
        answer = ANSWER.validate_json(job.answer)
        return self.bubbles(answer, token=job.token, limit=limit)

    def bubbles(self, answer: Answer, *, token: str, limit: int = MAX_BUBBLES) -> tuple[str, ...]:
        """Return an answer as bubbles; what does not fit is behind the last one's link."""
        label = message("messaging.label") if answer.generated else ""
        tail = self.told("more", token=token)
        return into_bubbles(self._lines(answer), label=label, tail=tail, limit=limit)

    def _lines(self, answer: Answer) -> list[str]:
        lines = plain_lines(answer.clarify.question if answer.clarify else answer.answer)
        # The label says what that notice says, in each bubble.
        notices = [one for one in answer.notices if one.kind is not NoticeKind.AI_GENERATED]
        lines += [f"※ {line}" for one in notices for line in plain_lines(one.text)]
        lines += self._sources("sources", answer.citations)
        if answer.clarify is not None:
            lines += [message("messaging.options"), *self._options(answer.clarify.options)]
        elif answer.status in _UNHELPED:
            lines += self._sources("related", answer.related)
            lines.append(self.told("hotline"))
        return lines

    def _sources(self, heading: str, citations: Sequence[Citation]) -> list[str]:
        links = [f"[{one.index}] {self._link(one)}" for one in citations]
        return [message(f"messaging.{heading}"), *links] if links else []

    def _link(self, citation: Citation) -> str:
        day = f" {citation.published.isoformat()}" if citation.published else ""
        title = _harmless(citation.title[:_MAX_TITLE_CHARS])
        path = quote(citation.href, safe="/#:?=&%-")
        return f'<a href="{escape(self.public_url + path)}">{title}{day}</a>'

    def _options(self, options: Sequence[str]) -> list[str]:
        return [
            f"{letter}. {self._choice(_harmless(option))}"
            for letter, option in zip(LETTERS, options, strict=False)
        ]

    def _choice(self, option: str) -> str:
        if not self.has_menu_links:
            return option
        target = f"weixin://bizmsgmenu?msgmenucontent={quote(option)}&msgmenuid=option"
        return f'<a href="{target}">{option}</a>'


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
