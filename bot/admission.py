"""May a question be asked as it is, and what of its history may be leaned on.

Before the first step of the question path: question in, nothing out, or the reason against it.
"""

from bot.errors import QuestionRejected
from bot.question import MAX_QUESTION_CHARS, Question, Turn
from bot.understanding.intent import asks_to_break_rules
from corpus import region_named


def admit(question: Question) -> None:
    """Let a question pass.

    Raises:
        QuestionRejected: it is blank, too long, unreadable, or names an unknown region.
    """
    if not question.text.strip():
        raise QuestionRejected("请输入问题。")
    if any("\ud800" <= char <= "\udfff" for char in question.text):
        raise QuestionRejected("问题中有无法识别的字符，请删去后再问。")
    if len(question.text) > MAX_QUESTION_CHARS:
        raise QuestionRejected(f"问题最多{MAX_QUESTION_CHARS}字，请缩短后再问。")
    if question.region is not None and region_named(question.region) is None:
        raise QuestionRejected(f"不认识的地区 {question.region!r}，请写全称，例如“鹤壁市”。")


def lawful(history: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Leave out earlier demands to break the rules: nothing may lean on them."""
    return tuple(
        turn for turn in history if turn.role != "user" or not asks_to_break_rules(turn.content)
    )
