"""What the worker does for purchasing."""

from collections.abc import Sequence

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.task(name="purchasing.tell_costs", lock="purchasing.tell_costs")
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


@app.periodic(cron="30 4 * * *")
@app.task(name="purchasing.measure_needs", queueing_lock="purchasing.measure_needs", lock="purchasing.measure_needs")
def measure_needs(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant
    """Once a night, after demand was measured: what is short."""
    close_old_connections()
    actions.measure_needs(at=timezone.now())


@app.task(name="purchasing.tell_receipt_costs", lock="purchasing.tell_costs")
def tell_receipt_costs(receipt: int) -> None:
    """What the goods of a receipt have cost."""
    close_old_connections()
    actions.tell_receipt_costs(receipt=receipt, at=timezone.now())
