"""Replace a line by an analog or by any other product: the old goods go, the new ones are held, or nothing happens."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.orders import rules
from optom.domain.orders.rules import OrderLine, PricedLine
from optom.domain.stock import actions as stock

from . import keeping
from .adding import Added, add_one, against_limit, at_will, from_the_end, known, offer_of
from .keeping import Kept
from .reservations import BUSY, Change, apply, lines_of, note, standing_of, value_change
from .spending import charges_of, instead_on_own_word

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Instead:
    """What is wanted instead of so much (``give_up``) of a line: the product and how much of it."""

    product: int
    quantity: Decimal
    give_up: Decimal


@refused_when_busy(BUSY)
@transaction.atomic
def replace(
    *,
    contract: int,
    line: int,
    instead: Instead,
    key: str,
    actor: int | None,
    at: datetime,
    may_wait: bool = False,
) -> int:
    """Give up so much of a line and order another product instead, in the same order at today's price; the new line.

    What waits is given up first, then what is held. The new goods are held in the same transaction, all of them unless
    they ``may_wait``. The same ``key`` replaces once. Refuses, all at once, ``orders.line_unknown``,
    ``orders.same_product``, ``orders.not_at_will`` (a shipment has asked for more of it, or it has left), what placing
    would refuse of the product, ``orders.not_enough`` and ``orders.reservation_limit``.
    """
    standing = standing_of(contract, actor, at)
    account = credit.lock(contract)
    [row] = lines_of(contract=contract, lines=[line])
    if done := known(contract, [key]):
        return done[key]
    priced, article = _priced(contract, row, instead, standing.terms.pack_rule, at)
    given_up = rules.share(row.sum, whole=row.ordered, before=_NOTHING, part=instead.give_up)
    charge = charges_of([line], person=actor, at=at)[line]
    refuse_all(instead_on_own_word(standing, charge, priced.sum, given_up, actor=actor, at=at))
    _waits, held = from_the_end(row, instead.give_up)
    stock.lock_on_hand(contract=contract, products=sorted({row.product_id, instead.product}))
    [kept] = keeping.kept(contract=contract, lines=[priced], at=at, terms=standing.terms)
    freed = -value_change(row, row.reserved - held)
    limit = standing.terms.reservation_limit
    refuse_all(
        [
            *_too_little(kept, row, instead, may_wait=may_wait),
            *against_limit(wanted=kept.value, freed=freed, reserved=account.reserved, limit=limit),
        ]
    )
    made = _exchange(standing.contract, row, kept, instead, held=held, key=key, actor=actor, at=at)
    told = {"article": article, "quantity": priced.quantity}
    facts = {"made": {str(line): made}, "product": instead.product, "instead": told}
    quantities = {line: instead.give_up}
    note("orders.replace", contract, standing.contract.company, quantities, of=[row], actor=actor, at=at, **facts)
    return made


def _priced(contract: int, row: Row, instead: Instead, pack_rule: str, at: datetime) -> tuple[PricedLine, str]:
    """The new product at its price, and its article; refuses all that stands against it before any goods are asked."""
    offer = offer_of(contract, instead.product, instead.quantity, at)
    answer = rules.priced(OrderLine(instead.product, instead.quantity), offer, pack_rule=pack_rule)
    reasons = []
    if instead.product == row.product_id:
        reasons.append(Refusal("orders.same_product", line=row.id, article=row.article))
    if not 0 < instead.give_up <= at_will(row):
        facts = {"line": row.id, "article": row.article, "quantity": instead.give_up, "most": at_will(row)}
        reasons.append(Refusal("orders.not_at_will", **facts))
    if isinstance(answer, Refusal):
        refuse_all([*reasons, answer])
        raise answer
    refuse_all(reasons)
    return answer, offer.article if offer else ""


def _too_little(kept: Kept, row: Row, instead: Instead, *, may_wait: bool) -> list[Refusal]:
    """Nobody gives up what he holds for a promise, unless he says so."""
    if may_wait or kept.held == kept.line.quantity:
        return []
    facts = {"line": row.id, "article": row.article, "product": instead.product}
    return [Refusal("orders.not_enough", quantity=kept.line.quantity, free=kept.held, **facts)]


def _exchange(
    contract: companies.ContractRow,
    row: Row,
    kept: Kept,
    instead: Instead,
    *,
    held: Decimal,
    key: str,
    actor: int | None,
    at: datetime,
) -> int:
    """What of the new product has to wait does so from now: the old line's place was among others."""
    if held:
        stock.release(quantities={row.id: held}, at=at)
    change = Change(
        row.id, reserved=-held, cancelled=instead.give_up, value=value_change(row, row.reserved - held) + kept.value
    )
    apply(contract=contract.id, changes=[change], at=at)
    added = Added(row.order_id, kept, row.id, row.note, key, queued_at=at, ordered_at=at, ordered_by=actor)
    return add_one(contract, added, at)
