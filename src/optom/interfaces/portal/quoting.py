"""A quote is issued of what is picked, in a draft or in the catalog; its page comes next."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import actions
from optom.domain.quotes import queries as quotes
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Done, Picked

from .context import Desk


def issue(desk: Desk, picked: Picked, quantities: Mapping[int, Decimal], note: str = "") -> Done:
    """A quote of so much of each product; its page comes next."""
    beside = [OrderLine(product, quantity) for product, quantity in quantities.items() if quantity > 0]
    quote = actions.issue_quote(
        contract=desk.contract.id,
        lines=beside,
        key=picked.key,
        actor=desk.actor,
        at=desk.at,
        note=note,
        language=paper_language(),
    )
    return leading_to(desk, quote, _("The quote is issued:"))


def leading_to(desk: Desk, quote: int, message: str) -> Done:
    url = desk.url("quote", quote=quote)
    found = quotes.known_quote(contract=desk.contract.id, quote=quote, at=desk.at)
    return Done(message, location=url, reload=False, about=About(title_of(found), url))


def title_of(row: quotes.QuoteRow | quotes.FoundQuote) -> str:
    """Quote 12."""
    return _("Quote %(number)s") % {"number": row.number}
