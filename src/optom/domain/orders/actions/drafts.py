"""Tabs in which a buyer picks. Nothing is held and nothing is promised until an order is placed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.domain.companies import queries as companies
from optom.domain.orders.models import Draft, DraftLine, LeftRow, Paste, PastedRow
from optom.domain.orders.rules import When, Wish

_sql = statements("optom.domain.orders")
NAME_LENGTH = 80
_NOTHING = Decimal(0)


@transaction.atomic
def open_draft(*, contract: int, name: str, actor: int, at: datetime) -> int:
    """A new empty tab under the contract; its id. Refuses ``orders.draft_name_empty``."""
    company = companies.contract(contract).company
    draft = Draft.objects.create(
        contract_id=contract, company_id=company, name=_name(name), author_id=actor, created_at=at
    )
    return draft.pk


@transaction.atomic
def change_draft(
    *, contract: int, draft: int, name: str, is_private: bool | None = None, is_standing: bool | None = None
) -> None:
    """Call the tab otherwise, say who sees it and whether it stays when it is ordered (None: as it is).

    Refuses ``orders.draft_name_empty`` and ``orders.draft_unknown``.
    """
    said = {"is_private": is_private, "is_standing": is_standing}
    changed = {field: value for field, value in said.items() if value is not None}
    company_of(contract, draft)
    Draft.objects.filter(pk=draft, contract_id=contract).update(name=_name(name), **changed)


@transaction.atomic
def charge_draft(*, contract: int, draft: int, centre: int | None) -> None:
    """What the draft's order is charged to. Refuses ``orders.draft_unknown``, ``companies.centre_unknown``."""
    company = company_of(contract, draft)
    if centre is not None and companies.cost_centre(company, centre) is None:
        raise Refusal("companies.centre_unknown", field="centre")
    Draft.objects.filter(pk=draft).update(cost_centre_id=centre)


@transaction.atomic
def wish_draft(*, contract: int, draft: int, wish: Wish, at: datetime) -> None:
    """How the draft's order is to come.

    Refuses ``orders.draft_unknown`` and, where it is to be there by a day that has gone or was not named,
    ``orders.wished_in_past``.
    """
    company_of(contract, draft)
    if wish.when is When.BY and (wish.on is None or wish.on < business_day(at)):
        raise Refusal("orders.wished_in_past", field="by")
    Draft.objects.filter(pk=draft).update(wish=wish.when, wished_on=wish.by)


@transaction.atomic
def move_lines(
    *,
    contract: int,
    draft: int,
    target: int,
    products: Sequence[int],
    rows: Sequence[int] = (),
    actor: int,
    at: datetime,
) -> None:
    """Lines of a draft, and open rows, go into another of the same contract; equal goods add up, notes go along.

    Refuses ``orders.draft_unknown``, ``orders.draft_waits``.
    """
    companies_of = {one: company_of(contract, one) for one in sorted({draft, target})}
    if draft == target:
        return
    key = f"from {draft} {uuid4().hex}"
    said = {"draft": draft, "target": target, "company": companies_of[target], "actor": actor, "at": at, "key": key}
    _sql.run("move_lines", products=list(products), rows=list(rows), **said)


def company_of(contract: int, draft: int) -> int:
    """Whose the draft is, which is locked against other changes.

    Refuses ``orders.draft_unknown``, and ``orders.draft_waits`` while a colleague is asked to approve it.
    """
    return int(locked_draft(contract, draft).company_id)


def locked_draft(contract: int, draft: int, *, poured_into: int | None = None) -> Row:
    """The same, with its name and what it is charged to; ``poured_into``: one that is out of sight since."""
    row = _sql.first("draft_exists", contract=contract, draft=draft, poured_into=poured_into)
    if row is None:
        raise Refusal("orders.draft_unknown", draft=draft)
    if row.is_waiting:
        raise Refusal("orders.draft_waits", draft=draft)
    return row


@transaction.atomic
def close_draft(*, contract: int, draft: int) -> None:
    """Throw the tab away with all its lines. Refuses ``orders.draft_unknown``, ``orders.draft_waits``."""
    company_of(contract, draft)
    throw_away(Draft.objects.filter(Q(pk=draft) | Q(poured_into=draft), contract_id=contract))


def throw_away(drafts: QuerySet[Draft]) -> None:
    """Drafts go with all that is in them."""
    DraftLine.objects.filter(draft__in=drafts).delete()
    PastedRow.objects.filter(draft__in=drafts).delete()
    LeftRow.objects.filter(draft__in=drafts).delete()
    Paste.objects.filter(draft__in=drafts).delete()
    drafts.delete()


@transaction.atomic
def clear_draft(*, contract: int, draft: int) -> None:
    """What was ordered leaves the tab and the tab closes, unless pasted rows still wait for an answer there.

    A standing draft stays as it is. Refuses ``orders.draft_unknown``, ``orders.draft_waits``.
    """
    company_of(contract, draft)
    is_standing = Draft.objects.filter(pk=draft, contract_id=contract, is_standing=True).exists()
    if not is_standing and not PastedRow.objects.filter(draft_id=draft, product=None).exists():
        return close_draft(contract=contract, draft=draft)
    throw_away(Draft.objects.filter(contract_id=contract, poured_into=draft))  # what is ordered does not come back
    if is_standing:
        return None
    DraftLine.objects.filter(draft_id=draft, draft__contract_id=contract).delete()
    PastedRow.objects.filter(draft_id=draft, product__isnull=False).delete()
    return None


def keep_rest(*, contract: int, draft: int, rest: Mapping[int, Decimal]) -> None:
    """What was not ordered of each line stays in the tab; a standing draft stays as it is."""
    if not Draft.objects.filter(pk=draft, contract_id=contract, is_standing=True).exists():
        set_quantities(
            contract=contract, draft=draft, quantities={one: max(left, _NOTHING) for one, left in rest.items()}
        )


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
    company = company_of(contract, draft)
    _sql.run(
        "set_quantities",
        draft=draft,
        company=company,
        products=list(quantities),
        quantities=list(quantities.values()),
    )


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Refusal("orders.draft_name_empty", field="name")
    refuse_all(too_long(name=(name, NAME_LENGTH)))
    return name
