"""OFD, the format of printed Chinese documents (GB/T 33190-2016): text by place, scans by OCR."""

import io
from collections.abc import Iterator
from itertools import islice

from PIL import Image

from corpus.errors import DocumentUnreadable
from corpus.formats import ocr
from corpus.formats.layout import EMPTY_PAGE, Glyph, Page, Rule
from corpus.formats.ofd_package import Entry, EntryMissing, Package, first_text, named
from corpus.formats.ofd_page import Picture, box_numbers, glyphs_of, pictures_of, rules_of
from corpus.formats.page_progress import tell_page
from corpus.formats.paged import PageDefects, paged_document
from corpus.formats.raw import RawDefect, RawDocument, damage_told_as

MAX_PAGES = 3000
# As for PDF: with fewer characters a page that a picture covers is a scan.
_MIN_TEXT_CHARS = 20
_MIN_PICTURE_SHARE = 0.25
# A page of small type holds about 3,000 characters; more than this is a drawing or an attack.
_MAX_GLYPHS = 40_000
_MAX_RULES = 10_000
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the text of the file, then a defect for each page that could not be read."""
    defects = PageDefects()
    return paged_document(data, _pages(data, defects), defects, nothing="OFD 里没有文字")


def _pages(data: bytes, defects: PageDefects) -> Iterator[Page]:
    package = Package(data)
    try:
        root = package.root()
        documents = [
            package.xml(root.beside(location.text or ""))
            for location in named(root.root, "DocRoot")
        ]
    except EntryMissing as error:
        raise DocumentUnreadable(f"OFD 已损坏：缺少或读不出 {error}") from error
    number = 0
    count = sum(1 for document in documents for _ in named(document.root, "Page"))
    for document in documents:
        reader = _DocumentReader(package, document)
        for element in named(document.root, "Page"):
            number += 1
            if number > MAX_PAGES:
                raise DocumentUnreadable(f"OFD 超过 {MAX_PAGES} 页，请拆分后重试")
            try:
                page = reader.page(element.get("BaseLoc", ""))
            except EntryMissing:
                defects.add(number, "已损坏，没有读出")
                page = EMPTY_PAGE
            except ocr.OcrFailed as error:
                defects.add(number, f"是扫描页，{error}")
                page = EMPTY_PAGE
            tell_page(number, count)
            yield page


class _DocumentReader:
    """Reads the pages of one document, with the templates and pictures that they share."""

    def __init__(self, package: Package, document: Entry) -> None:
        self._package = package
        self._document = document
        self._area = box_numbers(first_text(document.root, "PhysicalBox")) or _A4
        self._templates = {
            template.get("ID", ""): template.get("BaseLoc", "")
            for template in named(document.root, "TemplatePage")
        }
        self._media = self._media_files()

    def page(self, location: str) -> Page:
        """Return the content of a page; a scanned one is recognised."""
        entry = self._package.xml(self._document.beside(location))
        _, _, width, height = box_numbers(first_text(entry.root, "PhysicalBox")) or self._area
        glyphs: list[Glyph] = []
        rules: list[Rule] = []
        pictures: list[Picture] = []
        for content in (*self._template_contents(entry), entry):
            glyphs.extend(islice(glyphs_of(content.root), _MAX_GLYPHS))
            rules.extend(islice(rules_of(content.root), _MAX_RULES))
            pictures.extend(pictures_of(content.root))
        if len(glyphs) < _MIN_TEXT_CHARS and pictures:
            largest = max(pictures, key=lambda picture: picture.box.width * picture.box.height)
            if largest.box.width * largest.box.height >= _MIN_PICTURE_SHARE * width * height:
                return self._recognised(largest).scaled_to(width)
        return Page(max(width, 1.0), max(height, 1.0), tuple(glyphs), tuple(rules))

    def _template_contents(self, entry: Entry) -> Iterator[Entry]:
        for template in named(entry.root, "Template"):
            location = self._templates.get(template.get("TemplateID", ""))
            if location:
                yield self._package.xml(self._document.beside(location))

    def _media_files(self) -> dict[str, str]:
        """Return the places of pictures by the id of their resource."""
        found: dict[str, str] = {}
        for named_resource in named(self._document.root, "PublicRes", "DocumentRes"):
            try:
                resource = self._package.xml(self._document.beside(named_resource.text or ""))
            except EntryMissing:
                continue  # pages that need its pictures will say so
            base = resource.root.get("BaseLoc", "")
            for media in named(resource.root, "MultiMedia"):
                file = first_text(media, "MediaFile") or ""
                found[media.get("ID", "")] = resource.beside(f"{base}/{file}" if base else file)
        return found

    def _recognised(self, picture: Picture) -> Page:
        data = self._package.bytes_of(self._media.get(picture.resource, ""))
        try:
            with damage_told_as("图片的格式读不出"):
                opened = Image.open(io.BytesIO(data))
                opened.load()
        except DocumentUnreadable as error:
            is_bomb = isinstance(error.__cause__, Image.DecompressionBombError)
            raise ocr.OcrFailed("图片太大" if is_bomb else str(error)) from error
        return ocr.recognise(opened)
