"""Articles of BMEcat 1.2 and 2005, with prices by kind and from quantities on, per one unit."""

from collections.abc import Iterator
from decimal import Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from optom.base.refusal import Refusal

from . import limits
from .frames import Gathered
from .groups import Groups
from .markup import Element, forget, local, text_of, walk
from .table import Table

ROOT: Final = "BMECAT"
_ARTICLES: Final = ("ARTICLE", "PRODUCT")
_PRICES: Final = ("ARTICLE_PRICE", "PRODUCT_PRICE")
_LINKS: Final = ("ARTICLE_TO_CATALOGGROUP_MAP", "PRODUCT_TO_CATALOGGROUP_MAP")
_NUMBERS: Final = ("SUPPLIER_AID", "SUPPLIER_PID")
_DIGITS: Final = 15
_EXACT: Final = Context(prec=_DIGITS)
_BETWEEN: Final = "; "


def table_of(path: Path, name: str) -> Table:
    """A row an article. "PRICE_AMOUNT[net_list]" is a price for one unit whatever quantity the file tells it for;
    "PRICE_AMOUNT[net_list] from 10" one from ten on. Refuses as `elements.table_of`.
    """
    limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
    groups, linked, currency = _around(path)
    gathered = Gathered()
    for article in _articles(path):
        row = _row(article, currency)
        number = next((row[name] for name in _NUMBERS if name in row), "")
        row["CATALOG_GROUP"] = groups.path(linked.get(number, ""))
        gathered.add(row)
    if not gathered.count:
        raise Refusal("files.not_a_table")
    return gathered.table(name)


def _around(path: Path) -> tuple[Groups, dict[str, str], str]:
    """The groups, in which of them each article is, and the currency of all: the links stand behind the articles."""
    groups, currency = Groups(), ""
    linked: dict[str, str] = {}
    for _, element in walk(path, ("CATALOG", "CATALOG_STRUCTURE", *_LINKS, *_ARTICLES), starts=False):
        if local(element) == "CATALOG":
            currency = element.findtext("{*}CURRENCY") or ""
            continue
        found = {local(child): text_of(child) for child in element}
        if local(element) == "CATALOG_STRUCTURE":
            groups.hear(found.get("GROUP_ID", ""), found.get("GROUP_NAME", ""), found.get("PARENT_ID", ""))
        elif local(element) in _LINKS:
            number = found.get("ART_ID") or found.get("PROD_ID") or ""
            linked.setdefault(number, found.get("CATALOG_GROUP_ID", ""))
        forget(element)
    return groups, linked, currency


def _articles(path: Path) -> Iterator[Element]:
    for _, element in walk(path, (*_ARTICLES, *_LINKS), starts=False):
        if local(element) in _ARTICLES:
            yield element
        forget(element)


def _row(article: Element, currency: str) -> dict[str, str]:
    row: dict[str, str] = {}
    prices: list[Element] = []
    for element in article.iter("{*}*"):
        name = local(element)
        if name in _PRICES:
            prices.append(element)
        elif name in {"FEATURE", "MIME"}:
            _list(row, name, element)
        elif not len(element) and not _is_within(element):
            _tell(row, name, element)
    for price in prices:
        _price(row, price, currency)
    return row


def _is_within(element: Element) -> bool:
    """Whether it is told as a part of something else."""
    return any(local(one) in {*_PRICES, "FEATURE", "MIME"} for one in element.iterancestors())


def _tell(row: dict[str, str], name: str, element: Element) -> None:
    """A text in a second language is a column of its own; what is told twice is told in one cell."""
    text = text_of(element)
    language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    languages = f"{name}.lang"
    if language and row.setdefault(languages, language) != language:
        name = f"{name}[{language}]"
    if text:
        row[name] = f"{row[name]}{_BETWEEN}{text}" if name in row else text


def _list(row: dict[str, str], name: str, element: Element) -> None:
    """A property or a picture: all of them in one cell."""
    said = [text_of(one) for one in element.iter("{*}FNAME", "{*}FT_NAME", "{*}FVALUE", "{*}FUNIT", "{*}MIME_SOURCE")]
    if said:
        row[name] = f"{row[name]}{_BETWEEN}{': '.join(said)}" if name in row else ": ".join(said)


def _price(row: dict[str, str], price: Element, currency: str) -> None:
    said = {local(child): text_of(child) for child in price}
    kind = price.get("price_type", "")
    start = said.get("LOWER_BOUND", "1")
    bound = f" from {start}" if start not in {"", "0", "1"} else ""
    row.setdefault(
        f"PRICE_AMOUNT[{kind}]{bound}", _per_one(said.get("PRICE_AMOUNT", ""), row.get("PRICE_QUANTITY", "1"))
    )
    row.setdefault(f"PRICE_CURRENCY[{kind}]", said.get("PRICE_CURRENCY") or price.get("currency") or currency)
    if "TAX" in said:
        row.setdefault("TAX", said["TAX"])


def _per_one(amount: str, quantity: str) -> str:
    """What can't be divided stays as it was said."""
    try:
        found = _EXACT.divide(Decimal(amount), Decimal(quantity or "1"))
        return format(found.normalize(), "f") if found.is_finite() and found.adjusted() < _DIGITS else amount
    except (InvalidOperation, ZeroDivisionError):
        return amount
