"""jieba's dictionary as frequencies of words and of their beginnings, remembered in a file.

Parsing its 350,000 lines takes a second and a half on two cores, reading the remembered form half a
second. jieba has such a file too, but in the temporary folder that all users share.
"""

import logging
import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from retrieval.atomic_files import write_atomically

logger = logging.getLogger(__name__)

Frequencies = tuple[dict[str, int], int]  # by word, 0 for a mere beginning of words; and their sum
Parse = Callable[[BinaryIO], Frequencies]

_loaded: dict[Path, Frequencies] = {}  # once a process, wherever it is remembered


def word_frequencies(dictionary: Path, parse: Parse, cache_dir: Path | None) -> Frequencies:
    """Return the frequencies in a dictionary file; the caller must copy before changing them.

    Args:
        dictionary: jieba's dict.txt.
        parse: jieba's own parser.
        cache_dir: where to remember the result; None parses every time.
    """
    if dictionary not in _loaded:
        _loaded[dictionary] = _read(dictionary, parse, cache_dir)
    return _loaded[dictionary]


def _read(dictionary: Path, parse: Parse, cache_dir: Path | None) -> Frequencies:
    if cache_dir is None:
        return _parsed(dictionary, parse)
    cache_file = cache_dir / _cache_name(dictionary)
    # Missing, cut short, or of another form: parse and write it anew.
    with suppress(OSError, EOFError, ValueError, TypeError):
        words, total = marshal.loads(cache_file.read_bytes())
        return words, total
    frequencies = _parsed(dictionary, parse)
    try:
        write_atomically(cache_file, marshal.dumps(frequencies))
    except OSError as error:  # a read-only data directory costs a second at each start
        logger.info("word frequencies not remembered", extra={"reason": str(error)})
    return frequencies


def _cache_name(dictionary: Path) -> str:
    """Name the file after all that its content and form depend on."""
    file = dictionary.stat()
    return f"words-{file.st_size}-{file.st_mtime_ns:x}-{sys.implementation.cache_tag}.marshal"


def _parsed(dictionary: Path, parse: Parse) -> Frequencies:
    with dictionary.open("rb") as lines:
        return parse(lines)
