"""Example questions of an empty page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.answer import Citation
from bot.assembly import Product, build
from bot.examples import Examples
from bot.question import Question
from bot.settings import load_settings
from corpus import Validity
from prompts import example_questions

NOTICE = "停车收费办法\n\n推行先离场后付费制度，引导车主在七日内自行缴清停车费用。\n"


def _quoting(quote: str) -> Callable[[Question], tuple[Citation, ...]]:
    cited = Citation(
        1, "d", "题", None, None, date(2024, 1, 1), Validity.UNKNOWN, (), quote, 0, 9, None, "/d"
    )
    return lambda _: (cited,)


def test_written_examples_are_shown_where_their_documents_are_held(product: Product) -> None:
    assert tuple(product.examples()) == example_questions()


def test_other_documents_bring_examples_of_their_own(tmp_path: Path) -> None:
    own = tmp_path / "停车.txt"
    own.write_text(NOTICE, encoding="utf-8")
    product = build(load_settings(data_dir=tmp_path / "data"))
    try:
        other = own.with_name("停车旧版.txt")
        other.write_text(f"{NOTICE}自发布之日起施行。\n", encoding="utf-8")
        product.ingest([own, other])
        answered = Examples(product.store, _quoting(NOTICE))
        silent = Examples(product.store, lambda _: ())

        assert tuple(answered()) == ("先离场后付费制度是什么？",)
        assert tuple(silent()) == ()
    finally:
        product.close()


def test_examples_follow_the_documents(tmp_path: Path) -> None:
    own = tmp_path / "停车.txt"
    own.write_text(NOTICE, encoding="utf-8")
    product = build(load_settings(data_dir=tmp_path / "data"))
    try:
        examples = Examples(product.store, _quoting(NOTICE))
        before = tuple(examples())
        product.ingest([own])

        assert before == ()
        assert tuple(examples()) == ("先离场后付费制度是什么？",)
    finally:
        product.close()


def test_examples_are_not_made_anew_for_each_of_many_documents(tmp_path: Path) -> None:
    own = tmp_path / "停车.txt"
    own.write_text(NOTICE, encoding="utf-8")
    product = build(load_settings(data_dir=tmp_path / "data"))
    asked: list[Question] = []

    def answered(question: Question) -> tuple[Citation, ...]:
        asked.append(question)
        return _quoting(NOTICE)(question)

    try:
        product.ingest([own])
        examples = Examples(product.store, answered)
        first, tried = tuple(examples()), len(asked)
        own.write_text(f"{NOTICE}另有一段。\n", encoding="utf-8")
        product.ingest([own])

        assert tried > 0
        assert (tuple(examples()), len(asked)) == (first, tried)
    finally:
        product.close()
