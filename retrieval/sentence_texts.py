"""What is embedded of a chunk: its sentences, plain. A chunk in, texts out.

Single sentences are nearer to the question that they answer than a chunk is, and the same vectors
then serve the search and the choice of sentences for an answer.
"""

from corpus import Chunk, split_units

# Of `sentence_texts` and of `split_units` below it: raise it with either.
SENTENCES_VERSION = 2
MAX_SENTENCE_CHARS = 400  # about 270 of the model's 512 tokens; an enumeration may be longer


def sentence_texts(chunk: Chunk) -> list[str]:
    """Return the text of each unit of a chunk that is no heading, in order, cut to size.

    A chunk of headings alone is one text, so that it can be found.
    """
    units = [unit for unit in split_units(chunk.text) if not unit.heading]
    if not units:
        return [embedded_text(chunk.text)]
    return [embedded_text(chunk.text[unit.start : unit.end]) for unit in units]


def embedded_text(sentence: str) -> str:
    """Return what is embedded of a sentence; its vector is remembered under this text."""
    return sentence[:MAX_SENTENCE_CHARS]
