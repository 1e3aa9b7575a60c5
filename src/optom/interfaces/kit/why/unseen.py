"""Why a contract does not see what somebody looks for by its number, now and at a past moment."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Unseen
from optom.domain.catalog import queries as catalog
from optom.domain.companies import queries as companies

from .told import Node, Question, Told, as_now, link_to, still_to_come, told_only

_NOW = {
    Unseen.UNKNOWN: gettext_lazy("No product of the seller has this number."),
    Unseen.ARCHIVED: gettext_lazy("This product is not sold any more, to nobody."),
    Unseen.NOT_AGREED: gettext_lazy(
        "It is sold, but your contract does not include it: its terms name groups and brands."
    ),
    Unseen.UNSOLD: gettext_lazy(
        "It has no price for anybody yet, so nobody can order it; a filter or the chosen group hides it here."
    ),
    Unseen.NO_PRICE: gettext_lazy(
        "It has no price in your column, so you can't order it yet; a filter or the chosen group hides it here."
    ),
    Unseen.SEEN: gettext_lazy("Your contract sees it: a filter or the chosen group hides it here."),
}
_THEN = {
    Unseen.UNKNOWN: _NOW[Unseen.UNKNOWN],
    Unseen.ARCHIVED: gettext_lazy("This product was sold to nobody then."),
    Unseen.NOT_AGREED: gettext_lazy("It was sold then, but your contract did not include it."),
    Unseen.UNSOLD: gettext_lazy("It had no price for anybody then, so nobody could order it."),
    Unseen.NO_PRICE: gettext_lazy("It had no price in your column then, so you could not order it."),
    Unseen.SEEN: gettext_lazy("Your contract saw it then: a filter or the chosen group hid it."),
}
_WORTH_ASKING = set(_NOW) - {Unseen.ARCHIVED, Unseen.SEEN}


def why_unseen(asked: Question, number: str) -> Told:
    """What is the case with a whole number, without telling what is not for the contract; and whom to ask for it."""
    if asked.is_future:
        return told_only(still_to_come(asked.at))
    ask = assortment.unseen_then if asked.is_past else assortment.unseen
    reason = ask(contract=asked.contract.id, number=number, at=asked.at)
    said = [str((_THEN if asked.is_past else _NOW)[reason])]
    if not asked.is_past and reason is Unseen.UNKNOWN:
        said += _begin_so(asked.contract.id, number)
    if not asked.is_past and reason in _WORTH_ASKING:
        said.append(_whom_to_ask(asked.contract))
    link = link_to("why-unseen", asked.contract.id, at=asked.at if asked.is_past else None, number=number)
    return told_only(" ".join(said), link, _unknown(asked))


def _begin_so(contract: int, number: str) -> Iterator[str]:
    """What was typed may be no whole number yet."""
    count = assortment.begin_so(contract=contract, number=number)
    if count == assortment.MOST_CHOICES:
        yield _("Numbers begin so: %(count)s and more.") % {"count": count}
    elif count:
        yield ngettext("%(count)s number begins so.", "%(count)s numbers begin so.", count) % {"count": count}


_ITSELF = {
    **_NOW,
    Unseen.UNSOLD: gettext_lazy("It has no price for anybody yet, so nobody can order it."),
    Unseen.NO_PRICE: gettext_lazy("It has no price in your column, so you can't order it yet."),
    Unseen.SEEN: gettext_lazy("Your contract sees it and it has a price: it can be ordered."),
}
_ITSELF_THEN = {**_THEN, Unseen.SEEN: gettext_lazy("Your contract saw it then, and it had a price.")}


def why_sold(asked: Question, product: int) -> Told:
    """Whether a product is in the contract's assortment, or why not. Its name is not told: it may be none of his."""
    if asked.is_future:
        return told_only(still_to_come(asked.at))
    ask = assortment.unseen_then if asked.is_past else assortment.unseen
    reason = ask(contract=asked.contract.id, product=product, at=asked.at)
    said = [str((_ITSELF_THEN if asked.is_past else _ITSELF)[reason])]
    if not asked.is_past and reason in _WORTH_ASKING:
        said.append(_whom_to_ask(asked.contract))
    link = link_to("why-sold", asked.contract.id, product, at=asked.at)
    return told_only(" ".join(said), link, _unknown(asked))


def _whom_to_ask(contract: companies.ContractRow) -> str:
    """The seller of the contract, with how he is reached."""
    seller = companies.seller_requisites(contract.seller)
    facts = {"seller": seller.name, "phone": seller.phone, "contract": contract.number}
    if not seller.phone:
        return _("Ask %(seller)s; name contract No. %(contract)s.") % facts
    return _("Ask %(seller)s, %(phone)s; name contract No. %(contract)s.") % facts


def _unknown(asked: Question) -> Iterator[Node]:
    """Of what the past has not been written down since the beginning."""
    sinces = (catalog.recorded_since(), assortment.recorded_since())
    yield from as_now(_("what is sold and what the contract sees"), asked.at, *sinces)
