"""Suppliers from whom we do not buy yet: their lists lie beside ours until they are taken on."""

from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.suppliers import events
from optom.domain.suppliers.models import Feed, Supplier


@transaction.atomic
def take_on(*, supplier: int, actor: int | None, at: datetime) -> None:
    """A candidate is a supplier like the others from now on: his feeds are open and his offers count.

    Costs are told soon. Refuses `accounts.may_not`, `suppliers.no_such` and `suppliers.not_candidate`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    found = Supplier.objects.select_for_update().filter(pk=supplier).first()
    if found is None:
        raise Refusal("suppliers.no_such", field="supplier")
    if not found.is_candidate:
        raise Refusal("suppliers.not_candidate", name=found.name)
    Supplier.objects.filter(pk=supplier).update(is_candidate=False)
    feeds = list(Feed.objects.filter(supplier=supplier).order_by("pk").values_list("pk", flat=True))
    Feed.objects.filter(pk__in=feeds).update(is_active=True)
    journal.record(
        act="suppliers.take_on", actor=actor, at=at, subject=f"suppliers.supplier:{supplier}",
        facts={"name": found.name}, announce=tuple((events.SWITCHED, {"feed": feed}) for feed in feeds),
    )  # fmt: skip
