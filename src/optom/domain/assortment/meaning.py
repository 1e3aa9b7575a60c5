"""Which products somebody means by what he wrote: numbers in any form, brands, names; of what his contract sees.

Tried in this order, and the first that finds anything says it: a number of the company's own; a barcode; an article;
a cross-number; all of them first by the entire text, then by numbers inside it; the exact name; what begins with the
number; what has all the words in its name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from optom.base.sql import Row, fetch, statements
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.rules import normalise_code, plain_words, sort_key

from .numbers import SHORTEST, Taken, Wanted, fits, slips_in, taken_apart
from .texts import text

__all__ = ["MOST_CHOICES", "Meant", "Wanted", "Way", "begin_so", "meanings"]

_sql = statements(__package__)
MOST_CHOICES = 20
_AT_LEAST = 4  # signs of a number whose continuations are offered
_FEWEST_WORDS = 2
_MOST_ALIKE = 100  # rows of a block: whoever has more that nobody knows has not sent names of ours
_AFTER = chr(0x10FFFF)


class Way(StrEnum):
    """How a product was recognised."""

    KEY = "key"
    OWN = "own"
    BARCODE = "barcode"
    ARTICLE = "article"
    CROSS = "cross"
    NAME = "name"
    BEGINNING = "beginning"
    ALIKE = "alike"


_ANSWERED = "O"  # a number of one's own that was remembered with the brand beside it
_WAYS = {_ANSWERED: Way.OWN, "o": Way.OWN, "b": Way.BARCODE, "a": Way.ARTICLE, "c": Way.CROSS}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row may mean: no product, one (``is_sure`` if it goes without asking) or several to choose from."""

    products: tuple[int, ...] = ()
    way: Way | None = None
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    product: int
    brand: int
    name: str


def meanings(*, contract: int, wanted: Sequence[Wanted]) -> list[Meant]:
    """What each row means to a buyer of the contract, in the order given; at most five statements."""
    brands = catalog.brands_by_code()
    slips = slips_in(wanted, brands)
    taken = [taken_apart(one, brands, slips) for one in wanted]
    found, strange = _by_numbers(contract, taken)
    names = {row: wanted[row].name or wanted[row].text for row in _open(found, wanted)}  # both may stand in one column
    _name(found, _by_names(contract, names, taken), taken)
    begun = {row: taken[row].whole[-1] for row in [*_open(found, wanted), *strange] if taken[row].whole}
    hits = _by_beginnings(contract, begun)
    _offer(found, (hit for hit in hits if hit.row not in strange), taken, Way.BEGINNING)
    _offer(found, _by_words(contract, {row: wanted[row] for row in _open(found, wanted)}), taken, Way.ALIKE)
    _put_first(found, [hit for hit in hits if hit.row in strange and hit.brand in taken[hit.row].brands])
    return [found.get(row, Meant()) for row in range(len(wanted))]


def _open(found: dict[int, Meant], wanted: Sequence[Wanted]) -> list[int]:
    return [row for row in range(len(wanted)) if row not in found]


def _by_numbers(contract: int, taken: Sequence[Taken]) -> tuple[dict[int, Meant], set[int]]:
    """What rows mean by their numbers, and those of them where only other brands have the number."""
    asked = [
        (row, rank, form)
        for row, one in enumerate(taken)
        for rank, form in enumerate((one.own, *one.whole, *one.parts), start=-1)
        if form
    ]
    hits: dict[int, dict[tuple[int, str], list[_Hit]]] = defaultdict(lambda: defaultdict(list))
    for hit in _hits("meant", contract, asked):
        is_part = hit.rank >= len(taken[hit.row].whole)
        hits[hit.row][is_part, hit.kind].append(_Hit(hit.product, hit.brand, hit.name))
    said = {row: _said(kinds, taken[row]) for row, kinds in hits.items()}
    strange = {row: _of_other_brands(hits[row]) for row, meant in said.items() if meant is None}
    return {**{row: meant for row, meant in said.items() if meant is not None}, **strange}, set(strange)


def _ordered(kinds: Mapping[tuple[int, str], list[_Hit]]) -> list[tuple[int, str]]:
    """The ways that found something, the strongest first."""
    return [(is_part, kind) for is_part in (False, True) for kind in _WAYS if (is_part, kind) in kinds]


def _said(kinds: Mapping[tuple[int, str], list[_Hit]], taken: Taken) -> Meant | None:
    """The strongest way that found something of the brand asked for."""
    for is_part, kind in _ordered(kinds):
        hits = [
            hit for hit in kinds[is_part, kind] if not taken.brands or kind == _ANSWERED or hit.brand in taken.brands
        ]
        if is_part:
            hits = [hit for hit in hits if fits(hit.name, taken.words)] or hits
        if hits:
            sure = not is_part or fits(hits[0].name, taken.words)
            return _meant((hit.product for hit in sorted(hits, key=_unlikely(taken))), _WAYS[kind], sure=sure)
    return None


def _of_other_brands(kinds: Mapping[tuple[int, str], list[_Hit]]) -> Meant:
    """The same number of other brands: offered, never taken."""
    strongest = _ordered(kinds)[0]
    return _meant((hit.product for hit in kinds[strongest]), _WAYS[strongest[1]], sure=False)


def _put_first(found: dict[int, Meant], hits: Iterable[Row]) -> None:
    """What goes on from the number in the brand asked for is likelier meant than the number in another brand."""
    continued: dict[int, list[int]] = defaultdict(list)
    for hit in hits:
        continued[hit.row].append(hit.product)
    for row, products in continued.items():
        found[row] = _meant([*products, *found[row].products], Way.BEGINNING, sure=False)


def _meant(products: Iterable[int], way: Way, *, sure: bool) -> Meant:
    once = tuple(dict.fromkeys(products))[:MOST_CHOICES]
    return Meant(once, way, is_sure=sure and len(once) == 1)


def _by_names(contract: int, names: Mapping[int, str], taken: Sequence[Taken]) -> list[Row]:
    """What is called so; of the brands that the row names as many as there are."""
    asked = [(row, 0, sort_key(name)) for row, name in names.items() if name.strip()]
    brands = [taken[row].brands or taken[row].likely for row, _, _ in asked]
    return _hits("named", contract, asked, named=["{" + ",".join(map(str, sorted(one))) + "}" for one in brands])


def _by_beginnings(contract: int, forms: dict[int, str]) -> list[Row]:
    """An article typed short: what continues it is offered, never taken."""
    long = {row: form for row, form in forms.items() if len(form) >= max(_AT_LEAST, SHORTEST)}
    return _hits("begun", contract, [(row, 0, form) for row, form in long.items()])


def _by_words(contract: int, wanted: Mapping[int, Wanted]) -> list[Row]:
    """A name with another sign or without a comma: what has all its words is offered, for the first of such rows."""
    asked = {row: plain_words(one.text) for row, one in wanted.items()}
    told = [(row, 0, " & ".join(words)) for row, words in asked.items() if len(words) >= _FEWEST_WORDS]
    return _hits("alike", contract, told[:_MOST_ALIKE])


def begin_so(*, contract: int, number: str) -> int:
    """How many products that the contract sees have numbers that go on from this one; counted to ``MOST_CHOICES``."""
    return len({hit.product for hit in _by_beginnings(contract, {0: normalise_code(number)})})


def _name(found: dict[int, Meant], hits: Iterable[Row], taken: Sequence[Taken]) -> None:
    """A name is sure, but where another brand stands beside it; the same name of other brands is only offered then."""
    for row, named in _by_row(hits).items():
        is_asked = bool(taken[row].own and taken[row].brands)
        of_brand = [hit for hit in named if hit.brand in taken[row].brands]
        products = [hit.product for hit in (is_asked and of_brand) or sorted(named, key=_unlikely(taken[row]))]
        found[row] = _meant(products, Way.NAME, sure=bool(of_brand) or not is_asked)


def _offer(found: dict[int, Meant], hits: Iterable[Row], taken: Sequence[Taken], way: Way) -> None:
    for row, offered in _by_row(hits).items():
        products = [hit.product for hit in sorted(offered, key=_unlikely(taken[row]))]
        found[row] = _meant(products, way, sure=False)


def _by_row(hits: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for hit in hits:
        found[hit.row].append(hit)
    return found


def _unlikely(taken: Taken) -> Callable[[Row | _Hit], bool]:
    """Sorts what is of the brand that is written, or may be written with a slip, before all else."""
    return lambda hit: hit.brand not in (taken.brands or taken.likely)


def _hits(statement: str, contract: int, asked: Sequence[tuple[int, int, str]], **more: Sequence[str]) -> list[Row]:
    if not asked:
        return []
    rows, ranks, forms = map(list, zip(*asked, strict=True))
    return fetch(
        text(statement),
        {
            "contract": contract, "groups": None, "brands": None, "in_stock": False, "most": MOST_CHOICES,
            "rows": rows, "ranks": ranks, "forms": forms, "after": _AFTER, **more,
        },
    )  # fmt: skip


def own_numbers(*, company: int, products: Sequence[int]) -> dict[int, str]:
    """The company's own number of each of these products that has one: the given one, else the newest remembered."""
    return {row.product_id: row.number for row in _sql.rows("own_numbers", company=company, products=list(products))}
