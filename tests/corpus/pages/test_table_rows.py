"""Rows of a table on a page, from its lines and the white between its columns."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.layout.content import Box, Glyph
from corpus.formats.layout.table_rows import rows_of

EM = 10.0
STRIP = (15.0, 30.0)  # white from here to there, between a number and what it numbers

# Of each line: whether it bears a number, and how far below the one above it stands.
LINES = st.lists(
    st.tuples(st.booleans(), st.sampled_from([2.0, 6.0, 11.0, 14.0, 22.0])), min_size=2
)


@given(LINES)
def test_every_character_of_a_table_stands_in_one_of_its_rows(laid_out):
    lines, top = [], 0.0
    for at, (is_numbered, gap) in enumerate(laid_out):
        top += gap
        number = [Glyph(str(at % 10), Box(0.0, top, EM, top + EM))] if is_numbered else []
        lines.append([*number, Glyph("字", Box(32.0, top, 42.0, top + EM))])
        top += EM

    rows = rows_of(lines, [STRIP], EM)

    told = [id(glyph) for row in rows for cell in row for glyph in cell]
    assert sorted(told) == sorted(id(glyph) for line in lines for glyph in line)
