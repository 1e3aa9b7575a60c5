"""Finding products by what people type; groups, brands; what a product looks like and which papers hold for it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from optom.base import kept_files
from optom.base.books import Broken, lost_files
from optom.base.sql import statements

from . import rules
from .models import Brand, Code, Product, Unit

_sql = statements(__package__)
MOST_HITS = 10_000
SHORTEST_PART = 3
SAMPLE = 50  # files that every check reads whole


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: product -> rank (0 is the whole number), and the words as they were understood."""

    ranks: dict[int, int]
    is_capped: bool
    instead: str | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A node of the group tree."""

    id: int
    parent: int | None
    name: str


def recorded_since() -> datetime | None:
    """Since when it is written down how goods are sold and where groups stand; None: since there are any."""
    since: datetime | None = _sql.value("recorded_since")
    return since


def search(text: str, *, most: int = MOST_HITS, is_forgiving: bool = True) -> Found:
    """Products by article, cross-number or barcode (dashes, dots, case and look-alike letters don't matter; any part
    of three signs on), by words of the name in any form, or by both; a mistyped word is replaced by the nearest one,
    where it ``is_forgiving``.
    """
    found = _hits(text, most)
    if found.ranks or not is_forgiving:
        return found
    instead = _corrected(text)
    found = _hits(instead, most) if instead else found
    return replace(found, instead=instead if found.ranks else None)


def _hits(text: str, most: int) -> Found:
    code = rules.normalise_code(text)
    words = rules.plain_words(text)
    if not code and not words:
        return Found({}, is_capped=False, instead=None)
    numbers = _numbers(text)
    plain = [word for word in words if word.isalpha() and len(word) >= SHORTEST_PART]
    is_mixed = bool(numbers and plain)
    found = _sql.rows(
        "search",
        code=code,
        prefix=_after(code),
        part=f"%{code}%" if len(code) >= SHORTEST_PART else None,
        words=_every(words),
        plain=_every(plain) if is_mixed else None,
        numbers=[f"%{number}%" for number in numbers],
        cap=MOST_HITS,
        most=most,
    )
    ranks = {product: row.rank for row in found for product in row.products}
    return Found(ranks, is_capped=any(row.hits >= most for row in found), instead=None)


def _numbers(text: str) -> list[str]:
    """The parts of numbers that are long enough to be looked for, the longest first."""
    codes = [rules.normalise_code(word) for word in text.split() if any(sign.isdigit() for sign in word)]
    return sorted((code for code in codes if len(code) >= SHORTEST_PART), key=len, reverse=True)


def _after(code: str) -> str | None:
    """The first text after all that begin with the code, in byte order."""
    return code[:-1] + chr(ord(code[-1]) + 1) if code else None


def _every(words: list[str]) -> str | None:
    """All of the words, each from its beginning, in the language of text search."""
    return " & ".join(f"{word}:*" for word in words) if words else None


def _corrected(text: str) -> str | None:
    """The text with every word that no name has replaced by the most similar one; None where nothing is similar."""
    words = rules.plain_words(text)
    nearest = {row.typed: row.word for row in _sql.rows("nearest_words", words=words)} if words else {}
    return " ".join(nearest.get(word, word) for word in words) if nearest else None


def groups() -> list[GroupRow]:
    """The whole group tree, each node after its siblings in their order."""
    return [GroupRow(*row) for row in _sql.rows("groups")]


def brand_names(brands: Collection[int]) -> dict[int, str]:
    """The names of brands by their ids."""
    return dict(Brand.objects.filter(pk__in=brands).values_list("id", "name"))


def brands() -> list[str]:
    """The names of all brands, in their order."""
    return list(Brand.objects.order_by("sort_key", "id").values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its code in the classifier."""

    id: int
    name: str
    okei: str


def units() -> list[UnitRow]:
    """The units that the classifier knows, by name."""
    found = Unit.objects.exclude(okei="").order_by("name")
    return [UnitRow(*row) for row in found.values_list("id", "name", "okei")]


def article_of(product: int) -> str | None:
    """The article of a product; None where there is no such product."""
    return Product.objects.filter(pk=product).values_list("article", flat=True).first()


def articles_of(products: Collection[int]) -> dict[int, str]:
    """The article of each of the products. One statement."""
    return dict(Product.objects.filter(pk__in=products).values_list("id", "article"))


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """A product as people call it."""

    id: int
    article: str
    brand: str
    name: str


def named(products: Collection[int]) -> list[NamedProduct]:
    """What the products are called, of those that there are. One statement."""
    found = Product.objects.filter(pk__in=products).values_list("id", "article", "brand__name", "name")
    return [NamedProduct(key, article, brand or "", name) for key, article, brand, name in found]


def vat_percents(products: Collection[int], *, on: date) -> dict[int, Decimal]:
    """The VAT of these goods on a day, in per cent; those that are sold without it are absent. One statement."""
    return dict(map(tuple, _sql.rows("vat_percents", products=list(products), on=on)))


def vat_of_classes(*, on: date) -> dict[int, Decimal]:
    """The VAT of each class of goods on a day, in per cent; nought of those that are sold without it. One statement."""
    return {row.tax_class_id: row.percent or Decimal(0) for row in _sql.rows("vat_of_classes", on=on)}


def sold(*, products: Sequence[int] | None, group: str, brand: str, most: int) -> list[NamedProduct]:
    """Products that are sold, by name: those of a group and all below it, of a brand, of ``products`` (None: of all).

    A name that is empty asks for any. One statement.
    """
    asked = {"products": None if products is None else list(products), "group": group, "brand": brand, "most": most}
    return [NamedProduct(*row) for row in _sql.rows("sold", **asked)]


def products_by_article(article: str) -> dict[int, str | None]:
    """Every product of this article, as numbers are compared, with the name of its brand."""
    code = rules.normalise_code(article)
    found = Code.objects.filter(kind="a", norm=code).values_list("product_id", "product__brand__name") if code else ()
    return dict(found)


def cross_numbers(products: Sequence[int], *, most: int) -> dict[int, list[str]]:
    """Other makers' numbers of each product that has any, at most so many. One statement."""
    return {row.product: row.numbers for row in _sql.rows("cross_numbers", products=list(products), most=most)}


def packs(products: Sequence[int]) -> dict[int, list[tuple[str, Decimal]]]:
    """The packs of products by name, with what they hold of the product's unit; those that have none are absent."""
    return {
        row.product: list(zip(row.names, row.quantities, strict=True))
        for row in _sql.rows("packs", products=list(products))
    }


def brands_by_code() -> dict[str, frozenset[int]]:
    """Every brand by its name as numbers are compared; two spellings of one name are one."""
    found: dict[str, set[int]] = {}
    for brand, name in Brand.objects.values_list("id", "name"):
        found.setdefault(rules.normalise_code(name), set()).add(brand)
    return {code: frozenset(brands) for code, brands in found.items() if code}


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture of a product: the hashes under which it and its thumbnail are kept; width and height in pixels."""

    place: int
    sha256: str
    width: int
    height: int
    thumb_sha256: str


@dataclass(frozen=True, slots=True)
class GoodsPaperRow:
    """A paper that somebody else has issued about goods, and for which of the asked products it holds."""

    id: int
    kind: str
    number: str
    title: str
    issued_by: str
    valid_from: date | None
    valid_until: date | None
    sha256: str
    size: int
    products: list[int]

    def is_expired(self, on: date) -> bool:
        """Whether it holds no more on this day."""
        return self.valid_until is not None and self.valid_until < on


def pictures(product: int) -> list[PictureRow]:
    """The pictures of a product, the main one first."""
    return [PictureRow(*row) for row in _sql.rows("pictures", product=product)]


def papers_of(products: Sequence[int]) -> list[GoodsPaperRow]:
    """The papers about goods that hold for any of the products, by kind; what holds longest first. One statement."""
    return [GoodsPaperRow(*row) for row in _sql.rows("papers_of", products=list(products))]


def named_files(prefix: str) -> list[kept_files.Kept]:
    """The files that pictures and papers name, of those whose hashes begin so."""
    return [kept_files.Kept(*row) for row in _sql.rows("named_files", prefix=prefix)]


def broken_books() -> list[Broken]:
    """Products and groups that are not as was told of them last; files that rows name and that are not there, and of a
    sample those that are not what was kept.
    """
    return [*(Broken(*row) for row in _sql.rows("broken_books")), *_broken_files()]


def _broken_files() -> Iterator[Broken]:
    yield from lost_files("files of pictures and papers are kept", named_files(""))
    for row in _sql.rows("sample_of_files", most=SAMPLE):
        if flaw := kept_files.fault(kept_files.Kept(row.sha256, row.size)):
            yield Broken("files are what was kept", row.sha256, row.sha256, flaw)
