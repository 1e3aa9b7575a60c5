"""Acts are issued by either side; a ledger of the other side is brought, agreed with or objected to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import CompanyRow, Standing
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import Language
from optom.domain.journal import actions as journal

from . import queries
from .papers import ACT_TEMPLATE, ActFacts, Side, act_payload, act_rows, act_title
from .queries import KIND
from .rules import BUYER, SELLER, Card, Pair

_sql = statements(__package__)
_NOTE, _NAME = 1000, 200
MOST_LINES = 20_000


def issue_act(
    *, contract: int, since: date, until: date, key: str, actor: int | None, at: datetime, language: Language = "ru"
) -> int:
    """An act of reconciliation: our ledger from day to day (both included), frozen as a paper; the paper's number.

    The same ``key`` is the same act. Refuses `companies.may_not`, `accounts.may_not`, `reconciliation.period_wrong`,
    `credit.busy`.
    """
    with transaction.atomic():
        credit.lock(contract)
        if known := _sql.first("known_act", contract=contract, key=key):
            return int(known.paper)
        standing = _standing(contract, actor, at)
        _refuse_period(since, until, business_day(at))
        return _issue(_draft(standing.contract, since, until, business_day(at), language), standing, key, actor, at)


def _standing(contract: int, actor: int | None, at: datetime) -> Standing:
    """Who acts: people of the company who may see its money and take its papers, or the finance desk."""
    standing = companies.standing(contract, actor, at)
    if standing.is_staff:
        accounts.require_desk(act="reconcile", actor=actor)
    refuse_all([*standing.objections("money"), *standing.objections("papers")])
    return standing


def _refuse_period(since: date, until: date, today: date) -> None:
    """The ledger of days to come is not known; a period of a year has its day before the first."""
    if since > until or until > today:
        raise Refusal("reconciliation.period_wrong", since=since, until=until, field="until")


def _draft(contract: companies.ContractRow, since: date, until: date, on: date, language: Language) -> ActFacts:
    opening, operations = queries.operations(contract.id, since, until)
    seller, buyer = companies.seller_requisites(contract.seller), companies.company_requisites(contract.company)
    return ActFacts(
        number="",
        issued_on=on,
        since=since,
        until=until,
        seller=_side(seller, seller.director),
        buyer=_side(buyer, ""),
        contract=contract.id,
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        currency=contract.currency,
        opening=opening,
        operations=operations,
        language=buyer.language(language),
    )


def _side(one: CompanyRow, signer: str) -> Side:
    address = one.legal_address or one.postal_address
    return Side(one.kind, one.name, one.full_name, one.inn, one.kpp, one.ogrn, one.phone, address, signer)


def _issue(draft: ActFacts, standing: Standing, key: str, actor: int | None, at: datetime) -> int:
    """Numbers wait in line, so everything else is known before one is taken."""
    contract, day = standing.contract, business_day(at)
    rows = act_rows(draft)
    serial = documents.next_number(owner=contract.seller, kind=KIND, year=day.year)
    facts = replace(draft, number=str(serial))
    paper = documents.issue(
        kind=KIND,
        owner=contract.seller,
        year=day.year,
        serial=serial,
        number=facts.number,
        title=act_title(facts.number, day, facts.language),
        template=ACT_TEMPLATE,
        payload=act_payload(facts, rows),
        at=at,
        company_id=contract.company,
        contract_id=contract.id,
        subject=f"contract:{contract.id}",
    )
    _sql.run("insert_act", **_columns(facts), company=contract.company, paper=paper, key=key, actor=actor, at=at)
    told = {"number": facts.number, "since": facts.since, "until": facts.until, "closing": facts.closing}
    _note("issue_act", f"paper:{paper}", contract, told, actor=actor, at=at)
    return paper


def _columns(facts: ActFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ("contract", "number", "since", "until", "closing")}


@dataclass(frozen=True, slots=True)
class Brought:
    """A ledger of the other side: the file in which it came, and what was read in it."""

    name: str
    sha256: str
    card: Card


def bring_ledger(
    *, contract: int, since: date, until: date, ledger: Brought, key: str, actor: int | None, at: datetime
) -> int:
    """Keep what the other side's books say of a period, to compare it with ours; the number of the comparison.

    The same ``key`` is the same. Two statements for any number of lines. Refuses as `issue_act` does,
    `reconciliation.card_empty`, `reconciliation.card_too_long`.
    """
    standing = _standing(contract, actor, at)
    _refuse_period(since, until, business_day(at))
    lines = ledger.card.lines
    if not any(since <= line.on <= until for line in lines):
        raise Refusal("reconciliation.card_empty", since=since, until=until, lines=len(lines))
    if len(lines) > MOST_LINES:
        raise Refusal("reconciliation.card_too_long", lines=len(lines), most=MOST_LINES)
    with transaction.atomic():
        kept = _sql.first(
            "keep_comparison",
            contract=contract,
            company=standing.contract.company,
            key=key,
            since=since,
            until=until,
            file_name=ledger.name[-_NAME:],
            sha256=ledger.sha256,
            opening=ledger.card.opening,
            closing=ledger.card.closing,
            unread=orjson.dumps(ledger.card.unread[:_NAME]).decode(),
            places=[line.place for line in lines],
            days=[line.on for line in lines],
            titles=[line.title for line in lines],
            amounts=[line.amount for line in lines],
            actor=actor,
            at=at,
        )
        if kept is None:
            return int(_sql.value("known_comparison", contract=contract, key=key))
        told = {"file": ledger.name, "lines_count": len(lines)}
        _note("bring_ledger", f"reconciliation:{kept.id}", standing.contract, told, actor=actor, at=at)
    return int(kept.id)


def agree(*, contract: int, until: date, balance: Decimal, actor: int | None, at: datetime) -> None:
    """Say for one's own side that at the end of a day so much was owed; where both have, the worker closes the period.

    ``balance`` is what was seen. Refuses `reconciliation.balance_changed` where the ledger says something else by now,
    and as `issue_act` does.
    """
    standing = _standing(contract, actor, at)
    _refuse_period(until, until, business_day(at))
    with transaction.atomic():
        credit.lock(contract)
        found, _operations = queries.operations(contract, until, until)
        now = found + sum((one.amount for one in _operations), Decimal(0))
        if now != balance:
            raise Refusal("reconciliation.balance_changed", until=until, sum=now)
        side = SELLER if standing.is_staff or standing.is_program else BUYER
        company = standing.contract.company
        said = {"contract": contract, "company": company, "until": until, "balance": balance, "side": side}
        if _sql.run("agree", **said, actor=actor, at=at):
            told = {"until": until, "balance": balance}
            both = _sql.value("sides", contract=contract, until=until, balance=balance) == len((BUYER, SELLER))
            event = "closed" if both else ""
            _note("agree", f"contract:{contract}", standing.contract, told, actor=actor, at=at, event=event)


def object_to(
    *, comparison: int, places: Collection[int], note: str, key: str, actor: int | None, at: datetime
) -> None:
    """Object to those pairs of a comparison, by their places; they are kept as they stand now.

    The same ``key`` is the same objection. Refuses `reconciliation.note_missing`, `reconciliation.nothing_differs`,
    and as `issue_act` does.
    """
    found = queries.comparison(comparison)
    standing = _standing(found.contract, actor, at)
    note = note.strip()
    if not note:
        raise Refusal("reconciliation.note_missing", field="note")
    refuse_all(too_long(note=(note, _NOTE)))
    pairs = queries.compared_of(found).pairs
    chosen = [pair for place, pair in enumerate(pairs) if place in places]
    if not chosen:
        raise Refusal("reconciliation.nothing_differs")
    with transaction.atomic():
        made = _sql.first(
            "object",
            contract=found.contract,
            company=found.company,
            comparison=comparison,
            key=key,
            note=note,
            lines=orjson.dumps([_kept(pair) for pair in chosen], default=str).decode(),
            difference=sum((pair.difference for pair in chosen), Decimal(0)),
            actor=actor,
            at=at,
        )
        if made is not None:
            told = {"lines_count": len(chosen), "note": note}
            subject = f"reconciliation.disagreement:{made.id}"
            _note("object_to", subject, standing.contract, told, actor=actor, at=at, event="objected")


_NAMING = ("kind", "title", "number", "paper_kind", "paper_number")  # by what a reader is told of an operation


def _kept(pair: Pair) -> dict[str, Any]:
    ours, theirs = pair.ours, pair.theirs
    return {
        "kind": pair.kind,
        "our_on": ours.on if ours else None,
        "our_title": queries.operation_title(ours, "ru") if ours else "",
        "ours": {name: getattr(ours, name) for name in _NAMING} if ours else None,
        "our_amount": ours.amount if ours else None,
        "their_on": theirs.on if theirs else None,
        "their_title": theirs.title if theirs else "",
        "their_amount": theirs.amount if theirs else None,
        "difference": pair.difference,
    }


def answer(*, disagreement: int, text: str, actor: int | None, at: datetime) -> None:
    """The finance desk says what it makes of an objection, once.

    Refuses `accounts.may_not`, `reconciliation.note_missing`, `reconciliation.answered_already`.
    """
    accounts.require_desk(act="reconcile", actor=actor)
    text = text.strip()
    if not text:
        raise Refusal("reconciliation.note_missing", field="note")
    refuse_all(too_long(note=(text, _NOTE)))
    with transaction.atomic():
        found = _sql.first("answer", disagreement=disagreement, text=text, actor=actor, at=at)
        if found is None:
            raise Refusal("reconciliation.answered_already")
        subject = f"reconciliation.disagreement:{disagreement}"
        contract = companies.contract(found.contract)
        _note("answer", subject, contract, {"note": text}, actor=actor, at=at, event="answered")


def _note(
    act: str,
    subject: str,
    contract: companies.ContractRow,
    facts: dict[str, Any],
    *,
    actor: int | None,
    at: datetime,
    event: str = "",
) -> None:
    said = {"contract": contract.id, **facts}
    announce: Sequence[tuple[str, dict[str, Any]]] = [(f"reconciliation.{event}", {"subject": subject, **said})]
    journal.record(
        act=f"reconciliation.{act}",
        actor=actor,
        at=at,
        subject=subject,
        company=contract.company,
        facts=said,
        announce=announce if event else (),
    )
