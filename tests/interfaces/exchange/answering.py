"""A supplier has an order of ours, and answers it by files of a feed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from optom.base.business_day import business_day
from optom.base.spreadsheet import sheets_of
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing import queries as orders
from optom.domain.purchasing.models import SupplierOrder
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers.actions import FeedTerms
from optom.domain.suppliers.models import Feed, FeedRun, Offer, Supplier, Terms
from optom.domain.suppliers.rules import Brings
from optom.interfaces.exchange import answers
from optom.interfaces.kit import order_files
from tests.trade import Firm, dec

ORDERED, CONFIRMED, PRICE, DAY = 5, 8, 9, 10  # columns of our workbook


def filled(book: bytes, on: date, name: str | None = None, **said: tuple[Any, Any]) -> bytes:
    """Our workbook as he sends it back: all of it comes on a day, of articles so much at a price.

    A program of his own may have given the sheet another ``name``.
    """
    [sheet] = sheets_of(book)
    rows = [[*row] for row in sheet.rows]
    for row in rows[1:]:
        row[DAY] = on.strftime("%d.%m.%Y")
        row[CONFIRMED], row[PRICE] = map(str, said.get(f"a{row[2]}", (row[ORDERED], row[6])))
    return written(name or sheet.name, rows)


def written(name: str, rows: list[list[str]]) -> bytes:
    """A workbook of texts."""
    content = BytesIO()
    with Workbook(content) as made:
        sheet = made.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return content.getvalue()


@dataclass(frozen=True)
class Answering:
    """Paula has sent an order, and a feed brings what its supplier answers."""

    firm: Firm
    paula: int
    order: SupplierOrder
    feed: Feed
    at: datetime
    folder: Path

    @property
    def on(self) -> date:
        """When the goods are due."""
        return business_day(self.at) + timedelta(days=4)

    def book(self, name: str | None = None, **said: tuple[Any, Any]) -> bytes:
        """The workbook that went out, filled in."""
        facts = orders.order(self.order.pk)
        assert facts
        return filled(order_files.written(facts, "xlsx")[0].content, self.on, name, **said)

    def comes(self, content: bytes, name: str = "answer.xlsx", later: int = 0) -> int:
        """A file has come; its run."""
        path = self.folder / "come"
        path.write_bytes(content)
        at = self.at + timedelta(minutes=later)
        return suppliers.receive(feed=self.feed.pk, path=path, name=name, actor=None, at=at)

    def taken(self, content: bytes, name: str = "answer.xlsx", later: int = 0) -> FeedRun:
        """And was read by the worker."""
        run = self.comes(content, name, later)
        answers.take(run=run, at=self.at + timedelta(minutes=later))
        return FeedRun.objects.get(pk=run)

    def state(self) -> str:
        """Where the order stands."""
        return SupplierOrder.objects.get(pk=self.order.pk).state


def offered(firm: Firm, supplier: str, *articles: str, at: datetime) -> int:
    """He has these goods in four days, at a hundred."""
    made = Supplier.objects.create(name=supplier, sort_key="")
    feed = Feed.objects.create(supplier=made, name="")
    for article in articles:
        product = firm.product(article, price=200)
        told = {"supplier": made, "feed": feed, "number": f"N-{article}", "product_id": product, "matched": "hand"}
        offer = Offer.objects.create(**told)
        Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=at, lead_days=4)
    return made.pk


def sent(firm: Firm, paula: int, at: datetime, *suppliers_: int) -> list[SupplierOrder]:
    """Ten of all that they offer, ordered and sent; one order each."""
    products = list(Offer.objects.filter(supplier__in=suppliers_).values_list("product", flat=True))
    purchasing.keep_at_least(products=products, quantity=dec(10), actor=paula, at=at)
    for made in purchasing.order_needs(warehouse=firm.moscow, actor=paula, at=at):
        purchasing.send(order=made.order, actor=paula, at=at)
    return list(SupplierOrder.objects.filter(supplier__in=suppliers_).order_by("id"))


def answering(firm: Firm, at: datetime, folder: Path) -> Answering:
    """Two bearings, ten of each, are ordered of Опора."""
    paula, supplier = firm.person("paula", "purchaser"), offered(firm, "Опора", "6204", "6205", at=at)
    [order] = sent(firm, paula, at, supplier)
    told: dict[str, Any] = {"terms": FeedTerms("Ответы"), "brings": Brings.ANSWERS, "actor": paula, "at": at}
    feed = suppliers.add_feed(supplier=supplier, **told)
    return Answering(firm, paula, order, Feed.objects.get(pk=feed), at, folder)
