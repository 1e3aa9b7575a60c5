"""One entry of a statement: who paid whom, how much, what for."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import cast

from lxml import etree

from optom.base.identifiers import problem_with_inn
from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.domain.bank.rules import Side, StatementDocument, UnreadPart

from .nodes import Element, below, children, text

_CREDIT = "CRDT"
_BOOKED = "BOOK"
_NO_REFERENCE = {"", "NOTPROVIDED", "NONREF"}
_DAY = 10


def documents_of(entry: Element, account: str, place: int) -> Iterator[StatementDocument | UnreadPart]:
    """The documents of an entry of the statement of ``account``, after the ``place``-th part of the file."""
    parts = _parts(entry)
    for number, (detail, amount) in enumerate(parts, place + 1):
        told = detail if detail is not None and len(parts) > 1 else entry  # else a batch would be kept with each of it
        raw, line = etree.tostring(told, encoding="unicode", with_tail=False), _line(told)
        try:
            yield _document(entry, detail, amount, account=account, place=number, line=line, raw=raw)
        except Refusal as refusal:
            yield UnreadPart(number, line, refusal.code, refusal.facts, raw)


def _line(element: Element) -> int:
    return cast("int | None", element.sourceline) or 0


def _parts(entry: Element) -> list[tuple[Element | None, Element | None]]:
    """The details with their sums, where these are the entry's; of a single one the entry's own sum.

    A batch whose details do not add up to it is one document of nobody who is known: a person looks whose it is.
    """
    whole = below(entry, "Amt")
    details = [detail for holder in children(entry, "NtryDtls") for detail in children(holder, "TxDtls")]
    sums = [below(detail, "Amt") if below(detail, "Amt") is not None else below(detail, "AmtDtls/TxAmt/Amt")
            for detail in details]  # fmt: skip
    if len(details) > 1 and _is_together(sums, whole):
        return list(zip(details, sums, strict=True))
    return [(details[0] if len(details) == 1 else None, whole)]


def _is_together(sums: Sequence[Element | None], whole: Element | None) -> bool:
    """Whether they are the sum of the entry, in its currency."""
    if whole is None or any(one is None or one.get("Ccy", whole.get("Ccy")) != whole.get("Ccy") for one in sums):
        return False
    try:
        return sum(_amount(one) for one in sums) == _amount(whole)
    except Refusal:
        return False


def _document(
    entry: Element, detail: Element | None, amount: Element | None, *, account: str, place: int, line: int, raw: str
) -> StatementDocument:
    is_credit = text(entry, "CdtDbtInd") == _CREDIT
    _require_booked(entry)
    came = _day(entry, "ValDt") or _day(entry, "BookgDt")
    if came is None:
        raise Refusal("bank.day_wrong", text="")
    other = _side(detail, "Dbtr" if is_credit else "Cdtr")
    own = Side(account=account)
    return StatementDocument(
        place=place,
        line=line,
        number=_number(entry, detail),
        on=_day(entry, "BookgDt") or came,
        amount=_amount(amount),
        payer=other if is_credit else own,
        payee=own if is_credit else other,
        came_on=came if is_credit else None,
        went_on=None if is_credit else came,
        currency=(amount.get("Ccy") or "") if amount is not None else "",
        purpose=_purpose(entry, detail),
        raw=raw,
        statement_of=frozenset({account} if account else ()),
    )


def _require_booked(entry: Element) -> None:
    """What a bank only expects is no money yet, and what it takes back is no payment."""
    status = text(entry, "Sts/Cd", "Sts")
    if status and status != _BOOKED:
        raise Refusal("bank.not_booked", status=status)
    if text(entry, "RvslInd").lower() in {"true", "1"}:
        raise Refusal("bank.reversal")


def _amount(element: Element | None) -> Decimal:
    written = ((element.text or "") if element is not None else "").strip()
    try:
        value = Decimal(written)
    except InvalidOperation:
        raise Refusal("bank.sum_wrong", text=written[:40]) from None
    if not value.is_finite() or value <= 0 or value.adjusted() > 12 or value != kopecks(value):  # noqa: PLR2004 -- digits that a column holds
        raise Refusal("bank.sum_wrong", text=written[:40])
    return kopecks(value)


def _day(entry: Element, name: str) -> date | None:
    written = text(entry, f"{name}/Dt", f"{name}/DtTm")[:_DAY]
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Refusal("bank.day_wrong", text=written) from None


def _number(entry: Element, detail: Element | None) -> str:
    """What tells one document from another: the payer's number of it, else the bank's own."""
    paths = ("Refs/EndToEndId", "Refs/InstrId", "Refs/TxId", "Refs/AcctSvcrRef")
    found = (text(detail, path) for path in paths)
    own = (text(entry, path) for path in ("AcctSvcrRef", "NtryRef"))
    return next((one for one in (*found, *own) if one.upper() not in _NO_REFERENCE), "")


def _side(detail: Element | None, who: str) -> Side:
    parties = below(detail, "RltdPties")
    party = below(parties, who)
    inner = below(party, "Pty")
    party = inner if inner is not None else party
    ids = [text(one, "Id") for kind in ("OrgId", "PrvtId") for one in children(below(party, f"Id/{kind}"), "Othr")]
    inns = [one for one in ids if problem_with_inn(one) is None]
    return Side(
        account=text(parties, f"{who}Acct/Id/IBAN", f"{who}Acct/Id/Othr/Id").replace(" ", ""),
        inn=next(iter(inns), ""),
        name=text(party, "Nm"),
    )


def _purpose(entry: Element, detail: Element | None) -> str:
    remittance = below(detail, "RmtInf")
    told = [" ".join((one.text or "").split()) for one in children(remittance, "Ustrd")]
    told += [text(one, "CdtrRefInf/Ref") for one in children(remittance, "Strd")]
    told += [text(doc, "Nb") for one in children(remittance, "Strd") for doc in children(one, "RfrdDocInf")]
    return " ".join(filter(None, told)) or text(detail, "AddtlTxInf") or text(entry, "AddtlNtryInf")
