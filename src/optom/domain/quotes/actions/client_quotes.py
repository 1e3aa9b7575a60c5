"""A dealer's letterhead, and quotes at his own prices in his own name (ADR 0058)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import orjson
from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import Standing
from optom.domain.documents.rules import Item, Language, Party, total_of
from optom.domain.journal import actions as journal
from optom.domain.quotes import clients, logos, markup, queries, rules
from optom.domain.quotes.clients import LetterheadRow
from optom.domain.quotes.markup import ClientLine, Goods
from optom.domain.quotes.papers import QuoteFacts, name_with_maker, quote_payload, when_text

_sql = statements("optom.domain.quotes")
_LONGEST = {"name": 300, "details": 600, "note": 300}


@dataclass(frozen=True, slots=True)
class Look:
    """What a dealer says of himself; ``logo`` None keeps the picture that there is, empty takes it away."""

    formula: str
    name: str
    details: str = ""
    note: str = ""
    has_vat: bool = True
    logo: bytes | None = None


def keep_letterhead(*, contract: int, look: Look, actor: int, at: datetime) -> None:
    """From now on the company's quotes to its clients look so and are marked up so; those that were made stay.

    Refuses `companies.may_not`, `formula.*`, `input.required`, `input.too_long`, `quotes.logo_too_large`,
    `quotes.logo_strange`.
    """
    standing = companies.standing(contract, actor, at)
    refuse_all(standing.objections("draft"))
    refuse_all(_objections(look))
    company = standing.contract.company
    with transaction.atomic():
        _sql.run(
            "keep_letterhead",
            company=company,
            formula=look.formula.strip(),
            name=look.name.strip(),
            details=look.details.strip(),
            note=look.note.strip(),
            has_vat=look.has_vat,
            logo=_logo(company, look.logo),
            at=at,
            actor=actor,
        )
        subject = f"companies.company:{company}"
        journal.record(act="quotes.keep_letterhead", actor=actor, at=at, subject=subject, company=company)


def _objections(look: Look) -> Iterator[Refusal]:
    if not look.name.strip():
        yield Refusal("input.required", field="name")
    yield from too_long(**{name: (getattr(look, name), most) for name, most in _LONGEST.items()})
    try:
        markup.read(look.formula)
    except Refusal as refusal:
        yield Refusal(refusal.code, **{**refusal.facts, "field": "formula"})


def _logo(company: int, content: bytes | None) -> int | None:
    if content is None:
        known = clients.letterhead(company)
        return known.logo if known else None
    if not content:
        return None
    picture = logos.made(content)
    kept = {"company": company, "sha256": sha256(picture).hexdigest(), "content": picture}
    return int(_sql.value("keep_logo", **kept))


def issue_client_quote(
    *,
    contract: int,
    quote: int,
    recipient: str,
    key: str,
    actor: int,
    at: datetime,
    formula: str = "",
    language: Language = "ru",
) -> int:
    """What the company gives a client of its own: the quote's goods and days, at its own prices, in its own name.

    ``formula`` is another mark-up than the letterhead's. The same ``key`` is the same. Refuses `companies.may_not`,
    `quotes.unknown`, `quotes.no_letterhead`, `quotes.over`, `quotes.no_client_price`, `formula.*`, `input.required`,
    `input.too_long`.
    """
    standing = companies.standing(contract, actor, at)
    refuse_all(standing.objections("draft"))
    company = standing.contract.company
    found = queries.known_quote(contract=contract, quote=quote, at=at)
    look = clients.letterhead(company)
    if look is None:
        raise Refusal("quotes.no_letterhead")
    missing = [] if recipient.strip() else [Refusal("input.required", field="recipient")]
    over = [] if found.is_valid else [Refusal("quotes.over")]
    refuse_all([*over, *missing, *too_long(recipient=(recipient, 200))])
    with transaction.atomic():
        if known := _sql.first("known_client_quote", company=company, key=key):
            return int(known.id)
        said = formula.strip() or look.formula
        return _issue(standing, found, look, said, recipient.strip(), key=key, language=language, actor=actor, at=at)


def _issue(
    standing: Standing,
    quote: queries.QuoteRow,
    look: LetterheadRow,
    formula: str,
    recipient: str,
    *,
    key: str,
    language: Language,
    actor: int,
    at: datetime,
) -> int:
    of = standing.contract
    rows: list[queries.LineRow] = queries.lines_of(quote.id).all()
    lines = marked_up(rows, formula, has_vat=look.has_vat)
    serial = int(_sql.value("next_serial", company=of.company))
    facts = QuoteFacts(
        number=str(serial),
        issued_on=business_day(at),
        valid_through=rules.last_day(quote.valid_until),
        seller=Party(look.name, inn="", address=look.details),
        buyer=Party(recipient, inn=""),
        items=[_item(line) for line in lines],
        whens=[when_text(row.parts, language) for row in rows],
        note=look.note,
        currency=of.currency,
        language=language,
    )
    made = int(
        _sql.value(
            "insert_client_quote",
            quote=quote.id,
            contract=of.id,
            company=of.company,
            key=key,
            serial=serial,
            recipient=recipient,
            at=at,
            actor=actor,
            formula=formula,
            payload=orjson.dumps(quote_payload(facts)).decode(),
            logo=look.logo,
            total=total_of(facts.items),
        )
    )
    told = {"quote": quote.id, "number": quote.number}  # neither the client nor his prices: our people read this
    subject = f"quotes.quote:{quote.id}"
    journal.record(act="quotes.issue_client_quote", actor=actor, at=at, subject=subject, company=of.company, facts=told)
    return made


def marked_up(rows: Sequence[queries.LineRow], formula: str, *, has_vat: bool) -> list[ClientLine]:
    """The lines at the client's prices; refuses `formula.*` and every line that the formula gives no price."""
    read = markup.read(formula)
    answers = [
        markup.line_for_client(read, goods_of(row), percent=row.vat_percent if has_vat else None) for row in rows
    ]
    refuse_all(one for one in answers if isinstance(one, Refusal))
    return [one for one in answers if isinstance(one, ClientLine)]


def goods_of(row: queries.LineRow) -> Goods:
    """A line as the formula sees it."""
    return Goods(
        article=row.article,
        brand=row.brand,
        group=row.group,
        name=row.name,
        unit=row.unit,
        price=row.price_with_vat,
        quantity=row.quantity,
        weight=row.weight,
    )


def _item(line: ClientLine) -> Item:
    goods = line.goods
    return Item(
        name=name_with_maker(goods.name, goods.brand),
        article=goods.article,
        unit=goods.unit,
        quantity=goods.quantity,
        price=line.price,
        rate=line.rate,
        sum=line.sum,
        vat=line.vat,
    )
