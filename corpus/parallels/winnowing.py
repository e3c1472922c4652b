"""Fingerprints of a masked sentence: two that share a run of ten characters share one of them.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of the hashes of all k-grams, the least in every
window is kept. So a sentence quoted inside a longer one is found, and a look-up costs no more than
the few sentences that share a fingerprint.
"""

from hashlib import blake2b

GRAM_CHARS = 5
WINDOW = 6  # a shared run of GRAM_CHARS + WINDOW - 1 characters is sure to be found


def fingerprints(masked: str) -> frozenset[int]:
    """Return the fingerprints of a masked text, as signed 64-bit integers."""
    grams = [masked[at : at + GRAM_CHARS] for at in range(len(masked) - GRAM_CHARS + 1)]
    hashes = [_hash(gram) for gram in grams]
    windows = max(len(hashes) - WINDOW + 1, 1)
    return (
        frozenset(min(hashes[at : at + WINDOW]) for at in range(windows)) if hashes else frozenset()
    )


def _hash(gram: str) -> int:
    digest = blake2b(gram.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
