"""From whom the demo buys: two suppliers with the lists that they have sent, as people make them in Excel.

One list has come twice, so that a price that has doubled is held back; of the other some rows wait for the purchaser.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook

from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers import queries
from optom.domain.suppliers.actions import FeedTerms

from .writing import rows

_MANY = 240
_GOODS = """
select g.name as category, p.article, b.name as brand, p.name, f.amount as cost
from catalog_product p
join catalog_group g on g.id = p.group_id
join catalog_brand b on b.id = p.brand_id
join costs_figure f on f.product_id = p.id
join costs_input i on i.id = f.input_id and i.name = 'receipt_cost'
order by p.id limit %(many)s
"""
_PURCHASER = "select id from accounts_user where email = 'purchaser@demo.optom'"
_STOCKS = ("в наличии", "> 50 шт.", "12", "под заказ", "1 200", "нет")
_WITH_VAT = Decimal("1.22")


@dataclass(frozen=True, slots=True)
class Good:
    """A product of ours that somebody offers; what it cost us, without VAT."""

    category: str
    article: str
    brand: str
    name: str
    cost: Decimal


def write_suppliers(*, at: datetime) -> None:
    """Two suppliers, their feeds, and files that were let in."""
    [(purchaser,)] = rows(_PURCHASER)
    goods = [Good(*row) for row in rows(_GOODS, many=_MANY)]
    week = at - timedelta(days=7)
    vega = _feed("ООО «Вега-Подшипник»", "Прайс склада", with_vat=True, at=week - timedelta(hours=1))
    _send(vega, "Вега прайс склад.xlsx", list(_of_vega(goods, Decimal(1))), purchaser, week)
    _send(vega, "Вега прайс склад НОВЫЙ.xlsx", list(_of_vega(goods, Decimal("1.03"), doubled=7)), purchaser, at)
    sever = _feed("ТД «Северный привод»", "Остатки", with_vat=False, at=at - timedelta(days=2))
    _send(sever, "ostatki_spb.xlsx", list(_of_sever(goods)), purchaser, at)


def _feed(name: str, feed: str, *, with_vat: bool, at: datetime) -> int:
    supplier = suppliers.add_supplier(name=name, actor=None, at=at)
    return suppliers.add_feed(supplier=supplier, terms=FeedTerms(feed, with_vat=with_vat), actor=None, at=at)


def _send(feed: int, name: str, table: Sequence[Sequence[object]], purchaser: int, at: datetime) -> None:
    """The file comes, is run, and is let in where it is held as the first."""
    with tempfile.TemporaryDirectory(prefix="optom-demo-") as folder:
        path = Path(folder) / "list.xlsx"
        _write(path, table, at)
        run = suppliers.receive(feed=feed, path=path, name=name, actor=purchaser, at=at)
    suppliers.work(run=run, at=at)
    if (told := queries.run(run)) and told.state == "held":
        suppliers.accept(run=run, actor=purchaser, at=at)
        suppliers.work(run=run, at=at)


def _write(path: Path, table: Sequence[Sequence[object]], at: datetime) -> None:
    with Workbook(path) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})  # the same file for the same seed
        sheet = book.add_worksheet("Прайс")
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)


def _of_vega(goods: Sequence[Good], share: Decimal, doubled: int = -1) -> Iterator[Sequence[object]]:
    """A letterhead, categories in rows of their own, prices as texts; articles and brands as their makers have them."""
    yield ("ООО «Вега-Подшипник», Санкт-Петербург, тел. (812) 320-00-00",)
    yield ("Прайс-лист. Цены указаны в рублях с НДС, действуют неделю.",)
    yield ()
    yield "Код", "Артикул", "Производитель", "Наименование", "Цена, руб. с НДС", "Наличие"
    category = ""
    for place, good in enumerate(goods):
        if good.category != category:
            category = good.category
            yield (category,)
        price = good.cost * _WITH_VAT * share * (2 if place == doubled else 1)
        told = f"{price:,.2f} руб.".replace(",", " ").replace(".", ",", 1) if place % 9 else "по запросу"
        yield f"В{place + 1:05}", good.article, good.brand, good.name, told, _STOCKS[place % len(_STOCKS)]


def _of_sever(goods: Sequence[Good]) -> Iterator[Sequence[object]]:
    """Numbers of his own and names alone: what they are has to be found out."""
    yield "Номенклатура.Код", "Номенклатура", "Опт без НДС", "Остаток"
    for place, good in enumerate(goods[::4]):
        price = round(good.cost * (97 + place % 7) / 100, 2)
        yield f"СП-{place + 1:06}", f"{good.name} {good.article} {good.brand}", float(price), place % 40
