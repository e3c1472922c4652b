"""Which documents a vector index on this machine is known to hold whole, by digest.

The list lies beside the index, so that a thousand chunks go into a million without reading the
million. Who is about to change the index first marks what will change, and writes what is held when
all is done: whoever is stopped or killed in between leaves marked documents that are looked at
chunk by chunk, never one that is held by halves and passed over.
"""

import logging
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from retrieval.atomic_files import write_atomically

logger = logging.getLogger(__name__)

HELD = "documents.json"
BEING_CHANGED = ""  # no document's digest
_FORM = TypeAdapter(dict[str, str])


def read_held(folder: Path) -> dict[str, str]:
    """Return the digests of the documents that are held whole, by id; none where not known."""
    try:
        return _FORM.validate_json((folder / HELD).read_bytes())
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        logger.warning("list of held documents damaged", extra={"reason": str(error)})
        return {}


def write_held(folder: Path, documents: Mapping[str, str]) -> None:
    """Replace the list in one step."""
    write_atomically(folder / HELD, _FORM.dump_json(dict(documents)))
