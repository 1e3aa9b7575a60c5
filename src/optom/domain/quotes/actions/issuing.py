"""A quote is issued by the system, at the prices and dates of the moment, to whom may pick goods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

import orjson
from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.tax import VatRate
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import Standing
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import Item, Language
from optom.domain.journal import actions as journal
from optom.domain.orders import queries as orders
from optom.domain.orders import rules as ordering
from optom.domain.orders.rules import OrderLine, PricedLine
from optom.domain.quotes import queries, rules
from optom.domain.quotes.papers import (
    QUOTE_TEMPLATE,
    QuoteFacts,
    name_with_maker,
    quote_payload,
    quote_title,
    when_text,
)

_sql = statements("optom.domain.quotes")
KIND = "quote"


@dataclass(frozen=True, slots=True)
class _Line:
    """What is promised: the line with its price, the product as it is now, from where it would come."""

    priced: PricedLine
    offer: assortment.OfferRow
    product: assortment.ProductRow
    parts: Sequence[orders.Part]


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the quote was asked for."""

    key: str
    actor: int | None
    at: datetime
    note: str
    language: Language
    came_from: int | None = None


def issue_quote(
    *,
    contract: int,
    lines: Sequence[OrderLine],
    key: str,
    actor: int | None,
    at: datetime,
    note: str = "",
    language: Language = "ru",
    came_from: int | None = None,
) -> int:
    """A quote of the lines: prices by policy, days by what stands and comes, valid for the days of the terms.

    The same ``key`` is the same quote. ``came_from`` is the quote that it is made anew of. Refuses, all reasons at
    once, `companies.contract_closed`, `companies.may_not`, `input.too_long` and what `orders.place` refuses of lines
    and of their total; `credit.busy`.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        if known := _sql.first("known", contract=contract, key=key):
            return int(known.id)
        standing = companies.standing(contract, actor, at)
        refuse_all([*standing.objections("quote"), *too_long(note=(note, rules.LONGEST_NOTE))])
        promised = _promised(standing, ordering.merged(lines), at)
        return _issue(standing, promised, _Asked(key, actor, at, note, language, came_from))


def requote(*, contract: int, quote: int, key: str, actor: int | None, at: datetime, language: Language = "ru") -> int:
    """A new quote of what of an old one is still sold, in quantities that fit the packs, at the prices of this moment.

    Refuses `quotes.unknown`, `quotes.all_gone` and what `issue_quote` refuses.
    """
    known = queries.known_quote(contract=contract, quote=quote, at=at)
    left = queries.difference(contract=contract, quote=quote, at=at).left
    if not left:
        raise Refusal("quotes.all_gone")
    lines = [OrderLine(line.product, line.quantity) for line in left]
    return issue_quote(
        contract=contract,
        lines=lines,
        key=key,
        actor=actor,
        at=at,
        note=known.note,
        language=language,
        came_from=quote,
    )


def _promised(standing: Standing, lines: Sequence[OrderLine], at: datetime) -> list[_Line]:
    """Every line priced as an order would be now, with its days. Refuses as an order does."""
    contract, terms = standing.contract.id, standing.terms
    if len(lines) > ordering.MOST_LINES:
        raise Refusal("orders.too_many_lines", lines=len(lines), most=ordering.MOST_LINES)
    wanted = {line.product: line.quantity for line in lines}
    offers = {row.product: row for row in assortment.offers(contract=contract, quantities=wanted, at=at)}
    good, reasons = ordering.priced_all(lines, offers, pack_rule=terms.pack_rule)
    total, _vat = rules.together(good)
    refuse_all([*ordering.against_whole(lines=len(lines), total=total, minimum=terms.minimum_order), *reasons])
    products = {row.id: row for row in assortment.rows(contract=contract, products=list(wanted), at=at)}
    quantities = {line.product: line.quantity for line in good}
    parts = orders.parts_of(contract=contract, quantities=quantities, at=at)
    return [_Line(one, offers[one.product], products[one.product], parts[one.product]) for one in good]


def _issue(standing: Standing, lines: Sequence[_Line], asked: _Asked) -> int:
    """Numbers wait in line, so all that is said is known before one is taken."""
    of, day = standing.contract, business_day(asked.at)
    until = rules.valid_until(asked.at, standing.terms.quote_days)
    facts = _facts(standing, lines, until, asked)
    serial = documents.next_number(owner=of.seller, kind=KIND, year=day.year)
    facts = replace(facts, number=str(serial))
    paper = documents.issue(
        kind=KIND,
        owner=of.seller,
        year=day.year,
        serial=serial,
        number=facts.number,
        title=quote_title(facts.number, day, facts.language),
        template=QUOTE_TEMPLATE,
        payload=quote_payload(facts),
        at=asked.at,
        company_id=of.company,
        contract_id=of.id,
    )
    return _write(standing, lines, paper=paper, number=facts.number, until=until, asked=asked)


def _facts(standing: Standing, lines: Sequence[_Line], until: datetime, asked: _Asked) -> QuoteFacts:
    of = standing.contract
    buyer = companies.company_requisites(of.company)
    language = buyer.language(asked.language)
    return QuoteFacts(
        number="",
        issued_on=business_day(asked.at),
        valid_through=rules.last_day(until),
        seller=companies.party(companies.seller_requisites(of.seller, currency=of.currency)),
        buyer=companies.party(buyer),
        items=[_item(one) for one in lines],
        whens=[when_text(one.parts, language) for one in lines],
        contract_number=of.number,
        contract_signed_on=of.signed_on,
        note=asked.note,
        currency=of.currency,
        language=language,
    )


def _item(one: _Line) -> Item:
    line = one.priced
    return Item(
        name=name_with_maker(one.product.name, one.product.brand),
        article=one.offer.article,
        unit=one.offer.unit,
        quantity=line.quantity,
        price=line.price if one.offer.is_vat_included else line.sum / line.quantity,
        rate=VatRate(line.vat_percent),
        sum=line.sum,
        vat=line.vat,
    )


def _write(
    standing: Standing, lines: Sequence[_Line], *, paper: int, number: str, until: datetime, asked: _Asked
) -> int:
    of = standing.contract
    total, vat = rules.together(one.priced for one in lines)
    quote: int = _sql.rows(
        "insert_quote",
        contract=of.id,
        company=of.company,
        key=asked.key,
        number=number,
        paper=paper,
        at=asked.at,
        actor=asked.actor,
        valid_until=until,
        note=asked.note,
        total=total,
        vat=vat,
        came_from=asked.came_from,
        **_columns(lines),
    )[0].quote_id
    facts = {"contract": of.id, "quote": quote, "number": number, "sum": total, "lines": len(lines)}
    journal.record(
        act="quotes.issue_quote",
        actor=asked.actor,
        at=asked.at,
        subject=f"quotes.quote:{quote}",
        company=of.company,
        facts=facts,
    )
    return quote


def _columns(lines: Sequence[_Line]) -> dict[str, list[object]]:
    whens = [queries.when(one.parts) for one in lines]
    return {
        "products": [one.product.id for one in lines],
        "articles": [one.product.article for one in lines],
        "brands": [one.product.brand for one in lines],
        "groups": [one.product.group for one in lines],
        "names": [one.product.name for one in lines],
        "units": [one.product.unit for one in lines],
        "weights": [one.product.weight for one in lines],
        "quantities": [one.priced.quantity for one in lines],
        "prices": [one.priced.price for one in lines],
        "vat_percents": [one.priced.vat_percent for one in lines],
        "sums": [one.priced.sum for one in lines],
        "vats": [one.priced.vat for one in lines],
        "parts": [orjson.dumps([_part(part) for part in one.parts]).decode() for one in lines],
        "days": [on for on, _waits in whens],
        "waits": [waits for _on, waits in whens],
    }


def _part(part: orders.Part) -> Mapping[str, str]:
    return {"way": part.way.value, "on": part.on.isoformat() if part.on else "", "quantity": _plain(part.quantity)}


def _plain(value: Decimal) -> str:
    return f"{value:f}"
