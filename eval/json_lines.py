"""Files of JSON lines that grow line by line: what a kill cut short was never written."""

from pathlib import Path


def whole_lines(path: Path) -> list[bytes]:
    """Return the lines that end in a newline; none of an absent file."""
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def drop_cut_line(path: Path) -> None:
    """Take a last line without its newline off the file."""
    if path.exists():
        with path.open("rb+") as file:
            file.truncate(file.read().rfind(b"\n") + 1)


def append_line(path: Path, line: str) -> None:
    """Add a line and flush it."""
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
