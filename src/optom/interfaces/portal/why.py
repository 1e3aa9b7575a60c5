"""What the bar above a sheet says: of a price, of goods, of a limit, of a date, of a search that finds nothing."""

from decimal import Decimal

from optom.domain.credit import queries as credit
from optom.interfaces.kit import why
from optom.interfaces.kit.why import Question, Told

from .context import Desk

NOTHING: Told = {"line": ""}


def question(desk: Desk) -> Question:
    """About the contract of the address, now or at the moment asked for."""
    return why.question(desk.contract, desk.request.GET, desk.at, rights=desk.rights, actor=desk.actor)


def why_price(desk: Desk, product: int, quantity: Decimal) -> Told:
    """The derivation of the contract's price for so much of the product."""
    return why.why_price(question(desk), product=product, quantity=quantity)


def why_goods(desk: Desk, product: int, quantity: Decimal) -> Told:
    """What of the product is free where and when, and whence so much of it would come."""
    return why.why_goods(question(desk), product=product, quantity=quantity)


def why_due(desk: Desk, entry: int) -> Told:
    """Why a paper is due on its day."""
    return why.why_due(question(desk), entry)


def why_due_of(desk: Desk, shipment: int) -> Told:
    """The same for what has left with a shipment; nothing to whom money is not shown."""
    if not desk.may("money"):
        return NOTHING
    owed = credit.ledger(contract=desk.contract.id).only(subject=f"shipping.shipment:{shipment}").all()
    return why_due(desk, owed[0].id) if owed else NOTHING


def why_unseen(desk: Desk, number: str) -> Told:
    """Why a search finds nothing, if what was typed is a whole number; and whom to ask for it where that may help."""
    return why.why_unseen(why.question(desk.contract, {}, desk.at, rights=desk.rights), number)
