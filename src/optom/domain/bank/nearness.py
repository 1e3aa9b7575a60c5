"""To whom money that waits may belong: all contracts that something speaks for, the likeliest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from optom.base.identifiers import problem_with_inn
from optom.base.sql import Row, statements

from . import matching, rules
from .rules import Known

_sql = statements(__package__)
# What speaks for a contract, and how loudly: two quiet words together are louder than one of them.
_LOUDNESS = {
    rules.BY_INVOICE: 16, rules.BY_PAYER: 9, "remembered": 9, rules.BY_CONTRACT: 6, "inn": 5, "account": 4,
    rules.BY_SUM: 3, "name": 2,
}  # fmt: skip
_FORMS = (
    r"ооо|оао|зао|пао|нао|ао|ип|тоо|llc|ltd|общество с ограниченной ответственностью|индивидуальный предприниматель"
)
_FORM = re.compile(rf"(?<!\w)(?:{_FORMS})(?!\w)", re.IGNORECASE)
_OF_A_FORM = re.compile(rf"(?<!\w)(?:{_FORMS})\s+(?:[«\"“]([^»\"”]{{3,60}})[»\"”]|([\w-]{{3,60}}))", re.IGNORECASE)
_INN = re.compile(r"(?<!\d)(?:\d{12}|\d{10})(?!\d)")
_LEAST_NAME = 3
_FACTS = 9  # columns of a contract, before what speaks for it


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a contract: a code, and the number of the invoice where it is one."""

    code: str
    invoice: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contract to which money may belong, and why; ``obstacle``: why it can't be given to it as it stands.

    ``debt`` is in the contract's currency.
    """

    contract: int
    number: str
    currency: str
    is_active: bool
    company: int
    company_name: str
    seller: int
    seller_name: str
    debt: Decimal
    reasons: tuple[Reason, ...] = ()
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Who pays, as far as the firm knows him (number and name of companies), and which contracts are near."""

    payers: tuple[tuple[int, str], ...]
    candidates: tuple[Candidate, ...]


def nearness(document: int) -> Nearness:
    """Of money that came: who has sent it, and to which contracts it may belong. Five statements."""
    asked = _sql.one("asked_document", document=document)
    known, names = matching.known_of([asked])[document], {bare_name(asked.payer_name), *names_in(asked.purpose)} - {""}
    rows = _sql.rows(
        "near",
        document=document,
        inns=inns_in(asked.purpose),
        names=[f"%{name}%" for name in sorted(names)],
        named=sorted(_spoken_for(known)),
    )
    found = (_candidate(row, known, names, asked) for row in rows)
    payers = tuple((int(row.company), str(row.name)) for row in _sql.rows("payers", document=document))
    return Nearness(payers, ranked([one for one in found if one.reasons]))


def _spoken_for(known: Known) -> set[int]:
    """The contracts that the purpose names, and those of invoices that are meant or have the very sum."""
    invoices = [*rules.invoices_named(known), *rules.invoices_of_sum(known)]
    return {one.contract for one in invoices} | {one.id for one in rules.contracts_named(known)}


def _candidate(row: Row, known: Known, names: set[str], asked: Row) -> Candidate:
    said = {
        rules.BY_PAYER: row.is_payers,
        "remembered": row.is_remembered,
        "account": row.has_account,
        "inn": row.has_inn,
    }
    reasons = [Reason(code) for code, is_said in said.items() if is_said]
    reasons += [Reason(rules.BY_INVOICE, one.number) for one in rules.invoices_named(known) if one.contract == row.id]
    reasons += [Reason(rules.BY_CONTRACT) for one in rules.contracts_named(known) if one.id == row.id]
    reasons += [Reason(rules.BY_SUM, one.number) for one in rules.invoices_of_sum(known) if one.contract == row.id]
    reasons += [Reason("name")] if bare_name(row.company_name) in names and not row.is_payers else []
    return replace(Candidate(*row[:_FACTS]), reasons=tuple(reasons), obstacle=_obstacle(row, asked))


def _obstacle(row: Row, asked: Row) -> str:
    """The money came to an account of one entity, in one currency."""
    if row.seller != asked.seller:
        return "other_seller"
    return "currency_differs" if row.currency != asked.currency else ""


def ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those that can have the money before those that can't, then what speaks loudest, then the open ones."""
    return tuple(
        sorted(candidates, key=lambda one: (bool(one.obstacle), -_loudness(one), not one.is_active, one.contract))
    )


def _loudness(candidate: Candidate) -> int:
    return sum(_LOUDNESS[code] for code in {reason.code for reason in candidate.reasons})


def bare_name(name: str) -> str:
    """What a company is called without its form, quotes and what banks add behind: механик of ООО "Механик" //МСК."""
    quoted = re.search(r"[«\"“]([^»\"”]+)[»\"”]", name)
    bare = quoted[1] if quoted else _FORM.sub(" ", name.split("//", maxsplit=1)[0])
    plain = " ".join(re.sub(r"[^\w -]", " ", bare).split()).lower()
    return plain if len(plain) >= _LEAST_NAME else ""


def names_in(purpose: str) -> set[str]:
    """The companies of which a purpose speaks, by their form: "за ООО Механик по счёту 12"."""
    return {bare_name(quoted or word) for quoted, word in _OF_A_FORM.findall(purpose)} - {""}


def inns_in(purpose: str) -> list[str]:
    """The numbers of a purpose that can be those of payers of taxes: ten or twelve digits with the right last ones."""
    return sorted({found for found in _INN.findall(purpose) if problem_with_inn(found) is None})
