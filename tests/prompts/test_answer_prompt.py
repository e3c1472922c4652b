"""What the writing model is told, as rendered: a change is seen in review."""

from pathlib import Path

from prompts import answer_prompt

SNAPSHOT = Path(__file__).parent / "answer_prompt.txt"


def test_prompt_is_the_one_last_reviewed() -> None:
    """Write the new prompt where it differs, so that the change is seen in review."""
    evidence = "[1] （鹤壁市 鹤壁日报）推出了67种首错免罚清单。\n[2] （河南省）共2959项。"
    prompt = answer_prompt("鹤壁的首错免罚清单有多少种？", evidence)
    current = f"version {prompt.version}\n--- system\n{prompt.system}\n--- user\n{prompt.user}\n"
    known = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else None

    if current != known:
        SNAPSHOT.write_text(current, encoding="utf-8")
    assert current == known, f"the prompt changed; look through the new {SNAPSHOT.name}"


def test_braces_in_a_question_are_only_text() -> None:
    prompt = answer_prompt("{evidence} {0} {", "[1] {question}")

    assert "{evidence} {0} {" in prompt.user
    assert "[1] {question}" in prompt.user
