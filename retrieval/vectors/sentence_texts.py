"""What is embedded of a chunk: its sentences, long ones in pieces. A chunk in, texts out.

Single sentences are nearer to the question that they answer than a chunk is, and one of the five
figures of a long sentence is nearer in its own clauses. The same vectors serve the search and the
choice of sentences for an answer.
"""

from functools import lru_cache

from corpus import Chunk, labelled_row, split_clauses, split_units

# Of `sentence_texts` and of `split_units` below it: raise it with either.
SENTENCES_VERSION = 6
MAX_SENTENCE_CHARS = 400  # about 270 of the model's 512 tokens; a cell of a table may be longer
WHOLE_UP_TO = 60  # characters; half of the sentences of reports are longer than 60
PIECE_CHARS = 50


def sentence_texts(chunk: Chunk) -> list[str]:
    """Return what is embedded of each unit of a chunk that is no heading, in order.

    A chunk of headings alone is one text, so that it can be found.
    """
    units = [unit for unit in split_units(chunk.text) if not unit.heading]
    if not units:
        return [chunk.text[:MAX_SENTENCE_CHARS]]
    texts = (embedded_text(chunk, chunk.text[unit.start : unit.end]) for unit in units)
    return list(dict.fromkeys(piece for text in texts for piece in pieces(text)))


def embedded_text(chunk: Chunk, sentence: str) -> str:
    """Return what is embedded of a sentence of a chunk; it alone, but for a table's row.

    A row's bare figures mean nothing: it has what the table is of before it, and the names of its
    columns before its cells.
    """
    told = labelled_row(sentence, chunk.context)
    return told if told == sentence or not chunk.section else f"{chunk.section[-1]}，{told}"


def chunk_text(chunk: Chunk, title: str) -> str:
    """Return what is embedded of a chunk where it has but one vector: what it is of, then itself.

    Text first is what a reader would quote, but an article alone seldom says of which law it is.
    """
    about = " ".join((title, *chunk.section))
    return f"{about} {chunk.text}"[:MAX_SENTENCE_CHARS]


@lru_cache(8192)  # sentences come back from question to question
def pieces(sentence: str) -> tuple[str, ...]:
    """Return a sentence in runs of its clauses of about `PIECE_CHARS`; a short one is whole."""
    if len(sentence) <= WHOLE_UP_TO:
        return (sentence,)
    runs: list[tuple[int, int]] = []
    for start, end in split_clauses(sentence, 0, len(sentence)):
        if runs and end - runs[-1][0] <= PIECE_CHARS:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return tuple(sentence[start:end][:MAX_SENTENCE_CHARS] for start, end in runs)
