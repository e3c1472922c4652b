"""What could not be read of a file with pages, told once for each run of pages."""

from dataclasses import dataclass, field

from corpus.formats.raw import RawDefect


@dataclass
class PageDefects:
    """Collects pages that could not be read, in order."""

    _runs: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, number: int, reason: str) -> None:
        """Note a page, counted from 1, with the Chinese clause that says why."""
        if self._runs and self._runs[-1][1:] == (number - 1, reason):
            self._runs[-1] = (self._runs[-1][0], number, reason)
        else:
            self._runs.append((number, number, reason))

    def defects(self) -> list[RawDefect]:
        """Return one sentence for each run of pages with the same trouble."""
        return [
            RawDefect(f"第 {first}{f'–{last}' if last > first else ''} 页{reason}")
            for first, last, reason in self._runs
        ]
