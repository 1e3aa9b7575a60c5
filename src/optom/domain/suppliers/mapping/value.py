"""How a supplier's file is understood: one value, remembered with the feed and versioned. Pure."""

from dataclasses import dataclass, field

from optom.domain.suppliers.fields import Field

HEADS_APART = " | "
SEVERAL = frozenset({Field.CATEGORY, Field.STOCK})  # fields that may have more than one column
CARRIED = frozenset({Field.BRAND, Field.CATEGORY})  # fields that a group's first row may name for all of it


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that says a field. ``head`` is the text above it, as it was when this was confirmed.

    ``confidence`` is how sure a guess was, in per cent; 100 after a human has said so. ``from_quantity`` makes a price
    column a price break: from so many on. What is ``carried`` stands in the first row of a group and holds for those
    under it. Several columns of stock (warehouses, cities) are summed up, several of categories make a path.
    """

    field: Field
    letter: str
    head: str = ""
    confidence: int = 100
    from_quantity: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Goods side by side with others in the same rows have a part each; a usual table is one part."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table is read. ``first_row`` is the first under its heads (1-based), where there are heads at all.

    ``name`` is the table's; the next file's tables are recognised by their heads first, then by name. ``heads`` are of
    all columns from A on, those of several rows one above the other parted by `HEADS_APART`. ``decimal_comma`` None:
    each cell tells it by itself. ``currency`` is what stands above the table and holds where neither a cell nor a head
    names one. ``categories`` are the letters of columns where a text that stands alone in its row names the goods under
    it. ``skipped``: a human or the guess leaves this table out.
    """

    name: str
    parts: tuple[Part, ...] = ()
    heads: tuple[str, ...] = ()
    first_row: int = 1
    decimal_comma: bool | None = None
    currency: str = ""
    categories: tuple[str, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """A version of how a feed's files are understood. ``formulas`` make a field of the row's own fields (SQL does it);
    ``words`` give stock for words ("много": 50).
    """

    tables: tuple[TableMapping, ...]
    formulas: dict[Field, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
