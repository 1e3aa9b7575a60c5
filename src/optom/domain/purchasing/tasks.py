"""What the worker does for purchasing."""

from collections.abc import Sequence
from typing import Any

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from optom.base.jobs import LONG

from . import actions


@app.task(name="purchasing.tell_costs", queue=LONG, lock="purchasing.tell_costs")
def tell_costs(
    run: int | None = None,
    offers: Sequence[int] = (),
    products: Sequence[int] = (),
    feed: int | None = None,
    suppliers: Sequence[int] = (),
) -> None:
    """The best offers of the products that a run, a closed feed, a decision or an agreement has touched."""
    close_old_connections()
    actions.tell_costs(run=run, offers=offers, products=products, feed=feed, suppliers=suppliers, at=timezone.now())


@app.task(name="purchasing.tell_supplies", queue=LONG, lock="purchasing.tell_supplies", retry=5)
def tell_supplies(
    run: int | None = None,
    offers: Sequence[int] = (),
    products: Sequence[int] = (),
    feed: int | None = None,
    suppliers: Sequence[int] = (),
) -> None:
    """What of the products that were touched may be promised; again where somebody was promised more meanwhile."""
    close_old_connections()
    touched: dict[str, Any] = {"run": run, "offers": offers, "products": products, "feed": feed, "suppliers": suppliers}
    if not actions.tell_supplies(**touched, at=timezone.now()):
        tell_supplies.configure().defer(**touched)


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="purchasing.tell_routes", queue=LONG, queueing_lock="purchasing.tell_routes", lock="purchasing.tell_supplies"
)
def tell_routes(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Until when lists count that have come since and told nothing new."""
    close_old_connections()
    actions.tell_routes()


@app.task(name="purchasing.measure_needs_of", queue=LONG, lock="purchasing.measure_needs", retry=5)
def measure_needs_of(products: Sequence[int]) -> None:
    """What is short of a few products of which clients were promised suppliers' goods."""
    close_old_connections()
    actions.measure_needs_of(products=products, at=timezone.now())


@app.periodic(cron="30 4 * * *")
@app.task(
    name="purchasing.measure_needs",
    queue=LONG,
    queueing_lock="purchasing.measure_needs",
    lock="purchasing.measure_needs",
    retry=5,
)
def measure_needs(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """What is short: once a night, after demand was measured."""
    close_old_connections()
    actions.measure_needs(at=timezone.now())


@app.task(name="purchasing.tell_receipt_costs", queue=LONG, lock="purchasing.tell_costs")
def tell_receipt_costs(receipt: int) -> None:
    """What the goods of a receipt have cost."""
    close_old_connections()
    actions.tell_receipt_costs(receipt=receipt, at=timezone.now())
