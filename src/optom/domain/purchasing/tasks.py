"""What the worker does for purchasing."""

from collections.abc import Sequence

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.task(name="purchasing.tell_costs", lock="purchasing.tell_costs")
def tell_costs(run: int | None = None, offers: Sequence[int] = (), products: Sequence[int] = ()) -> None:
    """The best offers of the products that a run, or somebody's decision, has touched."""
    close_old_connections()
    actions.tell_costs(run=run, offers=offers, products=products, at=timezone.now())
