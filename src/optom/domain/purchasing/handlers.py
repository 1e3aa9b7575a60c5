"""Offers have changed: what the best of them costs is told to the room of costs, and prices follow from there; what of
them may be promised to clients is told to the room of stock.
"""

from datetime import datetime

from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts
from optom.domain.orders import events as orders
from optom.domain.suppliers import events as suppliers

from . import events, tasks


@journal.on(suppliers.APPLIED)
def tell_costs_of_run_soon(facts: Facts, *, at: datetime) -> None:
    """A list may move a million of them, so a job does it."""
    del at
    tasks.tell_costs.configure().defer(run=facts["run"])
    tasks.tell_supplies.configure().defer(run=facts["run"])


@journal.on(suppliers.MATCHED)
def tell_costs_of_offers_soon(facts: Facts, *, at: datetime) -> None:
    """Also of the products that these offers were before."""
    del at
    touched = {"offers": facts["offers"], "products": facts.get("products", [])}
    tasks.tell_costs.configure().defer(**touched)
    tasks.tell_supplies.configure().defer(**touched)


@journal.on(suppliers.SWITCHED)
def tell_costs_of_feed_soon(facts: Facts, *, at: datetime) -> None:
    """Another supplier's offer may be the best one now."""
    del at
    tasks.tell_costs.configure().defer(feed=facts["feed"])
    tasks.tell_supplies.configure().defer(feed=facts["feed"])


@journal.on(events.AGREED)
def tell_costs_of_suppliers_soon(facts: Facts, *, at: datetime) -> None:
    """What their goods cost beyond the price is another."""
    del at
    tasks.tell_costs.configure().defer(suppliers=facts["suppliers"])
    tasks.tell_supplies.configure().defer(suppliers=facts["suppliers"])


@journal.on(events.LET_PROMISE)
def tell_supplies_of_suppliers_soon(facts: Facts, *, at: datetime) -> None:
    """Another share of what they have, or none."""
    del at
    tasks.tell_supplies.configure().defer(suppliers=facts["suppliers"])


@journal.on(events.ORDERED)
def tell_supplies_of_products_soon(facts: Facts, *, at: datetime) -> None:
    """What we have ordered, the supplier's list still names."""
    del at
    tasks.tell_supplies.configure().defer(products=facts["products"])


@journal.on(orders.PROMISED)
def measure_promised_soon(facts: Facts, *, at: datetime) -> None:
    """Clients were promised goods that a supplier has: who buys finds them among what is short."""
    del at
    tasks.measure_needs_of.configure().defer(products=facts["products"])


@journal.on(events.RECEIVED)
def tell_receipt_costs_soon(facts: Facts, *, at: datetime) -> None:
    """Whoever loads costs at this moment does not keep the warehouse waiting."""
    del at
    tasks.tell_receipt_costs.configure().defer(receipt=facts["receipt"])
