"""Money that came is given to contracts: by itself where it can be known whose it is, else by a person.

Whoever takes a document out of the queue gives it, as a payment of `credit`; the contract's account is locked before.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.credit.actions import Received
from optom.domain.journal import actions as journal

from . import matching, rules
from .rules import BY_HAND, Decision

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


def assign(*, document: int, contract: int, remember: bool, actor: int | None, at: datetime) -> None:
    """A person says whose the money is. With ``remember`` the payer's account pays for this contract from now on.

    Refuses `bank.not_waiting`, `bank.other_seller`, `bank.currency_differs`, `credit.busy`.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    with transaction.atomic():
        credit.lock(contract)
        found = _sql.first("in_hand", document=document)
        if found is None:
            raise Refusal("bank.not_waiting", document=document)
        refuse_all(_objections(found, companies.contract(contract)))
        if not _give([found], {document: Decision(contract, BY_HAND)}, actor=actor, at=at):
            raise Refusal("bank.not_waiting", document=document)
        if remember and rules.may_remember(found.payer_account):
            _remember(found, contract, actor=actor, at=at)


def _objections(document: Row, contract: companies.ContractRow) -> list[Refusal]:
    found = []
    if document.seller != contract.seller:
        found.append(Refusal("bank.other_seller", contract=contract.number, seller=contract.seller_name))
    if document.currency != contract.currency:
        facts = {"contract": contract.number, "currency": contract.currency, "came": document.currency}
        found.append(Refusal("bank.currency_differs", **facts))
    return found


def _remember(document: Row, contract: int, *, actor: int | None, at: datetime) -> None:
    account, inn = document.payer_account, document.payer_inn
    given = {"seller": document.seller, "account": account, "inn": inn, "contract": contract}
    _sql.run("remember", **given, actor=actor, at=at)
    company = companies.contract(contract).company
    facts = {"account": account, "inn": inn, "contract": contract}
    journal.record(
        act="bank.remember_payer", actor=actor, at=at, subject=f"contract:{contract}", company=company, facts=facts
    )


def undo(*, document: int, reason: str, actor: int | None, at: datetime) -> None:
    """The money was not that contract's: its payment is taken back, the document waits again.

    Refuses `bank.not_given`, and as `credit.reverse_payment` does.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    with transaction.atomic():
        given = _sql.first("given", document=document)
        if given is None:
            raise Refusal("bank.not_given", document=document)
        credit.reverse_payment(payment=given.payment, reason=reason, actor=actor, at=at)
        _sql.run("undo", assignment=given.id, document=document, reason=reason.strip(), actor=actor, at=at)
        facts = {"number": given.number, "amount": given.amount, "contract": given.contract, "reason": reason.strip()}
        subject = f"bank.document:{document}"
        journal.record(act="bank.undo", actor=actor, at=at, subject=subject, company=given.company, facts=facts)


def put_aside(*, document: int, note: str, actor: int | None, at: datetime) -> None:
    """It is no client's money, as ``note`` says. Refuses `bank.note_missing`, `bank.not_waiting`."""
    accounts.require_desk(act="register_payment", actor=actor)
    if not note.strip():
        raise Refusal("bank.note_missing", field="note")
    refuse_all(too_long(note=(note, _TEXT)))
    _move(document, "put_aside", note=note.strip())
    subject = f"bank.document:{document}"
    journal.record(act="bank.put_aside", actor=actor, at=at, subject=subject, facts={"note": note.strip()})


def put_back(*, document: int, actor: int | None, at: datetime) -> None:
    """It may be a client's money after all, and is looked at anew. Refuses `bank.not_waiting`."""
    accounts.require_desk(act="register_payment", actor=actor)
    _move(document, "put_back")
    journal.record(act="bank.put_back", actor=actor, at=at, subject=f"bank.document:{document}")


def _move(document: int, statement: str, **given: str) -> None:
    if not _sql.run(statement, document=document, **given):
        raise Refusal("bank.not_waiting", document=document)


def retry(*, actor: int | None) -> None:
    """Look at all that waits anew: a company, a contract or an invoice may have come meanwhile."""
    accounts.require_desk(act="register_payment", actor=actor)
    _sql.run("retry")


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
            on=row.moved_on,
            amount=row.amount,
            purpose=row.purpose[:_PURPOSE],
        )
        for row in new
    ]
    numbers = credit.register_payments(received, actor=actor, at=at) if received else {}
    return {**known, **{document: numbers[key] for document, key in keys.items()}}


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
