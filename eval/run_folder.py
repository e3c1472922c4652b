"""The run folder: where asking and scoring meet.

`config.json` says what was asked of what; `answers.jsonl` holds one record per question, appended
as it is answered; `sources.jsonl` holds the source texts that gold, citations and hits refer to,
so that scoring needs no store; `scores.json` is written by the scoring step.
"""

from pathlib import Path

from pydantic import ValidationError

from eval.errors import RunUnusable
from eval.json_lines import append_line, drop_cut_line, whole_lines
from eval.record import Record, RunConfig, SourceText

RUNS_FOLDER = Path(__file__).parent / "runs"


class RunFolder:
    """One run on disk. Records are flushed one by one, so that a killed run can go on."""

    def __init__(self, path: Path) -> None:
        """Name the folder; nothing is read yet."""
        self.path = path

    @classmethod
    def create(cls, path: Path, config: RunConfig) -> "RunFolder":
        """Make the folder and write its config.

        Raises:
            RunUnusable: the folder is there already.
        """
        try:
            path.mkdir(parents=True)
        except FileExistsError as error:
            raise RunUnusable(f"运行目录 {str(path)!r} 已存在；换个名字，或用 --resume") from error
        (path / "config.json").write_text(config.model_dump_json(indent=2) + "\n", "utf-8")
        return cls(path)

    @classmethod
    def reopen(cls, path: Path) -> "RunFolder":
        """Make a run that was stopped ready for more records."""
        for name in ("answers.jsonl", "sources.jsonl"):
            drop_cut_line(path / name)
        return cls(path)

    @property
    def config(self) -> RunConfig:
        """The config.

        Raises:
            RunUnusable: it is absent or not of this shape.
        """
        try:
            return RunConfig.model_validate_json((self.path / "config.json").read_bytes())
        except (OSError, ValidationError) as error:
            raise RunUnusable(f"{str(self.path)!r} 不是完整的运行目录：{error}") from error

    def records(self) -> dict[str, Record]:
        """Return the records by question id; of two for one question the later holds."""
        lines = whole_lines(self.path / "answers.jsonl")
        return {record.id: record for record in map(Record.model_validate_json, lines)}

    def append(self, record: Record) -> None:
        """Keep the record of one question."""
        append_line(self.path / "answers.jsonl", record.model_dump_json())

    def sources(self) -> dict[str, SourceText]:
        """Return the source texts by document id."""
        lines = whole_lines(self.path / "sources.jsonl")
        return {source.id: source for source in map(SourceText.model_validate_json, lines)}

    def keep_source(self, source: SourceText) -> None:
        """Keep the source text of one document."""
        append_line(self.path / "sources.jsonl", source.model_dump_json())


def latest_run(runs: Path = RUNS_FOLDER) -> Path:
    """Return the run folder whose name sorts last, which is the latest as names begin with time.

    Raises:
        RunUnusable: there is none.
    """
    found = sorted(path.parent for path in runs.glob("*/config.json"))
    if not found:
        raise RunUnusable(f"{str(runs)!r} 里还没有运行；先执行 python -m eval run")
    return found[-1]
