"""Files out of a form while it arrives: a request's bytes in, bounded files on disk out.

The only file that knows python-multipart. Nothing is kept of a file that is refused, and the name
that a client gives a file never leads anywhere: its last part alone is taken.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from api.errors import UploadMalformed, UploadNotAForm, UploadTooLarge
from api.uploads import ReceivedFile, Refusal
from corpus.formats import MAX_FILE_BYTES, is_supported

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

# All files of one upload; as much as an archive may unpack to.
MAX_UPLOAD_BYTES = 1024 * 1024 * 1024
MAX_FILES = 100
# What file systems take, in bytes.
MAX_NAME_BYTES = 255
_MEGABYTE = 1024 * 1024
# Old clients send a name that is not ASCII in this form only (RFC 5987).
_EXTENDED_NAME = re.compile(rb"filename\*\s*=\s*utf-8'[^']*'([^;\s]+)", re.IGNORECASE)


async def receive_files(request: Request, folder: Path) -> list[ReceivedFile]:
    """Write the files of a form to a folder, while they come, and return them in their order.

    Raises:
        UploadNotAForm: the body is no form.
        UploadMalformed: the form breaks off, or is not written as forms are.
        UploadTooLarge: all files together are more than an upload may hold.
    """
    form = _Form(folder)
    try:
        parser = MultipartParser(_boundary(request), form.callbacks)
        received = 0
        async for data in request.stream():
            received += len(data)
            if received > MAX_UPLOAD_BYTES:
                raise UploadTooLarge
            await run_in_threadpool(parser.write, data)
    except (FormParserError, ClientDisconnect) as error:
        raise UploadMalformed from error
    finally:
        form.close()
    if not form.is_complete:
        raise UploadMalformed
    return form.files


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type"))
    announced = request.headers.get("content-length", "")
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise UploadNotAForm
    if announced.isdecimal() and int(announced) > MAX_UPLOAD_BYTES:
        raise UploadTooLarge
    return options[b"boundary"]


class _Form:
    """What has come of a form so far; the parser calls it back for each piece."""

    def __init__(self, folder: Path) -> None:
        self.files: list[ReceivedFile] = []
        self.is_complete = False
        self._folder = folder
        self._field, self._value = b"", b""
        self._disposition = b""
        self._name = ""
        self._size = 0
        self._out: BinaryIO | None = None

    @property
    def callbacks(self) -> "MultipartCallbacks":
        """What the parser calls."""
        return {
            "on_part_begin": self._part_begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._part_data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def close(self) -> None:
        """Let go of the file that is being written."""
        if self._out is not None:
            self._out.close()
            self._out = None

    def _part_begin(self) -> None:
        self._disposition, self._field, self._value = b"", b"", b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field, self._value = b"", b""

    def _headers_finished(self) -> None:
        name = _file_name(self._disposition)
        if name is None:
            return
        if len(self.files) == MAX_FILES:
            raise UploadTooLarge
        self._name, self._size = name, 0
        if refused := _refused_by_name(name):
            self.files.append(refused)
            return
        path = self._folder / str(len(self.files)) / name
        path.parent.mkdir()
        self._out = path.open("wb")
        self.files.append(ReceivedFile(name, path))

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._out is None:
            return
        self._size += end - start
        if self._size <= MAX_FILE_BYTES:
            self._out.write(data[start:end])
            return
        self.close()
        path = self.files[-1].path
        if path is not None:
            path.unlink()
        reason = f"文件太大，上限是 {MAX_FILE_BYTES // _MEGABYTE} MB"
        self.files[-1] = ReceivedFile(self._name, None, Refusal.TOO_LARGE, reason)

    def _part_end(self) -> None:
        self.close()

    def _end(self) -> None:
        self.is_complete = True


def _file_name(disposition: bytes) -> str | None:
    """Return the last part of the name that a client gives a file; None where a part is none."""
    _, options = parse_options_header(disposition)
    raw = options.get(b"filename")
    if raw is None and (extended := _EXTENDED_NAME.search(disposition)):
        raw = unquote_to_bytes(extended[1])
    if raw is None:
        return None
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    last = name.replace("\\", "/").rpartition("/")[2]
    # A leading dot would hide it from those who read the folder anew.
    return "".join(char for char in last if char.isprintable()).strip().lstrip(".")


def _refused_by_name(name: str) -> ReceivedFile | None:
    if not name:
        return ReceivedFile("（没有文件名）", None, Refusal.UNSUPPORTED, "文件没有名字，请补上")
    if len(name.encode()) > MAX_NAME_BYTES:
        return ReceivedFile(name, None, Refusal.UNREADABLE, "文件名太长，请缩短后重试")
    if not is_supported(name):
        suffix = Path(name).suffix or "没有扩展名的"
        return ReceivedFile(name, None, Refusal.UNSUPPORTED, f"暂不支持 {suffix} 格式")
    return None
