"""The provision that a question names, and where it stands in its law."""

import pytest

from bot.named_provision import NamedProvision, named_provision, provision_places
from corpus import Chunk, OffsetMap, Provision, Span

TEXT = (
    "第二章 登记\n第三十三条 申请人应当公示，公示期为20日。\n有下列情形之一的，不适用：\n"
    "（一）被吊销的；\n（二）被撤销的。"
)
ARTICLE = "第三十三条"


def at(words: str) -> int:
    return TEXT.index(words)


CHUNK = Chunk(
    "a-1", "a", 1, TEXT, Span(0, len(TEXT)), OffsetMap(((0, 0, len(TEXT)),)),
    ("第二章 登记", ARTICLE),
    provisions=(
        Provision(0, ARTICLE, 1),
        Provision(at("有下列"), ARTICLE, 2),
        Provision(at("（一）"), ARTICLE, 2, "（一）"),
        Provision(at("（二）"), ARTICLE, 2, "（二）"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("公司法第三十三条第二款怎么规定", NamedProvision((33, 0), 2)),
        ("公司法33条说的是什么？", NamedProvision((33, 0))),
        ("登记条例第三十三条第二款第（二）项的原文", NamedProvision((33, 0), 2, 2)),
        ("刑法第一百二十条之一规定了什么", NamedProvision((120, 1))),
        ("违反公司法第三十三条罚多少", None),
        ("公司法第三十三条和第三十四条有什么区别", None),
        ("哪几条措施", None),
    ],
)
def test_a_provision_is_asked_for_where_nothing_else_is(
    question: str, named: NamedProvision | None
) -> None:
    assert named_provision(question) == named


@pytest.mark.parametrize(
    ("named", "text"),
    [
        (NamedProvision((33, 0)), TEXT.removeprefix("第二章 登记\n")),
        (NamedProvision((33, 0), 2), TEXT[TEXT.index("有下列") :]),
        (NamedProvision((33, 0), 2, 2), "（二）被撤销的。"),
        (NamedProvision((33, 0), 1), "第三十三条 申请人应当公示，公示期为20日。"),
    ],
)
def test_a_provision_is_found_as_narrowly_as_it_is_named(named: NamedProvision, text: str) -> None:
    ((chunk, start, end),) = provision_places([CHUNK], named)
    assert chunk.text[start:end] == text


@pytest.mark.parametrize("named", [NamedProvision((34, 0)), NamedProvision((33, 0), 3)])
def test_what_the_law_does_not_have_is_not_found(named: NamedProvision) -> None:
    assert list(provision_places([CHUNK], named)) == []
