"""A contract as a paper, out of its terms, and specifications of goods under it (ADR 0040)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

import orjson
from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.tax import VatRate
from optom.base.waiting import refused_when_busy
from optom.domain.assortment import queries as assortment
from optom.domain.billing import rules
from optom.domain.billing.contract_text import (
    CONTRACT_TEMPLATE,
    SPECIFICATION_TEMPLATE,
    ContractFacts,
    ContractPayload,
    PriceRule,
    SpecificationFacts,
    contract_payload,
    contract_title,
    in_edition,
    specification_payload,
    specification_title,
)
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import Standing
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import Item, total_of
from optom.domain.journal import actions as journal
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import at_price
from optom.domain.pricing import queries as pricing

from .invoices import item_of

_sql = statements("optom.domain.billing")
CONTRACT, SPECIFICATION = "contract", "specification"
_KEPT_OF_HASH = 48  # the rest of a key counts editions: terms may come back to what they were


def issue_contract(*, contract: int, actor: int | None, at: datetime) -> int:
    """The contract by the terms of the moment, to be signed; the same paper while nothing of it has changed.

    What is printed after the day on which it was signed says of which day this edition is. Refuses
    `companies.may_not`, `credit.busy`.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        standing = companies.standing(contract, actor, at)
        refuse_all(standing.objections("papers"))
        payload = contract_payload(_facts(standing, at))
        says = sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()[:_KEPT_OF_HASH]
        last = _sql.first("last_edition", contract=contract, kind=CONTRACT)
        if last and last.key.startswith(says):
            return int(last.paper)
        key = f"{says}-{last.editions + 1 if last else 1}"
        return _print(standing, payload, key=key, actor=actor, at=at)


def _print(standing: Standing, payload: ContractPayload, *, key: str, actor: int | None, at: datetime) -> int:
    of, day = standing.contract, business_day(at)
    edition = day if day > of.signed_on else None
    title = contract_title(of.number, of.signed_on, edition)
    serial = documents.next_number(owner=of.seller, kind=CONTRACT, year=day.year)
    paper = documents.issue(
        kind=CONTRACT,
        owner=of.seller,
        year=day.year,
        serial=serial,
        number=of.number,
        title=title,
        template=CONTRACT_TEMPLATE,
        payload=in_edition(payload, title) if edition else payload,
        at=at,
        company_id=of.company,
        contract_id=of.id,
        subject=f"contract:{of.id}",
    )
    _note("billing.issue_contract", standing, paper, CONTRACT, of.number, key=key, actor=actor, at=at)
    return paper


def issue_specification(
    *,
    contract: int,
    key: str,
    actor: int | None,
    at: datetime,
    order: int | None = None,
    draft: int | None = None,
) -> int:
    """A specification of what an ``order`` has, at its prices, or a ``draft``, at those of the moment. One of the two.

    Numbered by contract and year. The same ``key`` is the same paper, which is answered. Refuses
    `companies.may_not`, `billing.nothing_to_specify`, `credit.busy`.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        if known := _sql.first("contract_paper", contract=contract, kind=SPECIFICATION, key=key):
            return int(known.paper)
        standing = companies.standing(contract, actor, at)
        refuse_all(standing.objections("papers"))
        items = _ordered(contract, order) if order is not None else _drafted(contract, draft or 0, at)
        if not items:
            raise Refusal("billing.nothing_to_specify")
        return _specify(standing, items, order=order, key=key, actor=actor, at=at)


def _specify(
    standing: Standing, items: Sequence[Item], *, order: int | None, key: str, actor: int | None, at: datetime
) -> int:
    of, day = standing.contract, business_day(at)
    facts = SpecificationFacts(
        number="", issued_on=day, contract=_facts(standing, at), items=items, order="" if order is None else str(order)
    )
    serial = documents.next_number(owner=of.id, kind=SPECIFICATION, year=day.year)
    facts = replace(facts, number=str(serial))
    paper = documents.issue(
        kind=SPECIFICATION,
        owner=of.id,
        year=day.year,
        serial=serial,
        number=facts.number,
        title=specification_title(facts),
        template=SPECIFICATION_TEMPLATE,
        payload=specification_payload(facts),
        at=at,
        company_id=of.company,
        contract_id=of.id,
        subject=f"contract:{of.id}" if order is None else f"order:{order}",
    )
    total = total_of(items)
    _note(
        "billing.issue_specification",
        standing,
        paper,
        SPECIFICATION,
        facts.number,
        key=key,
        actor=actor,
        at=at,
        order=order,
        total=total,
    )
    return paper


def _facts(standing: Standing, at: datetime) -> ContractFacts:
    of = standing.contract
    return ContractFacts(
        number=of.number,
        signed_on=of.signed_on,
        currency=of.currency,
        seller=companies.seller_requisites(of.seller, currency=of.currency),
        buyer=companies.company_requisites(of.company, currency=of.currency),
        terms=standing.terms,
        prices=_price_rule(of.id, at),
    )


def _price_rule(contract: int, at: datetime) -> PriceRule | None:
    """The column and the discount that hold now; None where the contract has no column."""
    held = (
        one for one in pricing.schemes(contract) if one.valid_from <= at and (not one.valid_to or at < one.valid_to)
    )
    scheme = next(held, None)
    if scheme is None:
        return None
    columns: Mapping[int, pricing.ColumnRow] = {column.id: column for column in pricing.columns()}
    return PriceRule(
        column=scheme.column_name,
        discount=scheme.discount,
        is_vat_included=columns[scheme.column].is_vat_included,
    )


def _ordered(contract: int, order: int) -> list[Item]:
    rows = _sql.rows("ordered_lines", contract=contract, order=order, lines=None)
    known = [rules.OrderedLine(*row) for row in rows]
    return [item_of(rules.invoiced(line, line.alive)) for line in known if line.alive]


def _drafted(contract: int, draft: int, at: datetime) -> list[Item]:
    """What is picked, as far as it has a price."""
    picked = orders.draft_lines(contract=contract, draft=draft)
    return [
        _item(one, picked[one.product])
        for one in assortment.offers(contract=contract, quantities=picked, at=at)
        if one.price is not None and picked[one.product]
    ]


def _item(offer: assortment.OfferRow, quantity: Decimal) -> Item:
    line = at_price(offer.product, quantity, offer)
    return Item(
        name=offer.name,
        article=offer.article,
        unit=offer.unit,
        quantity=quantity,
        price=line.sum / quantity if not offer.is_vat_included else line.price,
        rate=VatRate(line.vat_percent),
        sum=line.sum,
        vat=line.vat,
    )


def _note(
    act: str,
    standing: Standing,
    paper: int,
    kind: str,
    number: str,
    *,
    key: str,
    actor: int | None,
    at: datetime,
    order: int | None = None,
    total: Decimal | None = None,
) -> None:
    of = standing.contract
    known = {"contract": of.id, "company": of.company, "paper": paper, "kind": kind, "key": key, "number": number}
    _sql.run("add_contract_paper", order=order, sum=total, **known)
    journal.record(
        act=act,
        actor=actor,
        at=at,
        subject=f"contract:{of.id}",
        company=of.company,
        facts={"contract": of.id, "number": number, "paper": paper},
    )
