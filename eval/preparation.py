"""Make the product ready to be examined: settings in, documents read and indexed, subject out."""

from collections.abc import Callable
from pathlib import Path

from bot.assembly import build

from bot.settings import load_settings
from eval.subject import Subject

Say = Callable[[str], None]


def prepare(data_dir: Path | None, *, on_progress: Say) -> Subject:
    """Build the product over the bundled documents, with keyword index and vectors complete.

    A run over keyword search alone would be measured lower and not be told apart, so this waits.
    """
    product = build(load_settings(data_dir=data_dir))
    return Subject(product.assistant, product.retriever, product.store, product.settings)
