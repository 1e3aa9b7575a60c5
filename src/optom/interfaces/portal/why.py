"""What the bar above a sheet says: of a price, of goods, of a limit, of a date, of a search that finds nothing."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.interfaces.kit import why
from optom.interfaces.kit.why import Question, Told

from .context import Desk

NOTHING: Told = {"line": ""}


def question(desk: Desk) -> Question:
    """About the contract of the address, now or at the moment asked for."""
    return why.question(desk.contract, desk.request.GET, desk.at, rights=desk.rights)


def why_price(desk: Desk, product: int, quantity: Decimal) -> Told:
    """The derivation of the contract's price for so much of the product."""
    return why.why_price(contract=desk.contract.id, product=product, quantity=quantity, at=question(desk).at)


def why_goods(desk: Desk, product: int, quantity: Decimal) -> Told:
    """What of the product is free where and when, and whence so much of it would come."""
    return why.why_goods(question(desk), product=product, quantity=quantity)


def why_limit(desk: Desk) -> Told:
    """Of what the free limit is made; nothing to whom money is not shown."""
    return why.why_limit(question(desk)) if desk.may("money") else NOTHING


def why_due(desk: Desk, entry: int) -> Told:
    """Why a paper is due on its day."""
    return why.why_due(question(desk), entry)


def why_due_of(desk: Desk, shipment: int) -> Told:
    """The same for what has left with a shipment; nothing to whom money is not shown."""
    if not desk.may("money"):
        return NOTHING
    owed = credit.ledger(contract=desk.contract.id).only(subject=f"shipping.shipment:{shipment}").all()
    return why_due(desk, owed[0].id) if owed else NOTHING


_UNSEEN = {
    assortment.Unseen.UNKNOWN: gettext_lazy("No product of the seller has this number."),
    assortment.Unseen.ARCHIVED: gettext_lazy("This product is not sold any more, to nobody."),
    assortment.Unseen.NOT_AGREED: gettext_lazy(
        "It is sold, but your contract does not include it: its terms name groups and brands."
    ),
    assortment.Unseen.UNSOLD: gettext_lazy(
        "It has no price for anybody yet, so nobody can order it; a filter or the chosen group hides it here."
    ),
    assortment.Unseen.NO_PRICE: gettext_lazy(
        "It has no price in your column, so you can't order it yet; a filter or the chosen group hides it here."
    ),
    assortment.Unseen.SEEN: gettext_lazy("Your contract sees it: a filter or the chosen group hides it here."),
}


_WORTH_ASKING = set(_UNSEEN) - {assortment.Unseen.ARCHIVED, assortment.Unseen.SEEN}


def why_unseen(desk: Desk, number: str) -> str:
    """Why a search finds nothing, if what was typed is a whole number; and whom to ask for it where that may help."""
    reason = assortment.unseen(contract=desk.contract.id, number=number, at=desk.at)
    told = [str(_UNSEEN[reason]), *([_whom_to_ask(desk)] if reason in _WORTH_ASKING else [])]
    return " ".join(filter(None, told))


def _whom_to_ask(desk: Desk) -> str:
    """The seller of the contract, with how he is reached."""
    seller = companies.seller_requisites(desk.contract.seller)
    facts = {"seller": seller.name, "phone": seller.phone, "contract": desk.contract.number}
    if not seller.phone:
        return _("Ask %(seller)s; name contract No. %(contract)s.") % facts
    return _("Ask %(seller)s, %(phone)s; name contract No. %(contract)s.") % facts
