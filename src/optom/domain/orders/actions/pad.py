"""The order pad: blocks of rows pasted into a draft, recognised at once, asked about where several goods are meant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.domain.assortment import actions as own_numbers
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Meant, Wanted, Way, meanings
from optom.domain.catalog import queries as catalog
from optom.domain.orders import blocks, rules, units
from optom.domain.orders.blocks import Block, BlockRow, Table
from optom.domain.orders.models import Paste, PastedRow
from optom.domain.orders.queries import OpenRow, open_rows

from .drafts import company_of
from .layouts import refuse_odd_sizes

_sql = statements("optom.domain.orders")
MOST_ROWS = 20_000
_ALIKE = 10
_BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class Formed:
    """A line of the draft that a row of our own form says anew: how much stood there, and how much stands now.

    ``after`` is zero where the form takes the line out.
    """

    number: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a block: how many rows were recognised, how many are open, what was left out and why.

    ``products`` counts the lines that the recognised rows make; ``paste`` is None where the same block was pasted
    under this key before. ``formed`` are the lines that our own form found in the draft.
    """

    paste: int | None
    recognised: int
    products: int
    open: int
    left_out: Mapping[blocks.Left, int]
    formed: Sequence[Formed] = ()


@transaction.atomic
def paste(*, contract: int, draft: int, tables: Sequence[Table], key: str, actor: int, at: datetime) -> Pasted:
    """Take a block into the draft: rows that mean one product become lines, all others stay open until answered.

    It is a text, or sheets of a workbook, one after the other. Quantities of the same product add up, with what stands
    in the draft too, but for rows of our own form: they show what stood there, and say how much it is to be, or that it
    is out. A row of a block without quantities is one pack. What says nothing to order is kept beside, to be put in by
    hand (``take_in``). At most nine statements, however many rows; the same ``key`` is pasted once. Refuses
    ``orders.draft_unknown``, ``orders.paste_empty``, ``orders.paste_too_long``.
    """
    refuse_odd_sizes([table.cells for table in tables])
    company = company_of(contract, draft)
    block = blocks.read_all(tables, contract=contract)
    if len(block.rows) > MOST_ROWS:
        raise Refusal("orders.paste_too_long", rows=len(block.rows), most=MOST_ROWS)
    return put(contract, draft, company, block, key=key, actor=actor, at=at)


def put(contract: int, draft: int, company: int, block: Block, *, key: str, actor: int, at: datetime) -> Pasted:
    """The block's rows into a draft that is locked."""
    meant = meanings(contract=contract, wanted=[Wanted(row.number, row.brand, row.name) for row in block.rows])
    meant = _by_keys(contract, block, meant)
    taken = _taken(contract, block, meant, at)
    paste_id, formed = _insert(draft, company, block, meant, taken, key=key, actor=actor, at=at)
    products = {product for product, _ in taken if product is not None}
    recognised = sum(product is not None for product, _ in taken)
    left_out = blocks.counted(block.left_out)
    return Pasted(paste_id, recognised, len(products), len(block.rows) - recognised, left_out, formed)


def _taken(
    contract: int, block: Block, meant: Sequence[Meant], at: datetime
) -> list[tuple[int | None, Decimal | None]]:
    """The product and the quantity of each row; no product where a person has to say it."""
    sure = [one.products[0] if one.is_sure else None for one in meant]
    bare = {product for row, product in zip(block.rows, sure, strict=True) if product and row.quantity is None}
    packs = _packs(contract, bare, at)
    amounts = [
        packs[product].amount(row) if product in packs else row.quantity
        for row, product in zip(block.rows, sure, strict=True)
    ]
    return [(product if amount else None, amount) for product, amount in zip(sure, amounts, strict=True)]


def _by_keys(contract: int, block: Block, meant: Sequence[Meant]) -> list[Meant]:
    """A row that knows its product means it, as long as it is sold; what replaces it is found by its number."""
    keys = {row.key for row in block.rows if row.key is not None}
    seen = assortment.seen(contract=contract, products=sorted(keys)) if keys else set()
    return [_by_key(row.key, one, seen) for row, one in zip(block.rows, meant, strict=True)]


def _by_key(key: int | None, meant: Meant, seen: Collection[int]) -> Meant:
    if key is None:
        return meant
    return Meant((key,), Way.KEY, is_sure=True) if key in seen else replace(meant, is_sure=False)


@dataclass(frozen=True, slots=True)
class _Packed:
    """In what packs a product is ordered."""

    offer: assortment.OfferRow
    packs: Sequence[tuple[str, Decimal]]

    @property
    def least(self) -> Decimal:
        """The least that may be ordered."""
        return rules.fitting(Decimal(1), multiple=self.offer.multiple, minimum=self.offer.minimum)

    def amount(self, row: BlockRow | OpenRow) -> Decimal | None:
        """How much a row says, the least where it says nothing; None where that is not understood."""
        if row.quantity or not row.odd_quantity:
            return row.quantity or self.least
        return units.in_units(row.odd_quantity, unit=self.offer.unit, packs=self.packs, multiple=self.offer.multiple)

    def amount_told(self, row: OpenRow) -> Decimal:
        """The same where a person has named the product. Refuses ``orders.pack_unknown``."""
        amount = self.amount(row)
        if amount is None and units.packs_said(row.odd_quantity):
            raise Refusal("orders.pack_unknown", article=self.offer.article, packs=row.odd_quantity)
        return amount or self.least


def _packs(contract: int, products: set[int], at: datetime) -> dict[int, _Packed]:
    if not products:
        return {}
    asked = dict.fromkeys(sorted(products), Decimal(1))
    packs = catalog.packs(sorted(products))
    return {
        offer.product: _Packed(offer, packs.get(offer.product, ()))
        for offer in assortment.offers(contract=contract, quantities=asked, at=at)
    }


def _insert(
    draft: int,
    company: int,
    block: Block,
    meant: Sequence[Meant],
    taken: Sequence[tuple[int | None, Decimal | None]],
    *,
    key: str,
    actor: int,
    at: datetime,
) -> tuple[int | None, Sequence[Formed]]:
    said = [*block.rows, *block.out]
    none: list[tuple[int | None, Decimal | None]] = [(row.key, None) for row in block.out]
    taken, meant = [*taken, *none], [*meant, *[Meant((), Way.KEY, is_sure=True)] * len(none)]
    row = _sql.first(
        "paste",
        draft=draft, company=company, key=key, actor=actor, at=at, by_key=Way.KEY,
        positions=[row.position for row in said],
        products=[product for product, _ in taken],
        quantities=[quantity for _, quantity in taken],
        prices=[row.then.price if row.then else None for row in said],
        ways=[one.way or "" for one in meant],
        choices=["{" + ",".join(map(str, one.products)) + "}" for one in meant],
        odd_quantities=[
            "" if product else row.odd_quantity[:40] for row, (product, _) in zip(said, taken, strict=True)
        ],
        **_texts(said),
        left_out=len(block.left_out),
        **_left_texts(block.left_out),
    )  # fmt: skip
    if row is None:
        return None, ()
    return int(row.id), [Formed(*said) for said in zip(row.numbers, row.befores, row.afters, strict=True)]


def _texts(rows: Sequence[BlockRow]) -> dict[str, list[str]]:
    """What stood in the rows, as long as it is kept."""
    return {
        "texts": [row.text[:400] for row in rows],
        "numbers": [row.number[:200] for row in rows],
        "brands": [row.brand[:100] for row in rows],
        "names": [row.name[:300] for row in rows],
        "notes": [row.note[:200] for row in rows],
    }


def _left_texts(rows: Sequence[blocks.LeftOut]) -> dict[str, list[Any]]:
    """What is left out, as it is kept; of a whole price list what has no quantity comes last."""
    last = sorted(range(len(rows)), key=lambda place: rows[place].reason is blocks.Left.NO_QUANTITY)
    kept = [rows[place] for place in sorted(last[: blocks.MOST_LEFT_OUT])]
    return {
        "left_sheets": [one.sheet[:100] for one in kept],
        "left_positions": [one.position for one in kept],
        "left_texts": [one.text[:400] for one in kept],
        "left_reasons": [one.reason for one in kept],
        "left_numbers": [one.number[:200] for one in kept],
        "left_brands": [one.brand[:100] for one in kept],
        "left_names": [one.name[:300] for one in kept],
        "left_notes": [one.note[:200] for one in kept],
    }


@transaction.atomic
def answer(
    *, contract: int, draft: int, answers: Mapping[int, int], at: datetime, remembers: bool = True, key: str = ""
) -> int:
    """Say which products open rows mean (row -> product); how many were answered.

    Their quantities go into the draft's lines, one pack where none is known. The company's own way of writing is
    remembered, so that the same row asks no more. ``unanswer`` takes back what was said under ``key``. Refuses
    ``orders.draft_unknown``, ``orders.not_in_assortment``, ``orders.pack_unknown``.
    """
    company = company_of(contract, draft)
    rows = open_rows(contract=contract, draft=draft, rows=list(answers))
    packs = _packs(contract, {answers[row.id] for row in rows}, at)
    _refuse_unseen(contract, set(answers.values()))
    if rows:
        _sql.run(
            "answer_rows",
            draft=draft, company=company, way=_BY_HAND, key=key,
            rows=[row.id for row in rows],
            products=[answers[row.id] for row in rows],
            quantities=[packs[answers[row.id]].amount_told(row) for row in rows],
        )  # fmt: skip
    if remembers:
        own_numbers.remember(company=company, numbers={_called(row): answers[row.id] for row in rows})
    return len(rows)


def _refuse_unseen(contract: int, products: set[int]) -> None:
    unseen = products - assortment.seen(contract=contract, products=sorted(products))
    refuse_all(Refusal("orders.not_in_assortment", product=product) for product in sorted(unseen))


def _called(row: OpenRow | Row) -> str:
    """What the company writes when it means this."""
    return " ".join(filter(None, [row.number or row.name, row.brand]))


def take_brand(*, contract: int, draft: int, brand: int, at: datetime, key: str = "") -> int:
    """All open rows that may mean exactly one product of the brand mean it; how many."""
    company_of(contract, draft)
    answers = {row.id: row.product for row in _sql.rows("rows_of_brand", draft=draft, brand=brand, alike=Way.ALIKE)}
    return answer(contract=contract, draft=draft, answers=answers, at=at, key=key) if answers else 0


@transaction.atomic
def unanswer(*, contract: int, draft: int, key: str) -> int:
    """The rows that were named under the key are open again, and asked about the next time too; how many.

    Their quantities go out of the lines. Refuses ``orders.draft_unknown``.
    """
    company = company_of(contract, draft)
    rows = _sql.rows("unanswer", draft=draft, key=key) if key else []
    own_numbers.unlearn(company=company, numbers=[_called(row) for row in rows])
    return len(rows)


@transaction.atomic
def rewrite(*, contract: int, draft: int, row: int, text: str, at: datetime) -> bool:
    """An open row says this instead; True where that is clear. Else what a search finds is offered.

    Refuses ``orders.draft_unknown``.
    """
    company_of(contract, draft)
    text = " ".join(text.split())[:200]
    (meant,) = meanings(contract=contract, wanted=[Wanted(number=text)])
    choices = list(meant.products) or alike(contract=contract, text=text, at=at)
    PastedRow.objects.filter(pk=row, draft_id=draft, product=None).update(number=text, brand="", choices=choices)
    if not meant.is_sure:
        return False
    return bool(answer(contract=contract, draft=draft, answers={row: meant.products[0]}, at=at, remembers=False))


def alike(*, contract: int, text: str, at: datetime) -> list[int]:
    """The goods that a search for the text finds first, mistyped words included."""
    filters = assortment.Filters(search=text)
    found = assortment.window(contract=contract, at=at, filters=filters, sort=assortment.Sort.RELEVANCE, count=_ALIKE)
    return [row.id for row in found.rows]


def set_open_quantities(*, contract: int, draft: int, quantities: Mapping[int, Decimal]) -> None:
    """Open rows want so much; a row of none is dropped. Refuses ``orders.draft_unknown``."""
    company_of(contract, draft)
    _sql.run("set_open_quantities", draft=draft, rows=list(quantities), quantities=list(quantities.values()))


def drop(rows: Sequence[int], *, contract: int, draft: int) -> int:
    """These open rows are not wanted; how many went. Refuses ``orders.draft_unknown``."""
    company_of(contract, draft)
    gone, _ = PastedRow.objects.filter(pk__in=list(rows), draft_id=draft, product=None).delete()
    return gone


@transaction.atomic
def unpaste(*, contract: int, draft: int, paste: int) -> None:
    """Take a block back with what it brought into the lines. Refuses ``orders.draft_unknown``."""
    company_of(contract, draft)
    _sql.run("unpaste", draft=draft, paste=paste)
    Paste.objects.filter(pk=paste, draft_id=draft).delete()
