"""The text of an act of reconciliation, and its facts, from which the same act is made in other formats.

Drawn by ``printouts/act.v1.typ``. The facts stand in the payload, so an act says the same in every format for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from optom.base.amount_in_words import amount_in_words
from optom.base.printed_numbers import printed_sum
from optom.base.russian_dates import in_digits, in_words, numbered
from optom.domain.companies.rules import FOREIGN
from optom.domain.documents.rules import Language, Party, contract_text, party_text

from .rules import Operation

ACT_TEMPLATE = "reconciliation/act.v1"
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Side:
    """A side of an act: its requisites, and who signs."""

    kind: str
    name: str
    full_name: str
    inn: str
    kpp: str
    ogrn: str
    phone: str = ""
    address: str = ""
    signer: str = ""

    @property
    def party(self) -> Party:
        """As papers show it."""
        register = self.ogrn if self.kind == FOREIGN else ""
        return Party(self.full_name or self.name, self.inn, self.kpp, self.address, self.phone, register)


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What an act says. Sums are what the buyer owes more (+) or less (-)."""

    number: str
    issued_on: date
    since: date
    until: date
    seller: Side
    buyer: Side
    contract: int
    contract_number: str
    contract_signed_on: date
    currency: str
    opening: Decimal
    operations: Sequence[Operation]
    language: Language = "ru"

    @property
    def debit(self) -> Decimal:
        """What was added to the debt."""
        return sum((one.amount for one in self.operations if one.amount > 0), _NOTHING)

    @property
    def credit(self) -> Decimal:
        """What was taken off it."""
        return -sum((one.amount for one in self.operations if one.amount < 0), _NOTHING)

    @property
    def closing(self) -> Decimal:
        """What is owed at the end."""
        return self.opening + self.debit - self.credit


def act_title(number: str, issued_on: date, language: Language = "ru") -> str:
    """How lists and the paper itself call it."""
    name = "Акт сверки взаимных расчётов" if language == "ru" else "Reconciliation act"
    return f"{name} {numbered(number, issued_on, language)}"


def act_payload(facts: ActFacts, rows: Sequence[Mapping[str, str]] | None = None) -> dict[str, Any]:
    """What the template prints and the archive keeps. ``rows`` are those of `act_rows`, if known already."""
    language = facts.language
    return {
        "language": language,
        "heading": act_title(facts.number, facts.issued_on, language),
        "period": _period(facts),
        "seller": party_text(facts.seller.party, language),
        "buyer": party_text(facts.buyer.party, language),
        "basis": contract_text(facts.contract_number, facts.contract_signed_on, language),
        "ours": _by_data_of(facts.seller.name, facts.currency, language),
        "theirs": _by_data_of(facts.buyer.name, facts.currency, language),
        "opening": _sides(facts.opening, language),
        "rows": act_rows(facts) if rows is None else rows,
        "turnover": [printed_sum(facts.debit, language), printed_sum(facts.credit, language)],
        "closing": _sides(facts.closing, language),
        "conclusion": _conclusion(facts),
        "seller_signer": facts.seller.signer,
        "buyer_signer": facts.buyer.signer,
        "facts": _kept(facts),
    }


def act_rows(facts: ActFacts) -> list[dict[str, str]]:
    """The operations as text; they do not depend on the number and take long for thousands."""
    return [_row(one, facts.language) for one in facts.operations]


def _row(one: Operation, language: Language) -> dict[str, str]:
    debit, credit = _sides(one.amount, language)
    return {"on": in_digits(one.on), "title": operation_title(one, language), "debit": debit, "credit": credit}


_NAMES = {
    "payment": ("Оплата", "Payment"),
    "reversal": ("Отмена оплаты", "Payment taken back"),
    "opening": ("Ввод остатка", "Opening balance"),
    "correction": ("Корректировка", "Correction"),
    "dispatch": ("Отгрузка", "Dispatch"),
    "penalty": ("Пени", "Penalty"),
}


def operation_name(kind: str, language: Language) -> str:
    """What kind of operation it is."""
    russian, english = _NAMES[kind]
    return russian if language == "ru" else english


def operation_title(one: Operation, language: Language) -> str:
    """A paper by its title, a payment by its number."""
    name = operation_name(one.kind, language)
    if one.kind in {"payment", "reversal"}:
        return f"{name} {'№' if language == 'ru' else 'No.'} {one.number}" if one.number else name
    return one.title or name


def _by_data_of(name: str, currency: str, language: Language) -> str:
    unit = "руб." if currency == "RUB" and language == "ru" else currency
    return f"По данным {name}, {unit}" if language == "ru" else f"By the books of {name}, {unit}"


def _period(facts: ActFacts) -> str:
    first, last = in_words(facts.since, facts.language), in_words(facts.until, facts.language)
    if facts.language == "ru":
        return f"За период с {first} по {last}"
    return f"For the period from {first} to {last}"


def _sides(amount: Decimal, language: Language) -> tuple[str, str]:
    """In the column of debit or of credit."""
    text = printed_sum(abs(amount), language) if amount else ""
    return (text, "") if amount >= 0 else ("", text)


def _conclusion(facts: ActFacts) -> str:
    """Who owes whom how much, in digits and words."""
    debtor, creditor = facts.buyer.name, facts.seller.name
    if facts.closing < 0:
        debtor, creditor = creditor, debtor
    amount, day, language = abs(facts.closing), in_words(facts.until, facts.language), facts.language
    if not amount:
        if language == "ru":
            return f"На {day} задолженность между сторонами отсутствует."
        return f"On {day} neither side owes anything to the other."
    said = (
        f"{printed_sum(amount, language)} {'руб.' if facts.currency == 'RUB' and language == 'ru' else facts.currency}"
    )
    words = amount_in_words(amount, currency=facts.currency, language=language)
    if language == "ru":
        return f"На {day} задолженность {debtor} в пользу {creditor} составляет {said} ({words})."
    return f"On {day} {debtor} owes {creditor} {said} ({words})."


def _kept(facts: ActFacts) -> dict[str, Any]:
    """What other formats are made of."""
    return {
        "number": facts.number,
        "issued_on": facts.issued_on.isoformat(),
        "since": facts.since.isoformat(),
        "until": facts.until.isoformat(),
        "seller": _side_kept(facts.seller),
        "buyer": _side_kept(facts.buyer),
        "contract": facts.contract,
        "contract_number": facts.contract_number,
        "contract_signed_on": facts.contract_signed_on.isoformat(),
        "currency": facts.currency,
        "opening": str(facts.opening),
        "language": facts.language,
        "operations": [
            [one.entry, one.on.isoformat(), one.kind, one.title, one.number, str(one.amount), one.paper_kind]
            for one in facts.operations
        ],
    }


def _side_kept(side: Side) -> dict[str, str]:
    return {name: getattr(side, name) for name in Side.__dataclass_fields__}


def kept_facts(payload: Mapping[str, Any]) -> ActFacts:
    """The facts of an act that was issued."""
    kept = payload["facts"]
    return ActFacts(
        number=kept["number"],
        issued_on=date.fromisoformat(kept["issued_on"]),
        since=date.fromisoformat(kept["since"]),
        until=date.fromisoformat(kept["until"]),
        seller=Side(**kept["seller"]),
        buyer=Side(**kept["buyer"]),
        contract=kept["contract"],
        contract_number=kept["contract_number"],
        contract_signed_on=date.fromisoformat(kept["contract_signed_on"]),
        currency=kept["currency"],
        opening=Decimal(kept["opening"]),
        operations=[
            Operation(entry, date.fromisoformat(on), kind, title, number, Decimal(amount), *paper)
            for entry, on, kind, title, number, amount, *paper in kept["operations"]
        ],
        language=kept["language"],
    )
