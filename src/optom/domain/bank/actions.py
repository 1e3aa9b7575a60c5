"""Money that came is given to contracts: by itself where it can be known whose it is, else by a person.

Whoever takes a document out of the queue gives it, as a payment of `credit`; the contract's account is locked before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.billing import queries as billing
from optom.domain.credit import actions as credit
from optom.domain.credit import rules as periods
from optom.domain.credit.actions import Received
from optom.domain.credit.rules import Meant
from optom.domain.journal import actions as journal
from optom.domain.shipping import actions as shipping

from . import matching, rules
from .keys import make_key, revoke_keys, use_key
from .rules import BY_HAND, Decision

__all__ = [
    "allocate",
    "allocate_all",
    "assign",
    "make_key",
    "put_aside",
    "put_back",
    "retry",
    "retry_for",
    "revoke_keys",
    "undo",
    "use_key",
]

_sql = statements(__package__)
_AT_ONCE = 1000
_PURPOSE, _TEXT = 400, 200  # what a payment keeps of the purpose; what people say of it


def allocate_all(*, at: datetime) -> int:
    """`allocate` until nothing is left that can be decided now; how many were."""
    done = 0
    while count := allocate(at=at):
        done += count
    return done


def allocate(*, at: datetime) -> int:
    """Give up to a thousand documents at which nobody has looked yet to their contracts, or say why they wait.

    How many of both; a contract with which somebody works at this moment is left for the next time. The number of
    statements does not depend on that of documents.
    """
    waiting = _sql.rows("untried", most=_AT_ONCE)
    if not waiting:
        return 0
    decisions = rules.decide_each(matching.known_of(waiting))
    sure = {document: one for document, one in decisions.items() if one.basis and one.contract}
    with transaction.atomic():
        idle = credit.lock_idle(sorted({one.contract for one in sure.values() if one.contract}))
        given = _give(waiting, {document: one for document, one in sure.items() if one.contract in idle}, at=at)
        unsure = [(document, one) for document, one in decisions.items() if not one.basis]
        return given + (_puzzle(unsure) if unsure else 0)


def _puzzle(unsure: Sequence[tuple[int, Decision]]) -> int:
    return _sql.run(
        "puzzle",
        documents=[document for document, _one in unsure],
        reasons=[one.reason for _document, one in unsure],
        candidates=[one.contract for _document, one in unsure],
    )


def assign(*, contracts: Mapping[int, int], remember: Collection[int] = (), actor: int | None, at: datetime) -> None:
    """A person says whose the money of each document is: all of it or none.

    The account of the payer of a document of ``remember`` pays for this contract from now on. The number of statements
    does not depend on that of documents. Money of a closed day is entered on the first open one. Refuses
    `bank.not_waiting`, `bank.other_seller`, `bank.currency_differs`, `credit.busy`.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    with transaction.atomic():
        credit.lock_each(contracts.values())
        found = _sql.rows("in_hand", documents=list(contracts), contracts=list(contracts.values()))
        refuse_all(reason for row in found for reason in _objections(row))
        given = _give(found, {row.id: _by_hand(row) for row in found}, actor=actor, at=at)
        if given < len(contracts):
            raise Refusal("bank.not_waiting")
        _remember([row for row in found if row.id in remember], actor=actor, at=at)


def _by_hand(row: Row) -> Decision:
    """He has been told that the period of its day is closed: it counts as of the first open day."""
    return Decision(row.contract, BY_HAND, on=periods.open_day(row.moved_on, row.closed_until))


def _objections(row: Row) -> Iterator[Refusal]:
    if row.seller != row.contract_seller:
        yield Refusal("bank.other_seller", contract=row.contract_number, seller=row.seller_name)
    if row.currency != row.contract_currency:
        facts = {"contract": row.contract_number, "currency": row.contract_currency, "came": row.currency}
        yield Refusal("bank.currency_differs", **facts)


def _remember(rows: Sequence[Row], *, actor: int | None, at: datetime) -> None:
    """Of an account that is named twice the last word holds."""
    named = {
        (row.seller, row.payer_account, row.payer_inn): row for row in rows if rules.may_remember(row.payer_account)
    }
    if not named:
        return
    _sql.run(
        "remember",
        sellers=[row.seller for row in named.values()],
        accounts=[row.payer_account for row in named.values()],
        inns=[row.payer_inn for row in named.values()],
        contracts=[row.contract for row in named.values()],
        actor=actor,
        at=at,
    )
    deeds = [
        journal.Deed(
            f"contract:{row.contract}",
            row.company,
            {"account": row.payer_account, "inn": row.payer_inn, "contract": row.contract},
        )
        for row in named.values()
    ]
    journal.record_each(act="bank.remember_payer", actor=actor, at=at, deeds=deeds)


def undo(*, documents: Collection[int], reason: str, actor: int | None, at: datetime) -> None:
    """The money was not those contracts': its payments are taken back, the documents wait again. All or none.

    Refuses `bank.not_given`, and as `credit.reverse_payments` does.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    with transaction.atomic():
        given = _sql.rows("given", documents=sorted(documents))
        if len(given) < len(documents):
            raise Refusal("bank.not_given")
        credit.reverse_payments(payments=[row.payment for row in given], reason=reason, actor=actor, at=at)
        assignments, found = [row.id for row in given], [row.document for row in given]
        _sql.run("undo", assignments=assignments, documents=found, reason=reason.strip(), actor=actor, at=at)
        journal.record_each(act="bank.undo", actor=actor, at=at, deeds=[_undone(row, reason.strip()) for row in given])


def _undone(row: Row, reason: str) -> journal.Deed:
    facts = {"number": row.number, "amount": row.amount, "contract": row.contract, "reason": reason}
    return journal.Deed(f"bank.document:{row.document}", row.company, facts)


def put_aside(*, documents: Collection[int], note: str, actor: int | None, at: datetime) -> None:
    """It is no client's money, as ``note`` says; all or none. Refuses `bank.note_missing`, `bank.not_waiting`."""
    accounts.require_desk(act="register_payment", actor=actor)
    note = note.strip()
    if not note:
        raise Refusal("bank.note_missing", field="note")
    refuse_all(too_long(note=(note, _TEXT)))
    with transaction.atomic():
        deeds = _moved(documents, "put_aside", note=note)
        journal.record_each(act="bank.put_aside", actor=actor, at=at, deeds=deeds)


def put_back(*, documents: Collection[int], actor: int | None, at: datetime) -> None:
    """It may be clients' money after all, and is looked at anew; all or none. Refuses `bank.not_waiting`."""
    accounts.require_desk(act="register_payment", actor=actor)
    with transaction.atomic():
        journal.record_each(act="bank.put_back", actor=actor, at=at, deeds=_moved(documents, "put_back"))


def _moved(documents: Collection[int], statement: str, **said: str) -> list[journal.Deed]:
    if _sql.run(statement, documents=sorted(documents), **said) < len(documents):
        raise Refusal("bank.not_waiting")
    return [journal.Deed(f"bank.document:{one}", None, said) for one in sorted(documents)]


def retry(*, actor: int | None) -> None:
    """Look at all that waits anew: a company, a contract or an invoice may have come meanwhile."""
    accounts.require_desk(act="register_payment", actor=actor)
    _sql.run("retry")


def retry_for(*, contract: int) -> None:
    """Look anew at what the company of a contract has sent to the entity of the contract; it is new."""
    _sql.run("retry_for", contract=contract)


def _give(
    documents: Sequence[Row], decisions: Mapping[int, Decision], *, at: datetime, actor: int | None = None
) -> int:
    """Those that still wait become payments of contracts whose accounts are locked; how many did."""
    waiting = _sql.rows("stop_waiting", documents=sorted(decisions)) if decisions else []
    still = {row.document for row in waiting}
    rows = [one for one in documents if one.id in still]
    if not rows:
        return 0
    payments = _payments(rows, decisions, actor=actor, at=at)
    pairs = [(row.id, invoice) for row in rows for invoice in decisions[row.id].invoices]
    _sql.run(
        "assign",
        **_columns(rows, decisions),
        payments=[payments[row.id] for row in rows],
        bases=[decisions[row.id].basis for row in rows],
        invoice_documents=[document for document, _invoice in pairs],
        invoices=[invoice for _document, invoice in pairs],
        actor=actor,
        at=at,
    )
    return len(rows)


def _columns(rows: Sequence[Row], decisions: Mapping[int, Decision]) -> dict[str, list[Any]]:
    return {"documents": [row.id for row in rows], "contracts": [decisions[row.id].contract for row in rows]}


def _payments(
    rows: Sequence[Row], decisions: Mapping[int, Decision], *, actor: int | None, at: datetime
) -> dict[int, int]:
    """The payment of each document: the one that somebody has registered for it by hand, else a new one."""
    known = _registered(rows, decisions)
    new = [row for row in rows if row.id not in known]
    given = {row.document: row for row in _sql.rows("times_given", **_columns(new, decisions))} if new else {}
    keys = {row.id: f"bank:{row.id}:{given[row.id].times + 1}" for row in new}
    received = [
        Received(
            key=keys[row.id],
            contract=decisions[row.id].contract or 0,
            company=given[row.id].company,
            number=row.number,
            on=decisions[row.id].on or row.moved_on,
            amount=row.amount,
            purpose=row.purpose[:_PURPOSE],
            moved_on=row.moved_on,
        )
        for row in new
    ]
    meant = {keys[document]: one for document, one in _meant(new, decisions).items()}
    numbers = credit.register_payments(received, meant=meant, actor=actor, at=at) if received else {}
    if ahead := sorted({one.contract for one in received if one.key in meant and meant[one.key].ahead}):
        shipping.cover(ahead, at=at)
    return {**known, **{document: numbers[key] for document, key in keys.items()}}


def _meant(rows: Sequence[Row], decisions: Mapping[int, Decision]) -> Mapping[int, Meant]:
    """What is owed for what has left by the invoices that each document pays, and what may still leave by them."""
    invoices = {row.id: decisions[row.id].invoices for row in rows if decisions[row.id].invoices}
    if not invoices:
        return {}
    named = sorted({one for own in invoices.values() for one in own})
    owed, ahead = billing.owed_by_invoices(named), billing.ahead_by_invoices(named)
    return {row.id: _meant_by(row.moved_on, invoices[row.id], owed, ahead) for row in rows if row.id in invoices}


def _meant_by(
    day: date,
    invoices: Sequence[int],
    owed: Mapping[int, Mapping[int, Decimal]],
    ahead: Mapping[int, billing.AheadRow],
) -> Meant:
    parts: dict[int, Decimal] = defaultdict(Decimal)
    for entry, amount in (pair for one in invoices for pair in owed.get(one, {}).items()):
        parts[entry] += amount
    left = [ahead[one].on(day, owed=sum(owed.get(one, {}).values(), Decimal(0))) for one in invoices if one in ahead]
    return Meant(parts, [one for one in left if one])


def _registered(rows: Sequence[Row], decisions: Mapping[int, Decision]) -> dict[int, int]:
    """Each payment for one document at most."""
    found: dict[int, int] = {}
    for row in _sql.rows(
        "registered",
        **_columns(rows, decisions),
        numbers=[row.number for row in rows],
        amounts=[row.amount for row in rows],
        days=[row.on for row in rows],
        moved=[row.moved_on for row in rows],
    ):
        if row.document not in found and row.payment not in found.values():
            found[row.document] = row.payment
    return found
