"""What `scores.json` holds: values per question, summaries per slice, and what was missing."""

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.bootstrap import Summary
from eval.errors import RunUnusable
from eval.run_folder import RunFolder


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QuestionScore(_Kept):
    """All values of one question, and what was missing; `found` tells search apart from reading.

    `chance` is the predicted chance that the foremost evidence answers, `came_true` whether it did;
    both are None where nothing was predicted or nothing can be told.
    """

    id: str
    gold_file: str
    category: str
    right: bool
    values: dict[str, float | None]
    missing_must: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    uncited: tuple[str, ...]
    found: tuple[bool, ...]
    unsupported_figures: tuple[str, ...]
    chance: float | None = None
    came_true: bool | None = None


class Slice(_Kept):
    """A group of questions with every metric over it."""

    name: str
    n: int
    failed: int
    metrics: dict[str, Summary]


class Scores(_Kept):
    """What `scores.json` holds."""

    run: str
    changed_gold: tuple[str, ...]
    unasked: int
    total: Slice
    gold_files: tuple[Slice, ...]
    categories: tuple[Slice, ...]
    questions: tuple[QuestionScore, ...]


def load_scores(folder: RunFolder) -> Scores:
    """Read the scores of a run.

    Raises:
        RunUnusable: the run was not scored, or by another version.
    """
    try:
        return Scores.model_validate_json((folder.path / "scores.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise RunUnusable(
            f"{str(folder.path)!r} 还没有打分；先执行 python -m eval score {folder.path}"
        ) from error
