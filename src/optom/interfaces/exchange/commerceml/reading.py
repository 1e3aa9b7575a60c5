"""Reading all files of one exchange before anything of them is loaded."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from optom.interfaces.exchange.commerceml.dictionary import Dictionary
from optom.interfaces.exchange.commerceml.reader import header, read
from optom.interfaces.exchange.commerceml.records import (
    GroupRead,
    OfferRead,
    PriceKindRead,
    PriceRead,
    ProductRead,
    PropertyRead,
    Record,
    RestRead,
    SectionRead,
    SkippedRow,
    UnitRead,
    WarehouseRead,
)
from optom.interfaces.exchange.commerceml.sources import Source
from optom.interfaces.exchange.commerceml.spool import Spool

SkippedReport = Callable[[SkippedRow], None]


class Reading:
    """What the files of one exchange say, small things in memory, rows on disk; each with the file that says it."""

    def __init__(self, report: SkippedReport) -> None:
        self._report = report
        self._stack = ExitStack()
        self._section_is_full = False
        self._file = ""
        self.dictionary = Dictionary()
        self.groups: dict[str, tuple[str, GroupRead]] = {}
        self.kinds: dict[str, tuple[str, PriceKindRead]] = {}
        self.warehouses: dict[str, tuple[str, WarehouseRead]] = {}
        self.products: Spool[tuple[str, ProductRead]] = self._stack.enter_context(Spool())
        self.offers: Spool[tuple[str, OfferRead]] = self._stack.enter_context(Spool())
        self.prices: Spool[tuple[str, PriceRead]] = self._stack.enter_context(Spool())
        self.rests: Spool[tuple[str, RestRead]] = self._stack.enter_context(Spool())
        self.full_files: set[str] = set()
        self.complete: set[type[Record]] = set()
        """Of which kinds a full section held at least one: only then what is missing is known to be gone."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def read(self, sources: Iterable[Source]) -> None:
        """Read every file to its end, the oldest first whatever their order: what 1C wrote last has the last word.

        Refuses as the reader does; then nothing was loaded.
        """
        for source in sorted(sources, key=_age):
            self._file, self._section_is_full = source.name, False
            for record in read(source):
                self._take(record)

    def _take(self, record: Record) -> None:  # noqa: C901 -- one line a kind of record
        match record:
            case SectionRead():
                self._section_is_full = record.kind != "classifier" and not record.only_changes
            case ProductRead():
                self.products.append((self._file, record))
                self.full_files.update([self._file] if self._section_is_full else [])
            case OfferRead():
                self.offers.append((self._file, record))
            case PriceRead():
                self.prices.append((self._file, record))
            case RestRead():
                self.rests.append((self._file, record))
            case GroupRead():
                self.groups[record.external_id] = (self._file, record)
            case PropertyRead():
                self.dictionary.add_property(record)
            case PriceKindRead():
                self.kinds[record.external_id] = (self._file, record)
            case WarehouseRead():
                self.warehouses[record.external_id] = (self._file, record)
            case UnitRead():
                self.dictionary.add_unit(record)
            case SkippedRow():
                self._report(record)
        if self._section_is_full:
            self.complete.add(type(record))


def _age(source: Source) -> tuple[str, str]:
    made_at = header(source).made_at
    return made_at.isoformat() if made_at else "", source.name
