"""What the columns of buyers' lists hold: guessed, said by a person, and known from then on in his company."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.catalog import queries as catalog
from optom.domain.orders import blocks
from optom.domain.orders.blocks import Cells, Layout, Table
from optom.domain.orders.heads import Role
from optom.domain.orders.models import KnownLayout

from .drafts import company_of

_sql = statements("optom.domain.orders")
MOST_CELL_ROWS = 200_000  # a whole price list with quantities beside some of its rows


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet of which it is not known yet what it holds; a text that was pasted, or an only sheet, has no name."""

    name: str
    cells: Cells
    is_hidden: bool = False


def layouts_of(*, contract: int, draft: int, sheets: Sequence[Unread]) -> list[Layout]:
    """What the columns of each sheet hold: as the company once said of such a one, else by heads and by goods.

    Of several sheets those that are hidden or name no goods are left, unless a person has said otherwise. Four
    statements. Refuses ``orders.draft_unknown``, ``orders.paste_empty``, ``orders.paste_too_long``.
    """
    check = refuse_odd_sizes if len(sheets) == 1 else refuse_empty  # of several one that is too long may be left
    check([sheet.cells for sheet in sheets])
    company = company_of(contract, draft)
    codes = sorted({code for sheet in sheets for code in blocks.sample_codes(sheet.cells)})
    known = {row.code for row in _sql.rows("known_codes", company=company, codes=codes)}
    brands = catalog.brands_by_code()
    guesses = [blocks.guessed(sheet.cells, known=known, brands=brands) for sheet in sheets]
    signatures = [_signatures(sheet, guess) for sheet, guess in zip(sheets, guesses, strict=True)]
    found = KnownLayout.objects.filter(company_id=company, signature__in=[one for each in signatures for one in each])
    said = {one.signature: one.roles for one in found}
    answers = [_told(guess, own, said) for guess, own in zip(guesses, signatures, strict=True)]
    return answers if len(sheets) == 1 else list(_with_covers(sheets, answers, known))


def _signatures(sheet: Unread, layout: Layout) -> list[str]:
    """By what a sheet may be known, what is most particular first. Nobody has to expect that a hidden one is read."""
    shape = blocks.signature(sheet.cells, layout.head)
    named = [blocks.signature_in_book(sheet.name, sheet.cells, layout.head)] if sheet.name else []
    return named if sheet.is_hidden and named else [*named, shape]


def _told(guess: Layout, signatures: Sequence[str], said: Mapping[str, Sequence[str]]) -> Layout:
    """The guess, or what a person has said; he says of a sheet that it is to be left by no roles at all."""
    roles = next((said[one] for one in signatures if one in said), None)
    if roles is not None and not roles:
        return replace(guess, is_told=True, is_left=True)
    if roles is None or len(roles) != len(guess.roles):
        return guess
    return Layout(tuple(Role(role) for role in roles), guess.head, is_sure=True, is_told=True)


def _with_covers(sheets: Sequence[Unread], layouts: Sequence[Layout], known: Collection[str]) -> Iterator[Layout]:
    for sheet, layout in zip(sheets, layouts, strict=True):
        is_meant = layout.is_told or (not sheet.is_hidden and blocks.is_order(sheet.cells, layout, known))
        yield layout if is_meant else replace(layout, is_left=True)


@transaction.atomic
def remember_layouts(*, contract: int, draft: int, tables: Sequence[Table]) -> None:
    """The company's lists of these shapes are read so from now on, and sheets that were left are left.

    Our own forms need no memory. Refuses ``orders.draft_unknown``.
    """
    company = company_of(contract, draft)
    said = {one: roles for table in tables if Role.KEY not in table.layout.roles for one, roles in _said(table)}
    rows = [KnownLayout(company_id=company, signature=one, roles=roles) for one, roles in said.items()]
    KnownLayout.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["company", "signature"], update_fields=["roles"]
    )


def _said(table: Table) -> Iterator[tuple[str, list[str]]]:
    """A sheet is left by its name alone: the shape of a cover may be that of somebody's list."""
    is_left = table.layout.is_left
    signatures = _signatures(Unread(table.name, table.cells), table.layout)
    for one in signatures[:1] if is_left else signatures:
        yield one, [] if is_left else [str(role) for role in table.layout.roles]


def refuse_empty(sheets: Sequence[Cells]) -> None:
    """Refuses ``orders.paste_empty`` where no cell says anything."""
    if not any(cell.strip() for cells in sheets for row in cells for cell in row):
        raise Refusal("orders.paste_empty")


def refuse_odd_sizes(sheets: Sequence[Cells]) -> None:
    """Refuses ``orders.paste_empty`` and ``orders.paste_too_long``."""
    refuse_empty(sheets)
    rows = sum(len(cells) for cells in sheets)
    if rows > MOST_CELL_ROWS:
        raise Refusal("orders.paste_too_long", rows=rows, most=MOST_CELL_ROWS)
