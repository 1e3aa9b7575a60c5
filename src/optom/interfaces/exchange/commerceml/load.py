"""Loading an exchange: all of its files or nothing, in one transaction; a second time changes nothing.

Its pictures follow after that, a hundred at a time: they take long, and nobody should wait for them to see prices.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from optom.base.staging import Outcome, Report, Skipped
from optom.domain.catalog import importing as catalog
from optom.domain.journal import actions as journal
from optom.domain.pricing import importing as pricing
from optom.domain.stock import importing as stock
from optom.interfaces.exchange.commerceml.dictionary import currency_of
from optom.interfaces.exchange.commerceml.pictures import bare_products, picture_rows
from optom.interfaces.exchange.commerceml.place import Place
from optom.interfaces.exchange.commerceml.products import Translation
from optom.interfaces.exchange.commerceml.reading import Reading, SkippedReport
from optom.interfaces.exchange.commerceml.records import OfferRead, PriceRead, ProductRead, RestRead, SkippedRow
from optom.interfaces.exchange.commerceml.sources import sources

SOURCE = "commerceml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the groups, products, columns, prices, warehouses, balances and pictures of an exchange."""

    groups: Outcome
    products: Outcome
    columns: Outcome
    prices: Outcome
    warehouses: Outcome
    balances: Outcome
    pictures: Outcome = field(default_factory=Outcome)

    def by_kind(self) -> dict[str, Outcome]:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @property
    def is_without_effect(self) -> bool:
        return all(outcome.is_without_effect for outcome in self.by_kind().values())


def load(paths: Iterable[Path], *, at: datetime, report: SkippedReport, actor: int | None = None) -> Loaded:
    """Load the files (XML, or zips of it) as one exchange: all or nothing, whatever their order.

    Whatever is not taken as it stands is handed to ``report``, row by row. Refuses what the reader refuses:
    `commerceml.broken`, `.foreign`, `.doctype`, `.unreadable`, `.zip_too_big`; then nothing has changed.
    """
    files = sources(paths)
    with Reading(report) as reading:
        reading.read(files)
        with transaction.atomic():
            loaded = _merge(reading, at=at, report=report, actor=actor)
            if not loaded.is_without_effect:
                facts = {"files": [source.name for source in files], **_counts(loaded)}
                journal.record(act="exchange.import_commerceml", actor=actor, at=at, facts=facts)
        rows = picture_rows(reading, files, report)
        bare, told = bare_products(reading), _told(report)
        pictures = catalog.import_pictures(rows, at=at, actor=actor, is_complete=True, without=bare, report=told)
    return replace(loaded, pictures=pictures)


def _merge(reading: Reading, *, at: datetime, report: SkippedReport, actor: int | None) -> Loaded:
    """From what others refer to down to what refers to them."""
    told = _told(report)
    return Loaded(
        groups=catalog.import_groups(_groups(reading, report), at=at, report=told),
        products=catalog.import_products(
            _products(reading, report),
            at=at,
            is_complete=ProductRead in reading.complete,
            offers_complete=OfferRead in reading.complete,
            report=told,
        ),
        columns=pricing.import_columns(_columns(reading, report), report=told),
        prices=pricing.import_prices(
            _prices(reading),
            at=at,
            source=SOURCE,
            actor=actor,
            is_complete=PriceRead in reading.complete,
            report=told,
        ),
        warehouses=stock.import_warehouses(_warehouses(reading), at=at, report=told),
        balances=stock.import_balances(
            _balances(reading), at=at, subject=SOURCE, is_complete=RestRead in reading.complete, report=told
        ),
    )


def _groups(reading: Reading, report: SkippedReport) -> Iterator[catalog.GroupRow]:
    """A deleted group stays as it is: its products, rules and prohibitions may still refer to it."""
    for file, group in reading.groups.values():
        if group.is_deleted:
            report(Place(file, 0).skipped("group", group.external_id, "commerceml.group_deleted", name=group.name))
        else:
            yield catalog.GroupRow(group.external_id, group.parent_external_id, group.name, f"{file}:0")


def _products(reading: Reading, report: SkippedReport) -> Iterator[catalog.ProductRow]:
    translation = Translation(reading.dictionary, report)
    yield from (translation.product(file, product) for file, product in reading.products)
    yield from (translation.offer(file, offer) for file, offer in reading.offers)


def _columns(reading: Reading, report: SkippedReport) -> Iterator[pricing.ColumnRow]:
    for position, (file, kind) in enumerate(reading.kinds.values()):
        currency = currency_of(kind.currency) or "RUB"
        if kind.is_deleted or currency.startswith("?"):
            reason = "price_kind_deleted" if kind.is_deleted else "unknown_currency"
            told = Place(file, 0).skipped(
                "price_kind", kind.external_id, f"commerceml.{reason}", name=kind.name, currency=kind.currency
            )
            report(told)
            continue
        yield pricing.ColumnRow(
            kind.external_id, kind.name, currency, kind.vat_included, position=position, origin=f"{file}:0"
        )


def _prices(reading: Reading) -> Iterator[pricing.PriceRow]:
    for file, price in reading.prices:
        yield pricing.PriceRow(
            price.offer_external_id,
            price.kind_external_id,
            price.value,
            price.min_quantity,
            currency_of(price.currency),
            f"{file}:{price.line}",
        )


def _warehouses(reading: Reading) -> Iterator[stock.WarehouseRow]:
    for position, (file, warehouse) in enumerate(reading.warehouses.values()):
        yield stock.WarehouseRow(
            warehouse.external_id,
            warehouse.name,
            position=position,
            is_active=not warehouse.is_deleted,
            origin=f"{file}:0",
        )


def _balances(reading: Reading) -> Iterator[stock.BalanceRow]:
    for file, rest in reading.rests:
        yield stock.BalanceRow(rest.offer_external_id, rest.warehouse_external_id, rest.quantity, f"{file}:{rest.line}")


def _told(report: SkippedReport) -> Report:
    """What the rooms say about a row, with the file and line that it came from."""

    def tell(skipped: Skipped) -> None:
        file, _, line = skipped.origin.rpartition(":")
        place = int(line) if line.isdecimal() else 0
        report(SkippedRow(file, place, skipped.what, skipped.external_id, skipped.code, dict(skipped.facts)))

    return tell


def _counts(loaded: Loaded) -> dict[str, dict[str, int]]:
    return {
        kind: {one.name: getattr(outcome, one.name) for one in fields(outcome)}
        for kind, outcome in loaded.by_kind().items()
    }
