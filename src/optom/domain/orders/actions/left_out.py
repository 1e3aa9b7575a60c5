"""Rows that a block has left out: put into the draft by hand after all, or thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.domain.orders.blocks import Block, BlockRow
from optom.domain.orders.models import LeftRow
from optom.domain.orders.texts import said_of
from optom.domain.orders.units import quantity_of

from .drafts import company_of
from .pad import Pasted, put


@dataclass(frozen=True, slots=True)
class Said:
    """What a person makes of a row that was left out: another text (None: as it stands), and how much of it."""

    text: str | None = None
    quantity: Decimal | None = None


@transaction.atomic
def take_in(*, contract: int, draft: int, rows: Mapping[int, Said], key: str, actor: int, at: datetime) -> Pasted:
    """Rows that were left out go into the draft after all, as a block of their own.

    What is recognised becomes a line, the least that can be ordered where no quantity is said; the rest is asked about.
    Taking the block back leaves them out again. Refuses ``orders.draft_unknown``.
    """
    company = company_of(contract, draft)
    found = LeftRow.objects.filter(pk__in=list(rows), draft_id=draft, taken_by=None).order_by("paste_id", "id")
    left = list(found)
    block = Block([_row(one, rows[one.pk]) for one in left], [])
    pasted = put(contract, draft, company, block, key=key, actor=actor, at=at)
    if pasted.paste is not None:
        LeftRow.objects.filter(pk__in=[one.pk for one in left]).update(taken_by=pasted.paste)
    return pasted


def _row(left: LeftRow, said: Said) -> BlockRow:
    if said.text is None and (left.number or left.name):
        return BlockRow(
            left.position, left.text, left.number, left.brand, left.name, quantity=said.quantity, note=left.note
        )
    what, how_many = said_of(left.text if said.text is None else said.text)
    quantity = said.quantity or quantity_of(how_many) or None
    odd = how_many if quantity is None else ""
    return BlockRow(left.position, left.text, number=what, quantity=quantity, odd_quantity=odd, note=left.note)


def drop_left(rows: Sequence[int], *, contract: int, draft: int) -> int:
    """These are not wanted; how many went. Refuses ``orders.draft_unknown``."""
    company_of(contract, draft)
    gone, _ = LeftRow.objects.filter(pk__in=list(rows), draft_id=draft).delete()
    return gone
