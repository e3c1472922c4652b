"""What a message may want that is no question: an answer that is ready, or a person."""

_FETCHING = frozenset({"1", "１", "继续", "获取答案", "答案"})
_FIRST = frozenset({"1", "１"})
_ASKING_FOR_PEOPLE = frozenset({"人工", "转人工", "人工客服", "人工服务"})
# A voice that was recognised ends like a sentence.
_MARKS = "。.，,！!？?～~、 "


def is_fetching(text: str) -> bool:
    """Whether a message asks for an answer that is ready."""
    return text.strip(_MARKS) in _FETCHING


def means_first(text: str) -> bool:
    """Whether a message may also mean the first of what was offered."""
    return text.strip(_MARKS) in _FIRST


def asks_for_people(text: str) -> bool:
    """Whether a message asks for a person to talk to."""
    return text.strip(_MARKS) in _ASKING_FOR_PEOPLE
