"""Facts of which buyers are told by letter (ADR 0016)."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts
from optom.domain.orders import events
from optom.domain.orders import queries as orders
from optom.interfaces.kit import letters


@journal.on(events.RUNNING_OUT)
def tell_what_runs_out(facts: Facts, *, at: datetime) -> None:
    """Write to those of the company who can do something about it, unless they want no such letters.

    The lines are looked up anew: what was extended or shipped since needs no letter.
    """
    lines = orders.lines_named(contract=facts["contract"], lines=[int(line) for line in facts["lines"]])
    late = [line for line in lines if line.movable and line.reserved_until and line.reserved_until > at]
    people = _who_may_order(facts)
    silent = orders.want_no_warnings(users=people)
    contract = companies.contract(facts["contract"])
    for person in people:
        if late and person not in silent:
            letters.runs_out(user=person, contract=contract, lines=late, link=_reserves(contract.id))


@journal.on(events.LOST)
def tell_what_is_lost(facts: Facts, *, at: datetime) -> None:
    """Write to those of the company who may order: a promise to them was broken, so all of them are told."""
    del at
    contract, lost = companies.contract(facts["contract"]), facts["lines"]
    lines = orders.lines_named(contract=contract.id, lines=[int(line) for line in lost])
    told = [(line, Decimal(lost[str(line.id)])) for line in lines]
    for person in _who_may_order(facts):
        letters.lost(user=person, contract=contract, lines=told, link=_reserves(contract.id))


@journal.on(events.REDATED)
def tell_what_comes_on_another_day(facts: Facts, *, at: datetime) -> None:
    """Write to those of the company who may order: a day that was promised to them is another."""
    del at
    contract = companies.contract(facts["contract"])
    lines = orders.lines_named(contract=contract.id, lines=[int(line) for line in facts["days"]])
    days = {int(line): tuple(map(date.fromisoformat, said)) for line, said in facts["days"].items()}
    told = [(line, days[line.id][0], days[line.id][1]) for line in lines if len(set(days[line.id])) > 1]
    for person in _who_may_order(facts):
        letters.redated(user=person, contract=contract, lines=told, link=_reserves(contract.id))


def _who_may_order(facts: Facts) -> list[int]:
    return [one.user for one in companies.people(facts["company"]) if rules.may_order(one.rights)]


def _reserves(contract: int) -> str:
    return settings.OPTOM_SITE_URL.rstrip("/") + reverse("portal:reserves", kwargs={"contract": contract})
