import pytest

from corpus import Document, Metadata, chunk_document, without_comments


def _chunk_texts(source: str) -> list[str]:
    document = Document("d", "0" * 64, source, Metadata("某通知"))
    return [chunk.text for chunk in chunk_document(document)]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("一<!-- 甲 -->二", "一          二"),
        ("一\n<!-- 甲\r\n乙 -->\n二", "一\n      \r\n     \n二"),
        ("一 <!-- 不完", "一 <!-- 不完"),
        ("a --> b", "a --> b"),
    ],
)
def test_comment_leaves_blanks_in_its_place(source: str, left: str) -> None:
    assert without_comments(source) == left
    assert len(left) == len(source)


def test_comment_of_several_lines_is_no_text() -> None:
    source = "# 某通知\n\n<!-- 模板\n起草：办公室\n-->\n\n补贴每户500元。\n\n<!-- 末 -->\n"

    assert _chunk_texts(source) == ["某通知\n补贴每户500元。"]


def test_comment_inside_a_sentence_does_not_part_it() -> None:
    assert _chunk_texts("补贴每户<!-- 待核 -->500元。") == ["补贴每户500元。"]
