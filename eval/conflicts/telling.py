"""The command `conflicts`: pairs judged over the bundled documents, and the table told."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.assembly import BUNDLED_DOCUMENTS
from corpus import CorpusStore, catalog_beside, ingest
from eval.conflicts.judging import Judged, judge
from eval.conflicts.pairs import Label, load_pairs
from eval.markdown import DASH, table

_SHOWN_CHARS = 80


def conflicts(path: Path, *, show: bool) -> str:
    """Judge the pairs of a file over the bundled documents, read afresh; return what to print."""
    with TemporaryDirectory() as folder:
        store = CorpusStore(f"sqlite:///{folder}/conflicts.db")
        ingest([BUNDLED_DOCUMENTS], store, catalog=catalog_beside([BUNDLED_DOCUMENTS]))
        judged = judge(load_pairs(path), store)
        store.close()
    return "\n".join(_lines(judged, show=show))


def _lines(judged: Judged, *, show: bool) -> Iterator[str]:
    rows = []
    for label in Label:
        ones = [one for one in judged.outcomes if one.pair.label is label]
        rows.append([label.value, str(len(ones)), str(sum(one.is_told for one in ones))])
    yield from table(["标注", "对数", "报为冲突"], rows)
    yield ""
    yield f"精确率 {_share(judged.precision)}，召回率 {_share(judged.recall)}"
    yield f"另报冲突而未标注：{len(judged.unlabelled)} 对"
    if not show:
        return
    for outcome in judged.outcomes:
        if not outcome.is_right:
            yield f"- {outcome.pair.id}（{outcome.pair.label}）报为冲突：{outcome.is_told}"
    for told in judged.unlabelled:
        yield f"- 未标注：{told.one[:_SHOWN_CHARS]} / {told.other[:_SHOWN_CHARS]}"


def _share(value: float | None) -> str:
    return DASH if value is None else f"{value:.3f}"
