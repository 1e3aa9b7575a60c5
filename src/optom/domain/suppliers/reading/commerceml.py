"""Goods and offers of 1C's CommerceML 2 and 3, from however many files they are spread over, as one table.

Prices, rests and names of the same thing come in one file, in two (import, offers) or in four (prices, rests too): they
are brought together by the identifier. Each kind of prices and each warehouse is a column.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from optom.base.refusal import Refusal

from . import limits
from .frames import Gathered, Spool, letters
from .groups import Groups
from .markup import Element, attributes, forget, local, text_of, walk
from .table import BLOCK_ROWS, Table

ROOTS: Final = frozenset(("КоммерческаяИнформация", "Классификатор", "Каталог", "ПакетПредложений"))
_ID: Final = "Ид"
_GOODS: Final = frozenset(("Товар", "Предложение"))
_APART: Final = ("{*}Товар", "{*}Предложение", "{*}Документ")
_THINGS: Final = ("Товар", "Предложение", "ТипЦены", "Склад", "Группа", "Документ", "Контрагент")
_KINDS: Final = frozenset(("Цена", "Валюта", "Количество"))  # have a column for each kind of prices or warehouse
_GROUP: Final = "Группы/Ид"
_BETWEEN: Final = "; "
_IN_LISTS: Final = frozenset(
    ("Цены", "Склад", "Остатки", "Группы", "ЗначенияРеквизитов", "ЗначенияСвойств", "ХарактеристикиТовара",
     "СтавкиНалогов", "Комплектующие", "Изготовитель", "Картинка", "БазоваяЕдиница")
)  # fmt: skip


def table_of(paths: Sequence[Path], name: str) -> Table:
    """Rows are offers where there are any, with what the catalog says of their goods, else the goods. Refuses
    ``files.not_a_table`` where there is neither, else as `elements.table_of`.
    """
    for path in paths:
        limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
    words, goods, offers = _Words(), Gathered(), Gathered()
    for path in paths:
        for element in _things(path):
            kind = local(element)
            if kind in _GOODS:
                (goods if kind == "Товар" else offers).add(_row(element))
            else:
                words.hear(element)
    if not goods.count and not offers.count:
        raise Refusal("files.not_a_table")
    return _joined(_named(goods, words), _named(offers, words), name)


class _Words:
    """Names of kinds of prices, of warehouses and of groups by their identifiers, which are known when all is read."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._groups = Groups()

    def hear(self, element: Element) -> None:
        found = _children(element)
        identifier, name = found.get(_ID, ""), found.get("Наименование", "")
        if local(element) == "Группа":
            outer = next(element.iterancestors("{*}Группа"), None)
            self._groups.hear(identifier, name, "" if outer is None else _children(outer).get(_ID, ""))
        elif local(element) in {"ТипЦены", "Склад"} and identifier and name:
            self._names[identifier] = name

    def put_into(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Identifiers in heads, and those of groups in cells, give way to names; where two are of one name, so are
        their columns.
        """
        if _GROUP in frame.columns:
            paths = self._paths(frame[_GROUP])
            frame = frame.drop(_GROUP) if paths.null_count() == len(paths) else frame.with_columns(paths)
        named: dict[str, list[str]] = {}
        for head in frame.columns:
            named.setdefault(self._head(head), []).append(head)
        return frame.select(pl.coalesce(heads).alias(head) for head, heads in named.items())

    def _head(self, head: str) -> str:
        kind, mark, identifier = head.removesuffix("]").partition("[")
        if mark and kind in _KINDS:
            return f"{kind}[{self._names.get(identifier, identifier)}]"
        return "Группа" if head == _GROUP else head

    def _paths(self, cells: pl.Series) -> pl.Series:
        paths = {one: self._groups.path(one) or None for one in cells.drop_nulls().unique().to_list()}
        return cells.replace_strict(paths, default=None, return_dtype=pl.String)


def _things(path: Path) -> Iterator[Element]:
    """Elements that say something of goods or of words, in none of the others; groups come after those within them."""
    parent: Element | None = None
    is_within = False
    for _, element in walk(path, _THINGS, starts=False):
        if (outer := element.getparent()) is not parent:
            parent, is_within = outer, next(element.iterancestors(*_APART), None) is not None
        if is_within:
            continue
        yield element
        if local(element) != "Группа":
            forget(element)


def _children(element: Element) -> dict[str, str]:
    return {local(child): text_of(child) for child in reversed(element) if not len(child)}


def _row(element: Element) -> dict[str, str]:
    """Kinds of prices, warehouses and the group are told by their identifiers (`_Words.put_into`)."""
    row = dict(attributes(element))
    for child in element:
        name = local(child)
        if name not in _IN_LISTS and not len(child):
            _put(row, name, text_of(child))
        elif name == "БазоваяЕдиница":
            _put(row, name, (child.text or "").strip())
            row[name] = row.get(name) or child.get("НаименованиеКраткое") or child.get("НаименованиеПолное") or ""
        elif name == "Изготовитель":
            _put(row, name, _children(child).get("Наименование", ""))
        elif name == "Группы":
            _put(row, _GROUP, _children(child).get(_ID, ""))
        elif name == "Склад":
            _put(row, f"Количество[{child.get('ИдСклада', '')}]", child.get("КоличествоНаСкладе", ""))
        elif name in _LISTS:
            _LISTS[name](row, child)
    return row


def _put(row: dict[str, str], head: str, text: str) -> None:
    if text:
        row[head] = f"{row[head]}{_BETWEEN}{text}" if head in row else text


def _prices(row: dict[str, str], prices: Element) -> None:
    for price in prices.iterchildren("{*}Цена"):
        said = _children(price)
        kind = said.get("ИдТипаЦены", "")
        row.setdefault(f"Цена[{kind}]", said.get("ЦенаЗаЕдиницу", ""))
        if said.get("Валюта"):
            row.setdefault(f"Валюта[{kind}]", said["Валюта"])


def _rests(row: dict[str, str], rests: Element) -> None:
    """With warehouses or without, what is there of the thing."""
    for rest in rests.iterchildren("{*}Остаток"):
        whole = _children(rest).get("Количество", "")
        if whole:
            row.setdefault("Количество", whole)
        for warehouse in rest.iterchildren("{*}Склад"):
            said = _children(warehouse)
            row.setdefault(f"Количество[{said.get(_ID, '')}]", said.get("Количество", ""))


def _values(row: dict[str, str], values: Element) -> None:
    """Properties are told in one cell; of those by which 1C carries fields each has its own."""
    for value in values:
        said = _children(value)
        name, text = said.get("Наименование", ""), said.get("Значение", "")
        if local(values) == "ЗначенияРеквизитов" and name:
            _put(row, name, text)
        elif text:
            _put(row, local(values), f"{name}: {text}" if name else text)


def _taxes(row: dict[str, str], taxes: Element) -> None:
    for tax in taxes:
        said = _children(tax)
        _put(row, said.get("Наименование", "НДС"), said.get("Ставка", ""))


_LISTS: Final = {
    "Цены": _prices,
    "Остатки": _rests,
    "ЗначенияРеквизитов": _values,
    "ЗначенияСвойств": _values,
    "ХарактеристикиТовара": _values,
    "СтавкиНалогов": _taxes,
}


def _named(gathered: Gathered, words: _Words) -> pl.DataFrame:
    """The rows under their heads, one for each identifier: of what is told several times the first that is told."""
    table = gathered.table("")
    blocks = list(table.blocks())
    if not blocks:
        return pl.DataFrame()
    frame = pl.concat(blocks)
    frame.columns = list(table.heads)
    frame = words.put_into(frame)
    if _ID not in frame.columns or not frame[_ID].is_duplicated().any():
        return frame
    return frame.group_by(_ID, maintain_order=True).agg(pl.all().drop_nulls().first())


def _joined(goods: pl.DataFrame, offers: pl.DataFrame, name: str) -> Table:
    """Offers say what differs from their goods; the good of an offer is named before the sign "#"."""
    frame = offers if offers.height else goods
    if offers.height and goods.height and _ID in offers.columns and _ID in goods.columns:
        of = offers.with_columns(pl.col(_ID).str.split("#").list.first().alias("good"))
        both = of.join(goods, left_on="good", right_on=_ID, how="left", suffix=" of the good", maintain_order="left")
        shared = [one for one in goods.columns if one != _ID and one in offers.columns]
        both = both.with_columns(pl.coalesce(one, f"{one} of the good") for one in shared)
        frame = both.drop("good", *(f"{one} of the good" for one in shared))
    return _spooled(frame, name)


def _spooled(frame: pl.DataFrame, name: str) -> Table:
    heads, spool = tuple(frame.columns), Spool()
    lettered = frame.rename(dict(zip(heads, letters(len(heads)), strict=True)))
    for block in lettered.iter_slices(BLOCK_ROWS):
        spool.keep(block)
    return Table(name, partial(spool.blocks, 0), heads)
