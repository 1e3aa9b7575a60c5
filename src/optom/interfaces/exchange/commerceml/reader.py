"""Reading a CommerceML file as a stream: memory does not grow with its size, and nothing is fetched or expanded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, cast

from lxml import etree

from optom.base.refusal import Refusal
from optom.interfaces.exchange.commerceml.classifier import read_price_kind, read_property, read_unit, read_warehouse
from optom.interfaces.exchange.commerceml.goods import read_product
from optom.interfaces.exchange.commerceml.nodes import Element, attribute, discard, is_deleted, local, parts, text
from optom.interfaces.exchange.commerceml.offers import read_offer
from optom.interfaces.exchange.commerceml.place import Place
from optom.interfaces.exchange.commerceml.records import GroupRead, Header, Record, SectionRead, SkippedRow
from optom.interfaces.exchange.commerceml.sources import Source
from optom.interfaces.exchange.commerceml.values import switch
from optom.interfaces.kit.gathered import DAMAGED

_SECTIONS = {
    "Классификатор": "classifier",
    "Каталог": "catalog",
    "ПакетПредложений": "offers",
    "ИзмененияПакетаПредложений": "offers",
}
_ROOTS = {"КоммерческаяИнформация", "Документ", *_SECTIONS}


def _nothing(element: Element, place: Place) -> Iterator[Record]:  # noqa: ARG001 - one signature for all readers
    """Things we have no use for are still walked over, else they would pile up in memory."""
    return iter(())


def _read_document(element: Element, place: Place) -> Iterator[Record]:
    found = parts(element)
    yield place.skipped(
        "document", text(found, "Номер"), "commerceml.not_a_catalog", operation=text(found, "ХозОперация")
    )


_READERS: dict[str, Callable[[Element, Place], Iterator[Record]]] = {
    "Товар": read_product,
    "Предложение": read_offer,
    "Свойство": read_property,
    "ТипЦены": read_price_kind,
    "Склад": read_warehouse,
    "ЕдиницаИзмерения": read_unit,
    "Документ": _read_document,
    "Контрагент": _nothing,
    "Категория": _nothing,
}


def read(source: Source) -> Iterator[Record]:
    """Everything that the file says, in its order.

    Refuses `commerceml.broken` (with file, line, column) where the XML ends being XML, `commerceml.foreign` for XML of
    another kind, `commerceml.doctype` for a document type, which no export has and which only serves attacks, and
    `commerceml.unreadable` for a damaged disk or zip.
    """
    header(source)
    walk = _Walk(source.name)
    with _explained(source.name), source.open() as stream:
        for event, element in _events(stream, tuple(f"{{*}}{name}" for name in (*_SECTIONS, *_READERS, "Группа"))):
            yield from walk.begin(element) if event == "start" else walk.end(element)
    yield from walk.remarks()


def header(source: Source) -> Header:
    """What the root element says; reads no further than the first block of the file. Refuses as `read` does."""
    with _explained(source.name), source.open() as stream:
        for _, root in _events(stream, None):
            return _header(root, source.name)
    raise Refusal("commerceml.broken", file=source.name, line=1, column=1, reason="no element found")


def _header(root: Element, file: str) -> Header:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("commerceml.doctype", file=file)
    if local(root) not in _ROOTS:
        raise Refusal("commerceml.foreign", file=file, root=local(root))
    return Header(attribute(root, "ВерсияСхемы"), _moment(attribute(root, "ДатаФормирования")))


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None


def _events(stream: IO[bytes], tags: tuple[str, ...] | None) -> Iterator[tuple[str, Element]]:
    """Entities stay unexpanded, the network and DTDs unread, depth and text bounded by libxml2's own limits."""
    etree.clear_error_log()  # libxml2 keeps one log a thread: an older file's complaint must not be taken for ours
    return etree.iterparse(  # type: ignore[no-any-return, call-overload, unused-ignore]
        stream,
        events=("start", "end"),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


@contextmanager
def _explained(file: str) -> Iterator[None]:
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise _broken(file, error) from error
    except DAMAGED as error:
        raise Refusal("commerceml.unreadable", file=file, reason=str(error)) from error


def _broken(file: str, error: etree.XMLSyntaxError) -> Refusal:
    """An undeclared entity leaves the exception without a place; then libxml2's last complaint has it."""
    line, column = error.position
    reason = (error.msg or "").partition(", line")[0]
    last = cast("Any", error.error_log).last_error
    if not line and last is not None:
        line, column, reason = last.line, last.column, last.message
    return Refusal("commerceml.broken", file=file, line=line or 1, column=column or 1, reason=reason)


class _Walk:
    """The way through one file: which thing is open, and the groups whose parents are not yet closed."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open: Element | None = None
        self._children: list[list[GroupRead]] = [[]]
        self._is_empty = True

    def begin(self, element: Element) -> Iterator[Record]:
        if self._open is not None:
            return
        name = local(element)
        if name in _SECTIONS:
            self._is_empty = False
            yield SectionRead(_SECTIONS[name], switch(element.get("СодержитТолькоИзменения")) is True)
        elif name == "Группа":
            self._children.append([])
        else:
            self._open = element

    def end(self, element: Element) -> Iterator[Record]:
        if self._open is element:
            self._open, self._is_empty = None, False
            yield from _READERS[local(element)](element, Place.of(self._file, element))
            discard(element)
        elif self._open is None and local(element) == "Группа":
            yield from self._close_group(element)
            discard(element)

    def _close_group(self, element: Element) -> Iterator[Record]:
        """A group is given out when its parent closes, because only then the parent's identifier is surely known."""
        found = parts(element)
        children = self._children.pop()
        external_id, name = text(found, "Ид"), text(found, "Наименование")
        if not external_id:
            yield Place.of(self._file, element).skipped("group", name, "commerceml.no_id")
        for child in children:
            yield _under(child, external_id or None)
        siblings = self._children[-1]
        if external_id:
            siblings.append(GroupRead(external_id, None, name, len(siblings), is_deleted(element, found)))
        if len(self._children) == 1:
            yield from siblings[-1:] if external_id else ()

    def remarks(self) -> Iterator[SkippedRow]:
        if self._is_empty:
            yield Place(self._file, 1).skipped("file", self._file, "commerceml.nothing_inside")


def _under(child: GroupRead, parent: str | None) -> GroupRead:
    return GroupRead(child.external_id, parent, child.name, child.position, child.is_deleted)
