"""The ruler: one side in, its times and memory out; the same steps for every side.

It runs in the side's own process and imports nothing of either side, so that what is measured is
the side alone. Seconds count from the moment before that process was started.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

# On no gold list, so that no side has seen a gold question before it is timed.
FIRST_QUESTION = "科技贷累计放款多少、支持了多少家企业？"
PROC_STATUS = Path("/proc/self/status")
KB_PER_MB = 1024

ReplyT = TypeVar("ReplyT")
ReplyT_co = TypeVar("ReplyT_co", covariant=True)


class Asked(BaseModel):
    """A question and the `(role, content)` turns before it, oldest first."""

    model_config = ConfigDict(frozen=True)

    text: str
    history: tuple[tuple[str, str], ...] = ()


class Task(BaseModel):
    """What a process is to do: start over a folder, then answer questions one by one."""

    model_config = ConfigDict(frozen=True)

    began: float
    folder: Path
    documents: Path
    questions: tuple[Asked, ...]


class Measured(BaseModel, Generic[ReplyT]):
    """What was measured; `latencies_ms` and `replies` in the order of the questions."""

    model_config = ConfigDict(frozen=True)

    words_answer_s: float
    whole_answer_s: float
    latencies_ms: tuple[float, ...]
    peak_memory_mb: float
    chunks: int
    replies: tuple[ReplyT, ...]


class Side(Protocol[ReplyT_co]):
    """A set-up that answers questions."""

    def start_words(self) -> None:
        """Bring up keyword search, over an empty folder or over what an earlier start left."""
        ...

    def finish_vectors(self) -> None:
        """Return when the vectors are complete as well."""
        ...

    def ask(self, question: Asked) -> ReplyT_co:
        """Answer one question."""
        ...

    def chunk_count(self) -> int:
        """Return how many chunks the documents were cut into."""
        ...


def measure(arguments: Sequence[str], make_side: Callable[[Task], Side[ReplyT]]) -> None:
    """Do the task of one file and write what was measured to another.

    Args:
        arguments: path of the task, path of the result.
        make_side: what brings up the side; the imports before it are part of the start.
    """
    task_path, result_path = (Path(argument) for argument in arguments)
    task = Task.model_validate_json(task_path.read_bytes())
    side = make_side(task)
    first = Asked(text=FIRST_QUESTION)
    side.start_words()
    side.ask(first)
    words_answer_s = time.time() - task.began
    side.finish_vectors()
    side.ask(first)
    whole_answer_s = time.time() - task.began
    timed = [_timed(side, question) for question in task.questions]
    result: Measured[ReplyT] = Measured(
        words_answer_s=words_answer_s,
        whole_answer_s=whole_answer_s,
        latencies_ms=tuple(elapsed_ms for elapsed_ms, _ in timed),
        peak_memory_mb=peak_memory_mb(),
        chunks=side.chunk_count(),
        replies=tuple(reply for _, reply in timed),
    )
    result_path.write_text(result.model_dump_json(), encoding="utf-8")


def _timed(side: Side[ReplyT], question: Asked) -> tuple[float, ReplyT]:
    began = time.perf_counter()
    reply = side.ask(question)
    return (time.perf_counter() - began) * 1000, reply


def peak_memory_mb() -> float:
    """Return the most memory that this process ever had."""
    # Not getrusage: its peak outlives exec, so a child would begin with its parent's.
    return memory_mb("VmHWM")


def memory_mb(name: str) -> float:
    """Return a size of this process as the kernel names it: `VmRSS` now, `VmHWM` at its most."""
    for line in PROC_STATUS.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / KB_PER_MB
    raise OSError(f"no {name} in {PROC_STATUS}")
