"""Goods are held for a quote until it ends, where the terms allow it: by an order that runs out with it."""

from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import queries, rules

_sql = statements("optom.domain.quotes")


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def hold(*, contract: int, quote: int, actor: int, at: datetime, note: str = "") -> int:
    """An order of all that was promised, whose goods are held until the quote ends; then it is cancelled by itself.

    It counts against the limit of reserves as every order does. A second time is the same order. Refuses
    `quotes.unknown`, `quotes.no_holding` (the terms), `quotes.over`, `quotes.not_all_there` (a part would wait, or has
    moved) and what `orders.place` refuses.
    """
    credit.lock(contract)
    found = queries.known_quote(contract=contract, quote=quote, at=at)
    if known := _sql.first("held", quote=quote):
        return int(known.order)
    standing = companies.standing(contract, actor, at)
    allowed = [] if standing.terms.quote_holds else [Refusal("quotes.no_holding")]
    refuse_all([*allowed, *([] if found.is_valid else [Refusal("quotes.over")])])
    difference = queries.difference(contract=contract, quote=quote, at=at)
    refuse_all(rules.against_holding(difference))
    order = orders.place(
        contract=contract,
        lines=[OrderLine(line.product, line.quantity) for line in difference.left],
        promised=difference.left,
        expected=difference.total,
        key=f"hold:{quote}",
        actor=actor,
        at=at,
        note=note,
        until=found.valid_until,
    ).order
    company = standing.contract.company
    _sql.run("hold", quote=quote, company=company, order=order, at=at, actor=actor)
    journal.record(
        act="quotes.hold",
        actor=actor,
        at=at,
        subject=f"quotes.quote:{quote}",
        company=company,
        facts={"contract": contract, "number": found.number, "order": order, "until": found.valid_until},
    )
    return order
