"""JSON Lines: one document a line, in the shape of the contract."""

import hashlib
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.document import Metadata
from corpus.formats.raw import RawDefect, RawDocument
from corpus.formats.text import decoded
from corpus.regions.finding import region_named


class JsonlDocument(BaseModel):
    """One line of a .jsonl file."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1, max_length=200, pattern=r"^[^\s/\\?#%]+$")
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    issuer: str | None = None
    region: str | None = None
    published: date | None = None
    doc_no: str | None = None
    kind: str | None = None
    effective_from: date | None = None
    repealed_on: date | None = None
    superseded_by: str | None = None
    url: str | None = None

    def metadata(self) -> Metadata:
        """Return everything but the id and the text."""
        region = region_named(self.region) if self.region else None
        known = self.model_dump(exclude={"id", "text"})
        return Metadata(**known, level=region.level if region else None)


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the documents of the file; a bad line is a defect that names the line."""
    for number, line in enumerate(decoded(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            document = JsonlDocument.model_validate_json(line)
        except ValidationError as error:
            yield RawDefect(f"第 {number} 行：{_reason(error)}")
            continue
        if not document.text.strip():
            yield RawDefect(f"第 {number} 行：text 里没有文字")
            continue
        sha256 = hashlib.sha256(line.strip().encode()).hexdigest()
        yield RawDocument(document.text, sha256, document.id, document.metadata())


_REASONS = {
    "missing": "缺少字段",
    "extra_forbidden": "多出不认识的字段",
    "string_pattern_mismatch": "含有不允许的字符（空白或 / \\ ? # %）",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "string_type": "必须是文字",
}


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return "不是合法的 JSON"
    name = ".".join(str(part) for part in first["loc"]) or "这一行"
    if first["type"].startswith("date"):
        return f"{name} 不是日期（应为 2022-09-19 这样的形式）"
    return f"{name}：{_REASONS.get(first['type'], '内容不对')}"
