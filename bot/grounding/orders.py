"""Orders to the assistant within documents: a sentence in, whether it gives one.

What a document tells machines to do is neither told nor taken for evidence: documents inform the
asker, they do not steer the product.
"""

import re
import unicodedata

from prompts import refusal_patterns


def orders_the_assistant(sentence: str) -> bool:
    """Return whether a sentence of a document speaks to the assistant, not to its readers."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", sentence)).lower()
    return any(one.in_documents and one.regex.search(folded) for one in refusal_patterns())
