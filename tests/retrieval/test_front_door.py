"""The package opens quickly and shows what it promises."""

import subprocess
import sys
from pathlib import Path

import retrieval


def test_public_names_are_there() -> None:
    assert all(hasattr(retrieval, name) for name in retrieval.__all__)


def test_words_can_be_searched_without_loading_the_vector_database() -> None:
    program = "import retrieval, sys; sys.exit('chromadb' in sys.modules)"
    root = Path(__file__).parents[2]

    assert subprocess.run([sys.executable, "-c", program], cwd=root).returncode == 0
