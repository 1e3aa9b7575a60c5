"""What is asked of a product beyond its shelf: its own price, what of it is free in a warehouse, its texts.

Each condition is a test of one product, which stands wherever it is looked up whether a product is in stock. Those that
leave few products lead to them by an index too; what is found so is tested all the same, so it may be too much, never
too little: ADR 0021.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from optom.base.listing import Op
from optom.base.refusal import Refusal
from optom.base.sql import Row, fetch
from optom.domain.catalog.rules import normalise_code

from .days import UNASKED, Days, days_of
from .own_price import classes_of, ends_of
from .texts import ask, text, without_stock

FEW = 10_000
WITHIN = 100_000  # products of the shelves asked, among which a finder looks
WITHIN_BROAD = 5_000  # of what nearly all may meet
CUT = 10_000  # of what a text finds, as of what a search finds
_SIGNS = {Op.FROM: ">=", Op.TO: "<=", Op.ABOVE: ">", Op.BELOW: "<", Op.IS: "=", Op.OTHER: "is distinct from"}
_LOWS, _HIGHS = frozenset({Op.FROM, Op.ABOVE, Op.IS}), frozenset({Op.TO, Op.BELOW, Op.IS})
_SHORTEST = 3  # signs of a part that the indexes of parts can look for
_AFTER = chr(0x10FFFF)
_ENDLESS = Decimal("Infinity")


class What(StrEnum):
    """Of what something is asked."""

    PRICE = "price"
    STOCK = "stock"
    ARTICLE = "article"
    NAME = "name"
    OWN_NUMBER = "own_number"
    EXPECTED = "expected"
    THESE = "these"


# so many products are put together to tell others from them; a price is dear to derive
HASHED = {What.PRICE: 200_000, What.STOCK: 60_000, What.EXPECTED: 60_000, What.THESE: 60_000}
_TEXTS = frozenset({What.ARTICLE, What.NAME, What.OWN_NUMBER})


@dataclass(frozen=True, slots=True)
class Narrow:
    """One thing asked, compared as in a list; of ``STOCK`` in a ``warehouse``. Articles are compared as numbers are.

    ``EXPECTED`` is the day when the next goods are there: those that come, or that suppliers have and may be promised.
    ``THESE`` are products that somebody above names: any of them, or all others.
    """

    what: What
    op: Op
    value: Any = None
    warehouse: int | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds what may meet a condition: ``everywhere``, or ``among`` products, which have a place in it (``within``).

    Where nearly all may meet it (``is_broad``), to test some costs less than to look for what passes among many.
    """

    what: What
    everywhere: str
    among: str
    is_broad: bool = False

    def looks(self, within: str = "") -> str:
        """The statement, everywhere where nothing is said."""
        return (self.among if within else self.everywhere).format(within=within)


@dataclass(slots=True)
class Narrowing:
    """The conditions as parts of statements: ``test`` of a product ``p.id``, ``finders`` of what may meet them.

    ``texts`` find like a search does: more than ``CUT`` are cut.
    The own prices asked lie between ``cheapest`` and ``dearest``; ``shelved`` leaves the shelves that may have such.
    """

    test: str = "true"
    shelved: str = "true"
    finders: list[Finder] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    cheapest: Decimal | None = None
    dearest: Decimal | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def bound(self, value: Any) -> str:
        """A placeholder for a value."""
        name = f"n{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"


def narrowing(contract: int, asked: Sequence[Narrow], at: datetime | None) -> Narrowing:
    """What the conditions come to; prices and days are those of ``at``. At most two statements.

    Refuses ``assortment.unpriced_not_found``.
    """
    made = Narrowing()
    if Narrow(What.PRICE, Op.EMPTY) in asked:  # nothing leads to what is not there
        raise Refusal("assortment.unpriced_not_found")
    classes = _classes(made, contract, at) if any(one.what is What.PRICE for one in asked) else []
    days = days_of(contract, at) if at and any(one.what is What.EXPECTED for one in asked) else UNASKED
    made.test = " and ".join(["true", *_tests(made, asked, classes, days)])
    made.texts = [found for one in asked for found in _texts(made, one)]
    made.finders = [Finder(What.PRICE, found, found) for found in _price_finders(made, asked, classes)]
    made.finders += [found for one in asked for found in _finders(made, one, days)]
    return made


def few(asked: Mapping[str, Any]) -> tuple[list[int], bool] | None:
    """The products that may meet the conditions, where one of these leaves at most ``FEW``, or is a text: then they may
    be cut, which is told. None: there are too many. At most two statements a condition, and two more.
    """
    for finder in _found_in(asked):
        if (found := _first(finder, asked, FEW)) is not None:
            return found, False
    if not asked["texts"]:
        return None
    found = min((_first(finder, asked, CUT, is_cut=True) or [] for finder in asked["texts"]), key=len)
    return found[:CUT], len(found) > CUT


def _found_in(asked: Mapping[str, Any]) -> Iterator[str]:
    """Where finders look: everywhere, then among what stands on the shelves asked, whichever of both is less.

    Of shelves that may have the prices asked enough passes at the beginning, where it is tested.
    """
    finders: Sequence[Finder] = asked["finders"]
    yield from (finder.looks() for finder in finders)
    if not finders or asked["is_shelved"] or not (asked["groups"] or asked["brands"]):
        return
    is_broad = any(finder.is_broad for finder in finders)
    most = min(WITHIN, WITHIN_BROAD) if is_broad else WITHIN
    if int(ask("shelf_total", without_stock(asked))[0].products) <= most:
        within = text("within").strip()
        yield from (finder.looks(within) for finder in finders)
    elif not is_broad and (found := many(asked)):
        yield text("found_within", branches=found[0])


def _first(finder: str, asked: Mapping[str, Any], most: int, *, is_cut: bool = False) -> list[int] | None:
    """None: there are more, unless they are cut behind one more."""
    statement = text("found_first", branches=finder)
    row = fetch(statement, {**asked, "most": most, "is_cut": is_cut}, prepare=False)[0]
    return None if row.found is None else list(dict.fromkeys(row.found))


def many(asked: Mapping[str, Any]) -> tuple[str, int] | None:
    """The condition that leaves not few, and not most either: its finder, and how many products that finds."""
    for finder in asked["finders"]:
        branches, most = finder.looks(), HASHED[finder.what]
        statement = text("found_many", branches=branches)
        products = int(fetch(statement, {**asked, "cap": most + 1}, prepare=False)[0].products)
        if products <= most:
            return branches, products
    return None


def among_first(asked: Mapping[str, Any]) -> str | None:
    """Which of the ``first`` of an order have to be tested: what a condition finds among them. None: each of them."""
    for finder in asked["finders"]:
        if not finder.is_broad:
            return text("of_many", branches=finder.looks(text("within_first").strip())).strip()
    return None


def hashed(asked: Mapping[str, Any], branches: str) -> Mapping[str, Any]:
    """The same asked; what a condition leaves is put together first: to look whether a product is among it costs a
    tenth of the test.
    """
    return {**asked, "narrowed": f"{text('of_many', branches=branches)} and {asked['narrowed']}"}


def all_of(asked: Mapping[str, Any], branches: str, key: str, direction: str) -> list[int]:
    """All that is found and meets the conditions, sorted: cheaper than to walk past everything else."""
    return [row.id for row in ask("found_all", asked, branches=branches, key=key, direction=direction, prepare=False)]


def _classes(made: Narrowing, contract: int, at: datetime | None) -> Sequence[Row]:
    made.values["priced_at"] = at
    return classes_of({"contract": contract, "groups": None, "brands": None, "at": at})


def _tests(made: Narrowing, asked: Sequence[Narrow], classes: Sequence[Row], days: Days) -> Iterator[str]:
    """A price is dear to derive: all that is asked of it is asked at once."""
    yield from (days.test(made, one.op, one.value) for one in asked if one.what is What.EXPECTED)
    others = [one for one in asked if one.what not in {What.PRICE, What.EXPECTED}]
    yield from (_test(made, one, _of(made, one)) for one in others)
    if priced := [_test(made, one, "y.price") for one in asked if one.what is What.PRICE]:
        yield text("of_priced", price=_price(made, classes), asked=" and ".join(priced)).strip()


def _finders(made: Narrowing, one: Narrow, days: Days) -> Iterator[Finder]:
    if one.what is What.STOCK:
        yield from (Finder(one.what, found, found) for found in _stocks(made, one))
    if one.what is What.EXPECTED and one.op not in {Op.EMPTY, Op.OTHER}:
        found_by = days.finders(made, one.op, one.value)
        yield from (Finder(one.what, *found, is_broad=bool(days.routes)) for found in found_by)
    if one.what is What.THESE and one.op is Op.ANY:
        found = text("found_by_these", these=made.bound(one.value), within="{within}")
        yield Finder(one.what, found, found)


def _of(made: Narrowing, one: Narrow) -> str:
    bound = {What.STOCK: ("warehouse", one.warehouse), What.THESE: ("these", one.value)}.get(one.what)
    parts = {bound[0]: made.bound(bound[1])} if bound else {}
    return text(f"of_{one.what}", **parts).strip()


def _price(made: Narrowing, classes: Sequence[Row]) -> str:
    """The contract's own class is what no other class has."""
    ruled = [row for row in classes if row.groups is not None]
    branches = [
        text(
            "of_price_class",
            groups=made.bound(row.groups),
            brands=made.bound(row.brands),
            price=_in_class(made, row),
        )
        for row in ruled
    ]
    own = [f"else {_in_class(made, row)}" for row in classes if row.groups is None]
    return text("of_price", classes="    ".join([*branches, *own])).strip()


def _in_class(made: Narrowing, row: Row) -> str:
    parts = {name: made.bound(value) for name, value in _terms(row).items()}
    base = text("of_price_or_break" if row.has_breaks else "of_price_of_column", **parts).strip()
    return text("of_price_in_class", base=base, **parts).strip()


def _terms(row: Row) -> Mapping[str, Any]:
    return {"column": row.column_id, "discount": row.discount, "rounding": row.rounding}


def _test(made: Narrowing, one: Narrow, of: str) -> str:
    if one.what is What.THESE:
        return f"{of} is {'not ' if one.op is Op.OTHER else ''}true"
    if one.op in {Op.EMPTY, Op.FILLED}:
        return f"coalesce({of}::text, '') {'=' if one.op is Op.EMPTY else '<>'} ''"
    if one.what in _TEXTS and one.op in {Op.CONTAINS, Op.LIKE}:
        return f"{of} like {made.bound(_pattern(one))}"
    value = _exactly(one) if one.what in _TEXTS else one.value
    return f"{of} {_SIGNS[one.op]} {made.bound(value)}"


def _plain(one: Narrow, part: str) -> str:
    """As the texts that it is compared with are written."""
    return normalise_code(part) if one.what is What.ARTICLE else part.lower()


def _exactly(one: Narrow) -> str:
    return _plain(one, one.value)


def _pattern(one: Narrow) -> str:
    """For ``like``: a star stands for anything; a text without one may stand anywhere."""
    parts = [_escaped(_plain(one, part)) for part in one.value.split("*")]
    return f"%{parts[0]}%" if one.op is Op.CONTAINS else "%".join(parts)


def _escaped(part: str) -> str:
    return part.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _stocks(made: Narrowing, one: Narrow) -> Iterator[str]:
    if one.op in _LOWS and one.value > 0:
        yield text("found_by_stock", warehouse=made.bound(one.warehouse), low=made.bound(one.value), within="{within}")


def _texts(made: Narrowing, one: Narrow) -> Iterator[str]:
    if one.what is What.OWN_NUMBER and one.op is Op.FILLED:
        yield text("found_by_own_number", value=made.bound("%"))
    if one.what is What.ARTICLE and (beginning := _beginning(one)):
        high = beginning + _AFTER
        yield text("found_by_beginning", low=made.bound(beginning), high=made.bound(high))
    elif one.what in _TEXTS and one.op in {Op.CONTAINS, Op.LIKE, Op.IS} and _is_long(one):
        value = _escaped(_exactly(one)) if one.op is Op.IS else _pattern(one)
        yield text(f"found_by_{one.what}", value=made.bound(value))


def _beginning(one: Narrow) -> str:
    """With what an article begins, where that is said: of it the codes are sorted."""
    return _plain(one, one.value.partition("*")[0]) if one.op in {Op.LIKE, Op.IS} else ""


def _is_long(one: Narrow) -> bool:
    """Whether an index can find it; own numbers are few, whatever is looked for."""
    return one.what is What.OWN_NUMBER or any(len(_plain(one, part)) >= _SHORTEST for part in one.value.split("*"))


def _price_finders(made: Narrowing, asked: Iterable[Narrow], classes: Sequence[Row]) -> Iterator[str]:
    """All columns of the contract between the prices that can come to the own prices asked; the same of its shelves."""
    prices = [one for one in asked if one.what is What.PRICE]
    low = made.cheapest = max((one.value for one in prices if one.op in _LOWS), default=None)
    high = made.dearest = min((one.value for one in prices if one.op in _HIGHS), default=None)
    if low is None and high is None:
        return
    own = low or Decimal(0), _ENDLESS if high is None else high
    ends = _widest([(row.column_id, *ends_of(row, low, high)) for row in classes])
    made.shelved = _priced_shelf(made, ends, own) if ends else made.shelved
    parts = [_between(made, "found_by_price", *both, column=column) for column, both in ends.items()]
    yield "\nunion all\n".join([*parts, _between(made, "found_by_fixed_price", *own)])


def _priced_shelf(made: Narrowing, ends: Mapping[int, tuple[Decimal, Decimal]], own: tuple[Decimal, Decimal]) -> str:
    """Whether a shelf may have such prices, by what is known of each column there."""
    known = "union all\n".join(_between(made, "known_shelves", *both, column=one) for one, both in ends.items())
    return _between(made, "priced_shelf", *own, known=known, columns=made.bound(list(ends))).strip()


def _widest(ends: Iterable[tuple[int, Decimal, Decimal]]) -> dict[int, tuple[Decimal, Decimal]]:
    """Of each column the ends of all its classes together."""
    found: dict[int, tuple[Decimal, Decimal]] = {}
    for column, low, high in ends:
        lowest, highest = found.get(column, (low, high))
        found[column] = min(low, lowest), max(high, highest)
    return found


def _between(
    made: Narrowing, name: str, low: Decimal, high: Decimal, *, column: int | None = None, **parts: str
) -> str:
    column_of = {} if column is None else {"column": made.bound(column)}
    return text(name, low=made.bound(low), high=made.bound(high), within="{within}", **column_of, **parts)
