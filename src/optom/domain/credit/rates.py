"""Rates of currencies: told by the central bank's files or by a person; the last word about a day holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.domain.accounts import actions as accounts
from optom.domain.companies.rules import CURRENCIES
from optom.domain.journal import actions as journal

from . import events
from .exchange import rates_on
from .rules import ROUBLE

_sql = statements(__package__)
FOREIGN = tuple(one for one in CURRENCIES if one != ROUBLE)
_AHEAD = timedelta(days=10)  # the bank tells tomorrow's rate today, that of the end of long days off too


@dataclass(frozen=True, slots=True)
class RateOf:
    """So many roubles are one unit of a currency from a day on."""

    currency: str
    on: date
    rate: Decimal


def set_rates(rates: Sequence[RateOf], *, source: str, actor: int | None, at: datetime) -> int:
    """Keep rates of the currencies of contracts, others are passed over; how many are new or changed.

    ``source`` is the name of the file, or nothing where a person has typed them. Few statements for any number. Refuses
    `accounts.may_not`, `credit.rate_wrong`, `credit.rates_missing`.
    """
    accounts.require_desk(act="set_rates", actor=actor)
    known = {(one.currency, one.on): one for one in rates if one.currency in FOREIGN}
    if not known:
        raise Refusal("credit.rates_missing", known=list(FOREIGN))
    latest = business_day(at) + _AHEAD
    refuse_all(
        Refusal("credit.rate_wrong", field="rate", currency=one.currency, on=one.on)
        for one in known.values()
        if not 0 < one.rate < 10**9 or one.on > latest
    )
    with transaction.atomic():
        stood = rates_on(business_day(at))
        changed = _sql.rows(
            "set_rates",
            currencies=[one.currency for one in known.values()],
            days=[one.on for one in known.values()],
            rates=[one.rate for one in known.values()],
            is_by_hand=not source,
            actor=actor,
            at=at,
        )
        if changed:
            moved = [currency for currency, rate in rates_on(business_day(at)).items() if rate != stood.get(currency)]
            told = [f"{row.currency} {row.on} {row.rate}" for row in changed[:20]]
            facts = {"file": source, "count": len(changed), "rates": told}
            announce = [(events.RATES, {"currencies": moved})] if moved else []
            subject = "credit.rates"
            journal.record(act="credit.set_rates", actor=actor, at=at, subject=subject, facts=facts, announce=announce)
    return len(changed)
