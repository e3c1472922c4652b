from typing import get_args

from api.schemas import choices
from bot import question


def test_callers_may_choose_every_mode_that_a_question_has() -> None:
    assert get_args(choices.Mode) == get_args(question.Mode)
