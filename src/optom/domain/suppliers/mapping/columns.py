"""Which column of a part says which field: by heads, by looks, by what the catalog knows, by place. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from optom.domain.suppliers.fields import Field

from .content import Looks
from .heads import Said
from .value import SEVERAL

# Parts of the cells of a column, in per cent.
_FIFTH, _SOME, _MANY, _HALF, _OVER_HALF, _MOST, _MOSTLY, _NEARLY_ALL = 20, 30, 40, 50, 60, 70, 80, 90
_COUPLE, _THOUSAND = 2, 1000
_FITS: Final[dict[Field, Callable[[Looks], bool]]] = {
    Field.PRICE: lambda looks: looks.priced >= _HALF,
    Field.RECOMMENDED: lambda looks: looks.priced >= _HALF,
    Field.STOCK: lambda looks: looks.stock >= _HALF,
    Field.BARCODE: lambda looks: looks.barcodes >= _SOME,
    Field.CURRENCY: lambda looks: looks.words <= 1,
    Field.UNIT: lambda looks: looks.units >= _SOME or looks.words <= _COUPLE,
    Field.PACKED: lambda looks: looks.packs >= _HALF,
    Field.MULTIPLE: lambda looks: looks.packs >= _HALF,
    Field.MINIMUM: lambda looks: looks.packs >= _HALF,
    Field.LEAD_DAYS: lambda looks: looks.days >= _SOME or looks.packs >= _HALF,
    Field.NAME: lambda looks: looks.texts >= _OVER_HALF,
    Field.BRAND: lambda looks: looks.texts >= _HALF,
    Field.CATEGORY: lambda looks: looks.texts >= _HALF,
    Field.ARTICLE: lambda looks: looks.codes >= _MANY or looks.distinct >= _HALF,
    Field.NUMBER: lambda looks: looks.codes >= _MANY or looks.distinct >= _HALF,
}
# A column of all, or of goods that are not there: others beside it are no parts of one stock.
_NO_WAREHOUSE = re.compile(
    r"всего|итог|общ|сумм|свободн|доступн|резерв|пути|ожида|транзит|заказ|total|free|reserv|sum\b"
)
_FEW = 10
_BY_LOOKS_UNDER_HEADS = 20  # so much less sure is a column that has a head and is known by its cells only
_UNSURE = 55


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column: its place from 0, what its head says, how its cells look."""

    place: int
    head: str
    said: Said | None
    looks: Looks


@dataclass(frozen=True, slots=True)
class Found:
    """A column that says a field."""

    field: Field
    place: int
    confidence: int
    from_quantity: str = ""


def fits(field: Field, seen: Looks) -> bool:
    """Whether what stands in a column can be of this field."""
    return _FITS[field](seen)


def columns_of(
    candidates: Sequence[Candidate], *, articles: Collection[str], brands: Collection[str], is_named: bool = False
) -> list[Found]:
    """The columns that say something, in their order; each field once, but for categories and breaks of prices.

    Where a format has named the columns (``is_named``), no look makes one of a name that says nothing.
    """
    by_heads = _by_heads(candidates)
    taken = {found.field for found in by_heads}
    has_heads = any(candidate.head for candidate in candidates)
    silent = (
        []
        if is_named
        else [one for one in candidates if one.said is None and not one.looks.is_blank and not one.looks.is_counter]
    )
    penalty = _BY_LOOKS_UNDER_HEADS if has_heads else 0
    by_looks = [
        Found(found.field, found.place, found.confidence - penalty)
        for found in _by_looks(silent, articles, brands, is_priced=bool(taken & {Field.PRICE, Field.RECOMMENDED}))
        if found.field not in taken
    ]
    found = list(_with_articles([*by_heads, *_each_once(by_looks)], candidates, articles))
    return sorted(_in_packs(found, candidates), key=lambda one: one.place)


def _by_heads(candidates: Sequence[Candidate]) -> list[Found]:
    told = [
        Found(one.said.field, one.place, _confidence(one.said, one.looks), one.said.from_quantity)
        for one in candidates
        if one.said and one.said.field
    ]
    prices = [one for one in told if one.field is Field.PRICE and not one.from_quantity]
    others = [one for one in told if one.field is not Field.PRICE]
    breaks = [one for one in told if one.from_quantity]
    stocked = _all_stock([one for one in others if one.field is Field.STOCK], candidates)
    many = [one for one in others if one.field is Field.CATEGORY]
    once = list(_each_once([one for one in others if one.field not in SEVERAL]))
    return [*once, *stocked, *many, *_our_price(prices, candidates), *_as_breaks(breaks, has_price=bool(prices))]


def _all_stock(stocked: Sequence[Found], candidates: Sequence[Candidate]) -> Sequence[Found]:
    """Columns of several warehouses, where their heads differ only in whose they are; else the surest alone."""
    best = list(_each_once(stocked))
    by_place = {one.place: one for one in candidates}
    fitting = [one for one in stocked if _FITS[Field.STOCK](by_place[one.place].looks)]
    heads = [by_place[one.place].head.lower() for one in fitting]
    are_alike = len(fitting) > 1 and len({one.confidence for one in fitting}) == 1
    if not are_alike or any(map(_NO_WAREHOUSE.search, heads)) or len({head.split()[0] for head in heads}) > 1:
        return best
    return fitting


def _confidence(said: Said, looks: Looks) -> int:
    """How sure a head is with what stands under it."""
    if looks.is_blank:
        return said.confidence * 2 // 5
    if said.field and not _FITS[said.field](looks):
        return said.confidence // 5
    # Of a name that comes again and again another column is the name.
    is_repeated = said.field is Field.NAME and looks.distinct < _HALF and len(looks.cells) > _FEW
    return said.confidence - 30 if is_repeated else said.confidence


def _each_once(found: Sequence[Found]) -> Iterator[Found]:
    best = sorted(found, key=lambda one: (-one.confidence, one.place))
    seen: set[Field] = set()
    for one in best:
        if one.field not in seen:
            seen.add(one.field)
            yield one


def _our_price(prices: Sequence[Found], candidates: Sequence[Candidate]) -> Iterator[Found]:
    """Of several columns of prices the one whose head says most that it is ours, else the lowest."""
    if len(prices) <= 1:
        yield from prices
        return
    by_place = {one.place: one for one in candidates}
    fitting = [one for one in prices if _FITS[Field.PRICE](by_place[one.place].looks)] or list(prices)

    def ours(found: Found) -> int:
        said = by_place[found.place].said
        return said.ours if said else 0

    most = max(map(ours, fitting))
    best = [one for one in fitting if ours(one) == most]
    lowest = min(best, key=lambda one: (by_place[one.place].looks.median or Decimal("Infinity"), one.place))
    is_told = len(best) == 1
    yield Found(Field.PRICE, lowest.place, lowest.confidence if is_told else min(lowest.confidence, _UNSURE))


def _as_breaks(breaks: Sequence[Found], *, has_price: bool) -> Iterator[Found]:
    """Where no other price is told, the column "from 1" is the price itself."""
    for one in breaks:
        is_base = one.from_quantity == "1" and not has_price
        yield Found(Field.PRICE, one.place, one.confidence, "" if is_base else one.from_quantity)


def _with_articles(
    found: Sequence[Found], candidates: Sequence[Candidate], articles: Collection[str]
) -> Iterator[Found]:
    """What is headed "Код" and holds articles of our catalog is the article, where no other column is."""
    by_place = {one.place: one for one in candidates}
    has_article = any(one.field is Field.ARTICLE for one in found)
    for one in found:
        is_article = one.field is Field.NUMBER and not has_article
        if is_article and _familiar(by_place[one.place].looks, articles) >= _SOME:
            yield Found(Field.ARTICLE, one.place, one.confidence)
        else:
            yield one


def _in_packs(found: Sequence[Found], candidates: Sequence[Candidate]) -> Iterator[Found]:
    """Where goods are counted in packs, a column of what goes into one says how many pieces the price is for."""
    units = {one.place for one in found if one.field is Field.UNIT}
    is_packed = any(one.place in units and one.looks.in_packs >= _MOST for one in candidates)
    for one in found:
        yield replace(one, field=Field.PACKED) if is_packed and one.field is Field.MULTIPLE else one


def _familiar(looks: Looks, known: Collection[str]) -> int:
    norms = looks.norms
    return len(norms & frozenset(known)) * 100 // len(norms) if norms else 0


def _by_looks(
    silent: Sequence[Candidate], articles: Collection[str], brands: Collection[str], *, is_priced: bool
) -> Iterator[Found]:
    left: list[Candidate] = []
    for one in silent:
        found = _clear(one.looks) or _known(one.looks, articles, brands)
        # A head that we don't know says at least that the column is none of the usual ones.
        if found is None and not (one.head and is_priced):
            found = _textual(one.looks)
            left += [one] if found is None and one.looks.priced >= _MOSTLY else []
        if found:
            yield Found(found[0], one.place, found[1])
    yield from _figures(left, is_priced=is_priced)


def _clear(looks: Looks) -> tuple[Field, int] | None:
    """What hardly anything else looks like."""
    if looks.barcodes >= _OVER_HALF:
        return Field.BARCODE, 90
    if looks.currencies >= _MOSTLY:
        return Field.CURRENCY, 85
    if looks.units >= _MOST:
        return Field.UNIT, 85
    if looks.days >= _OVER_HALF:
        return Field.LEAD_DAYS, 75
    return (Field.STOCK, 75) if looks.stock >= _MOST and looks.stock_words >= _FIFTH else None


def _known(looks: Looks, articles: Collection[str], brands: Collection[str]) -> tuple[Field, int] | None:
    """What the catalog knows."""
    if _familiar(looks, brands) >= _HALF:
        return Field.BRAND, 90
    return (Field.ARTICLE, 90) if _familiar(looks, articles) >= _SOME else None


def _textual(looks: Looks) -> tuple[Field, int] | None:
    if looks.priced >= _MOSTLY:
        return None
    if looks.codes >= _MOST and looks.distinct >= _MOST and looks.words <= 1:
        return Field.ARTICLE, 60
    if looks.texts >= _MOSTLY and looks.words > 1 and looks.distinct >= _OVER_HALF:
        return Field.NAME, 80
    if looks.texts >= _MOSTLY and looks.codes < _HALF and looks.distinct >= _NEARLY_ALL:
        return Field.NAME, 60
    if looks.texts >= _NEARLY_ALL and looks.words <= _COUPLE and looks.distinct <= _MANY:
        return Field.BRAND, 45
    return (Field.CATEGORY, 40) if looks.texts >= _NEARLY_ALL and looks.distinct <= _MANY else None


def _figures(left: Sequence[Candidate], *, is_priced: bool) -> Iterator[Found]:
    """Columns of bare numbers: those with fractions are prices, the lowest is ours; whole ones are codes or stock."""
    sums = [one for one in left if one.looks.fractions >= _SOME]
    whole = [one for one in left if one.looks.fractions < _SOME]
    if not sums and not is_priced and whole:
        sums = [max(whole, key=lambda one: one.place)] if len(whole) == 1 else [_greatest(whole[-2:])]
        whole = [one for one in whole if one not in sums]
    ordered = sorted(sums, key=lambda one: (one.looks.median or 0, one.place))
    for place, one in enumerate(ordered):
        sure = 70 if len(ordered) == 1 and one.looks.fractions >= _SOME else 45
        if place in {0, len(ordered) - 1}:
            yield Found(Field.RECOMMENDED if place else Field.PRICE, one.place, sure)
    yield from _whole(whole)


def _greatest(columns: Sequence[Candidate]) -> Candidate:
    return max(columns, key=lambda one: (one.looks.median or 0, one.place))


def _whole(columns: Sequence[Candidate]) -> Iterator[Found]:
    for one in columns:
        is_code = one.looks.distinct >= _NEARLY_ALL and (one.looks.median or 0) >= _THOUSAND
        yield Found(Field.NUMBER if is_code else Field.STOCK, one.place, 45)
