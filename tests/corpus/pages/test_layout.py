"""One layout reads glyphs with places, wherever they come from."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.layout import Box, Glyph, Page, read_pages

EM, LEFT, TOP, PER_LINE, PITCH = 10.0, 50.0, 80.0, 20, 16.0


def line(text: str, row: int, *, em: float = EM, left: float = LEFT) -> list[Glyph]:
    top = TOP + row * PITCH
    return [
        Glyph(character, Box(left + at * em, top, left + (at + 1) * em, top + em))
        for at, character in enumerate(text)
    ]


def page(*lines: list[Glyph]) -> Page:
    return Page(300, 400, tuple(glyph for line in lines for glyph in line))


def text(*lines: list[Glyph]) -> str:
    return read_pages([page(*lines)]).text


def test_the_tail_of_a_sentence_joins_it_though_a_scan_shows_it_smaller():
    full = "本市各级政府应当加强组织领导建立健全机制"
    assert len(full) == PER_LINE
    assert text(line(full, 0), line(full, 1), line("度。", 2, em=7)) == f"{full}{full}度。"


def test_a_note_in_smaller_type_stands_apart():
    full = "本市各级政府应当加强组织领导建立健全机制"
    note = "注：数据来自统计部门。"
    assert text(line(full, 0), line(full, 1), line(note, 2, em=7)) == f"{full}{full}\n{note}"


def test_type_made_bold_by_drawing_twice_is_read_once():
    doubled = [*line("加强领导", 0), *line("加强领导", 0, left=LEFT + 0.4)]
    assert text(doubled) == "加强领导"


def test_a_table_of_contents_keeps_its_lines():
    entries = ["第一章总则………………………………1", "第二章市场环境…………………………4"]
    assert text(*(line(entry, row) for row, entry in enumerate(entries))) == "\n".join(entries)


def test_latin_words_keep_the_blank_of_a_line_break():
    first, second = "本市支持企业使用OpenSource", "License 的软件。"
    left = LEFT + EM * PER_LINE - EM * len(first)
    assert "OpenSource License" in text(line(first, 0, left=left), line(second, 1, left=left))


def test_a_signature_at_the_head_of_a_page_is_no_running_header():
    # 80 of 700 points below the edge: where headers run.
    first = Page(300, 700, (*line("某市政府", 0, em=15), *line("关于检查的通知。", 3)))
    second = Page(300, 700, (*line("某市政府", 0), *line("二〇二四年", 1)))
    assert read_pages([first, second]).text.count("某市政府") == 2


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙1a，。\t"), st.floats(0, 300), st.floats(0, 400)),
        max_size=60,
    )
)
def test_no_character_is_made_up(marks):
    glyphs = [Glyph(c, Box(x, y, x + EM, y + EM)) for c, x, y in marks]
    read = read_pages([Page(300, 400, tuple(glyphs))]).text
    drawn = Counter(character for character, _, _ in marks if character.strip())
    assert Counter("".join(read.split())) <= drawn


def test_a_page_number_between_two_columns_does_not_join_them():
    left = [line(f"左栏第{at}行文字写满", at) for at in range(6)]
    right = [line(f"右栏第{at}行文字写满", at, left=LEFT + 12 * EM) for at in range(6)]
    # Its marks reach from one column nearly to the other.
    number = line("-1-", 8, left=LEFT + 10 * EM)
    read = text(*left, *right, number)
    assert read.index("左栏第5行") < read.index("右栏第0行")
