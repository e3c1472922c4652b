"""Fixed messages filled in: greeting, refusal, and what is missing, named."""

import re
from collections.abc import Sequence
from datetime import date

from bot.answer import Clarification
from bot.evidence.judging import Finding
from bot.understanding.jurisdiction import Place
from bot.understanding.terms import Term
from bot.understanding.understood import Asked, Understood
from prompts import example_questions, message
from retrieval import simplified

_GREETING = re.compile(
    r"^(请问|不好意思|麻烦了)?[，,。!！ ]*"
    r"((你好|您好|嗨|哈喽|hello|hi|早上好|下午好|晚上好|在吗|有人吗|谢谢|多谢|感谢|再见|"
    r"拜拜|辛苦了?|好的|明白|知道|收到|没事|不用|介绍一下(你们?)?自己|怎么用|"
    r"你们?(是|叫)(谁|什么(名字)?|干什么的|干嘛的|做什么的)|"
    r"你们?(都|到底)*(能|会|可以)(帮我)?(做|干|帮忙?|回答)?(点|些)?(什么|啥))"
    r"(啊|呀|了|您|你|吗|哈|呢)*[，,!！?？。~ ]*)+$",
    re.IGNORECASE,
)
_MAX_NAMED = 3
_ENDS = re.compile(r"[？?。！!\s]+$")
_ASKING = re.compile(
    r"[哪谁啥几怎咋]|什么|多少|多久|如何|^(?:区别|不同|差别|差异|变化|全[国省市县]|省里)$"
)
# “科技贷利率”比例 would say twice what is asked for.
_NAMES_ITS_FIGURE = re.compile(
    r"(?:率|比例|占比|额|额度|金额|期限|时限|电话|地址|网址|文号|材料|得分|排名)”$"
)


def is_greeting(text: str) -> bool:
    """Return whether a message only greets, thanks, or asks who is speaking."""
    return _GREETING.match(simplified(text.strip())) is not None


def greeting() -> str:
    """Return the friendly message with its example questions."""
    lines = [message("greeting.text"), *(f"- {question}" for question in example_questions()[:3])]
    return "\n".join(lines)


def refused() -> str:
    """Return the answer to a demand to break the rules."""
    return message("refused.text").format(example=example_questions()[0])


def asked_back_text(clarification: Clarification) -> str:
    """Return the question back with its options."""
    return "\n".join([clarification.question, *(f"- {one}" for one in clarification.options)])


def out_of_scope() -> str:
    """Return the answer to a question that is not about policy."""
    return message("out_of_scope.text").format(example=example_questions()[0])


def declined(understood: Understood, findings: Sequence[Finding], *, has_related: bool) -> str:
    """Say what the documents do not hold."""
    text = message("insufficient.text").format(missing=missing(understood.place, findings))
    return f"{text}{message('insufficient.related')}" if has_related else text


def gap(understood: Understood, findings: Sequence[Finding]) -> str:
    """Say what an answer leaves out, for the findings that have no points."""
    return message("gap.text").format(missing=missing(understood.place, findings))


def written_day(day: date) -> str:
    """Write a day as documents do: 2022年9月19日."""
    return f"{day.year}年{day.month}月{day.day}日"


def missing(place: Place, findings: Sequence[Finding]) -> str:
    """Name what is missing: the place, the term that no document mentions, or what was asked."""
    return "、".join(dict.fromkeys(_missing(place, finding) for finding in findings))


def _missing(place: Place, finding: Finding) -> str:
    if finding.missing_things:
        things = "、".join(f"“{thing}”" for thing in finding.missing_things)
        return message("insufficient.missing_asked").format(subject=things, asked="")
    if any(point.is_beside for point in finding.points):
        thing = f"“{_ENDS.sub('', finding.asked.text)}”"
        return message("insufficient.missing_asked").format(subject=thing, asked="")
    where = "、".join(finding.missing_places) if finding.points else place.names
    asked = finding.asked
    unknown = [] if finding.points else _unknown(asked)
    if unknown:
        terms = "、".join(f"“{term.text}”" for term in unknown[:_MAX_NAMED])
        return where + message("insufficient.missing_terms").format(terms=terms)
    # Each thing is spoken of somewhere, only not so that it answers: nothing may be called missing.
    wants = asked.intent.wants
    names = [term.text for term in asked.terms if _is_named(term)]
    if not wants and not names:
        default = message("insufficient.missing_default")
        return f"{where}的、{default}" if where else default
    # In the asker's own order and words, however they were cut.
    named = _run_together(asked.text, names)
    subject = "、".join(f"“{name}”" for name in named[:_MAX_NAMED])
    says_it = not wants or _NAMES_ITS_FIGURE.search(subject)
    return message("insufficient.missing_asked").format(
        subject=where + subject, asked="" if says_it else message(f"asked.{wants[0]}")
    )


def _is_named(term: Term) -> bool:
    """Whether a gap names a term: one of the question's own that is no asking word (去哪)."""
    return term.is_name and not term.is_background and not _ASKING.search(term.text)


def _run_together(text: str, names: Sequence[str]) -> list[str]:
    """The names in the asker's order; those that stand side by side in the text are one name."""
    told: list[str] = []
    for name in sorted(names, key=text.find):
        if told and f"{told[-1]}{name}" in text:
            told[-1] += name
        else:
            told.append(name)
    return told


def _unknown(asked: Asked) -> list[Term]:
    """The names that no document holds, in these words or the official ones, heaviest first."""
    unknown = [t for t in asked.terms if _is_named(t) and not t.known and not t.alternatives]
    return sorted(unknown, key=lambda term: -term.weight)
