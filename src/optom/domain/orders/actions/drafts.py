"""Tabs in which a buyer picks. Nothing is held and nothing is promised until an order is placed."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.companies import queries as companies
from optom.domain.orders.models import Draft, DraftLine, Paste, PastedRow

_sql = statements("optom.domain.orders")
NAME_LENGTH = 80


@transaction.atomic
def open_draft(*, contract: int, name: str, actor: int, at: datetime) -> int:
    """A new empty tab under the contract; its id. Refuses ``orders.draft_name_empty``."""
    company = companies.contract(contract).company
    draft = Draft.objects.create(
        contract_id=contract, company_id=company, name=_name(name), author_id=actor, created_at=at
    )
    return draft.pk


def rename_draft(*, contract: int, draft: int, name: str) -> None:
    """Call the tab otherwise. Refuses ``orders.draft_name_empty`` and ``orders.draft_unknown``."""
    if not Draft.objects.filter(pk=draft, contract_id=contract).update(name=_name(name)):
        raise Refusal("orders.draft_unknown", draft=draft)


@transaction.atomic
def close_draft(*, contract: int, draft: int) -> None:
    """Throw the tab away with all its lines. Refuses ``orders.draft_unknown``."""
    DraftLine.objects.filter(draft_id=draft, draft__contract_id=contract).delete()
    PastedRow.objects.filter(draft_id=draft, draft__contract_id=contract).delete()
    Paste.objects.filter(draft_id=draft, draft__contract_id=contract).delete()
    deleted, _ = Draft.objects.filter(pk=draft, contract_id=contract).delete()
    if not deleted:
        raise Refusal("orders.draft_unknown", draft=draft)


@transaction.atomic
def clear_draft(*, contract: int, draft: int) -> None:
    """What was ordered leaves the tab; it closes, unless pasted rows still wait for an answer there.

    Refuses ``orders.draft_unknown``.
    """
    if not PastedRow.objects.filter(draft_id=draft, draft__contract_id=contract, product=None).exists():
        return close_draft(contract=contract, draft=draft)
    DraftLine.objects.filter(draft_id=draft, draft__contract_id=contract).delete()
    PastedRow.objects.filter(draft_id=draft, product__isnull=False).delete()
    return None


def set_quantity(*, contract: int, draft: int, product: int, quantity: Decimal) -> None:
    """Pick so much of the product; zero takes the line out."""
    set_quantities(contract=contract, draft=draft, quantities={product: quantity})


@transaction.atomic
def set_quantities(*, contract: int, draft: int, quantities: Mapping[int, Decimal]) -> None:
    """Pick so much of each product, in two statements; zero takes a line out.

    Quantities that don't fit the multiple are kept as typed: the order refuses them and offers rounding.
    Refuses ``orders.draft_unknown`` and ``orders.quantity_not_positive`` (a negative one).
    """
    for product, quantity in quantities.items():
        if quantity < 0:
            raise Refusal("orders.quantity_not_positive", product=product)
    row = _sql.first("draft_exists", contract=contract, draft=draft)
    if row is None:
        raise Refusal("orders.draft_unknown", draft=draft)
    _sql.run(
        "set_quantities",
        draft=draft,
        company=row.company_id,
        products=list(quantities),
        quantities=list(quantities.values()),
    )


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Refusal("orders.draft_name_empty", field="name")
    refuse_all(too_long(name=(name, NAME_LENGTH)))
    return name
