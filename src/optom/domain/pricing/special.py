"""Prices of a contract's own: fixed ones of products, rules of brands and groups. Rows are ended, never deleted.

Days are the firm's, ``until`` is the last one; without ``since`` something holds at once, without ``until`` for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from optom.base.business_day import business_day, day_begins_at
from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.companies import actions as company_actions
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal

from . import objections
from .models import ContractRule, FixedPrice


@dataclass(frozen=True, slots=True)
class Of:
    """What a rule is of: a brand, a group with all below it, or the brand within the group."""

    brand: int | None = None
    group: int | None = None


def set_fixed_price(
    *,
    contract: int,
    product: int,
    price: Decimal,
    actor: int | None,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> int:
    """In these days the contract pays this price for the product, whatever its column says; the row's key.

    An earlier fixed price gives way, and comes back afterwards if it lasts longer. Refuses `accounts.may_not`,
    `companies.contract_unknown`, and together `pricing.product_unknown`, `pricing.price_wrong`,
    `pricing.begins_in_the_past`, `pricing.ends_before_it_begins`, `pricing.reason_missing`.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    article, today = catalog.article_of(product), business_day(at)
    refuse_all([
        *_to_price(article, price),
        *objections.to_days(since or today, until, today),
        *objections.to_reason(reason, actor),
    ])  # fmt: skip
    with transaction.atomic():
        company = company_actions.lock_contract(contract)
        rows = FixedPrice.objects.filter(contract_id=contract, product_id=product)
        made = _put(rows, since, until, at, contract_id=contract, product_id=product, amount=price,
                    owner_id=actor, reason=reason.strip())  # fmt: skip
        facts = {"article": article, "price": price, **_told(since, until, reason)}
        _note("set_fixed_price", contract, company, facts, actor, at)
    return made


def end_fixed_price(*, contract: int, fixed: int, actor: int | None, at: datetime, reason: str = "") -> None:
    """From ``at`` on the fixed price holds no more; one that has not begun never will.

    Refuses `accounts.may_not`, `companies.contract_unknown`, `pricing.reason_missing`, `pricing.already_ended`.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    refuse_all(objections.to_reason(reason, actor))
    with transaction.atomic():
        company = company_actions.lock_contract(contract)
        row = _end(FixedPrice.objects.filter(pk=fixed, contract_id=contract), at)
        facts = {"article": catalog.article_of(row["product_id"]), "price": row["amount"], "reason": reason}
        _note("end_fixed_price", contract, company, facts, actor, at)


def set_column_of(
    *,
    contract: int,
    of: Of,
    column: int | None,
    discount: Decimal,
    actor: int | None,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> int:
    """In these days the contract buys goods of a brand or group by this column (None: its own) less ``discount``.

    An earlier rule of the same goods gives way, and comes back afterwards if it lasts longer. Refuses
    `accounts.may_not`, `companies.contract_unknown`, and together `pricing.goods_unnamed`, `pricing.goods_unknown`,
    `pricing.column_unknown`, `pricing.currency_differs`, `pricing.discount_wrong`, and of days and reason the same as
    `set_fixed_price`.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    currency, names, today = companies.contract(contract).currency, _names(of), business_day(at)
    refuse_all([
        *_to_goods(of, names),
        *(objections.to_column(column, currency) if column is not None else ()),
        *objections.to_discount(discount),
        *objections.to_days(since or today, until, today),
        *objections.to_reason(reason, actor),
    ])  # fmt: skip
    with transaction.atomic():
        company = company_actions.lock_contract(contract)
        goods: dict[str, Any] = {"brand_id": of.brand, "group_id": of.group}
        rows = ContractRule.objects.filter(contract_id=contract, **goods)
        made = _put(rows, since, until, at, contract_id=contract, **goods,
                    column_id=column, discount=discount, owner_id=actor, reason=reason.strip())  # fmt: skip
        facts = {"goods": " / ".join(names), "column": column, "discount": discount, **_told(since, until, reason)}
        _note("set_column_of", contract, company, facts, actor, at)
    return made


def end_column_of(*, contract: int, rule: int, actor: int | None, at: datetime, reason: str = "") -> None:
    """From ``at`` on the rule holds no more; one that has not begun never will. Refuses as `end_fixed_price`."""
    accounts.require_desk(act="set_terms", actor=actor)
    refuse_all(objections.to_reason(reason, actor))
    with transaction.atomic():
        company = company_actions.lock_contract(contract)
        row = _end(ContractRule.objects.filter(pk=rule, contract_id=contract), at)
        goods = _names(Of(row["brand_id"], row["group_id"]))
        facts = {"goods": " / ".join(goods), "discount": row["discount"], "reason": reason}
        _note("end_column_of", contract, company, facts, actor, at)


def _put(rows: QuerySet[Any], since: date | None, until: date | None, at: datetime, **said: Any) -> int:
    """A row of these days. Of those before it gives way what would end within it; the rest is only overlaid."""
    begins = max(at, day_begins_at(since)) if since else at
    ends = day_begins_at(until + timedelta(days=1)) if until else None
    before = rows.filter(_alive(begins), valid_from__lte=begins)
    (before.filter(valid_to__lte=ends) if ends else before).update(valid_to=begins)
    return int(rows.model.objects.create(valid_from=begins, valid_to=ends, **said).pk)


def _end(rows: QuerySet[Any], at: datetime) -> dict[str, Any]:
    row: dict[str, Any] | None = rows.filter(_alive(at)).values().first()
    if row is None:
        raise Refusal("pricing.already_ended")
    rows.update(valid_to=at)
    return row


def _alive(at: datetime) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=at)


def _names(of: Of) -> list[str]:
    """How the goods of a rule are called; what is not there has no name."""
    brands = catalog.brand_names([of.brand]).values() if of.brand is not None else ()
    groups = [one.name for one in catalog.groups() if one.id == of.group] if of.group is not None else ()
    return [*brands, *groups]


def _to_price(article: str | None, price: Decimal) -> Iterator[Refusal]:
    if article is None:
        yield Refusal("pricing.product_unknown", field="article")
    if not objections.is_price(price):
        yield Refusal("pricing.price_wrong", field="price", price=price)


def _to_goods(of: Of, names: list[str]) -> Iterator[Refusal]:
    named = [one for one in (of.brand, of.group) if one is not None]
    if not named:
        yield Refusal("pricing.goods_unnamed", field="brand")
    elif len(names) < len(named):
        yield Refusal("pricing.goods_unknown", field="brand")


def _told(since: date | None, until: date | None, reason: str) -> dict[str, Any]:
    return {"since": since, "until": until, "reason": reason}


def _note(act: str, contract: int, company: int, facts: dict[str, Any], actor: int | None, at: datetime) -> None:  # noqa: PLR0917 -- an entry of the journal in its usual order
    subject = f"companies.contract:{contract}"
    journal.record(act=f"pricing.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts)
