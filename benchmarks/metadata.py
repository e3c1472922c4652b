"""What documents tell of themselves, beside what is known of them: a table a field.

    python -m benchmarks.metadata

The bundled documents and their annexes are read twice, without the catalog and with it; the
catalog, made by hand from the documents, is the measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import print_table
from corpus import Catalog, Document, load_catalog, load_paths
from corpus.catalog import CATALOG_NAME

BUNDLED = Path(__file__).parents[1] / "corpus" / "documents"
FIELDS = ("title", "issuer", "region", "level", "published", "kind", "doc_no", "effective_from")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one document or annex: as read, and as known."""

    owner: str
    name: str
    read: str | None
    known: str | None

    @property
    def is_right(self) -> bool:
        """Whether what was read is what is known, blanks apart."""
        return _squeezed(self.read) == _squeezed(self.known)


def main() -> None:
    """Print what was read wrongly or not at all, and how much was right."""
    catalog = load_catalog(BUNDLED / CATALOG_NAME)
    known = _documents(catalog)
    for name, read in (("不用目录", _documents(Catalog())), ("用目录", known)):
        fields = [one for id_ in known for one in _fields(read[id_], known[id_])]
        print(f"## {name}\n")
        print_table(["字段", "对", "共"], _counted(fields))
        wrong = [[f.owner, f.name, f.read or "—", f.known or "—"] for f in fields if not f.is_right]
        if wrong:
            print_table(["文件或附件", "字段", "读出", "应为"], wrong)


def _documents(catalog: Catalog) -> dict[str, Document]:
    found = load_paths([BUNDLED], catalog)
    return {one.id: one for one in found if isinstance(one, Document)}


def _fields(read: Document, known: Document) -> list[Field]:
    """Return the fields of a document and of its annexes; of these, title and issuer."""
    own = [Field(known.id[:3], name, _told(read, name), _told(known, name)) for name in FIELDS]
    annexes = [
        Field(f"{known.id[:3]} {part.label}", name, getattr(one, name), getattr(part, name))
        for one, part in zip(read.parts[1:], known.parts[1:], strict=True)
        for name in ("title", "issuer")
    ]
    return [*own, *annexes]


def _squeezed(text: str | None) -> str | None:
    return None if text is None else "".join(text.split())


def _told(document: Document, name: str) -> str | None:
    value = getattr(document.metadata, name)
    return None if value is None else str(value)


def _counted(fields: Sequence[Field]) -> list[list[str]]:
    groups: dict[str, list[bool]] = {}
    for one in fields:
        group = f"附件 {one.name}" if " " in one.owner else one.name
        groups.setdefault(group, []).append(one.is_right)
        groups.setdefault("合计", []).append(one.is_right)
    groups["合计"] = groups.pop("合计")
    return [[name, str(sum(right)), str(len(right))] for name, right in groups.items()]


if __name__ == "__main__":
    main()
