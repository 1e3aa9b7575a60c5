"""What is known of documents that wait: their payers, the contracts and invoices that they may mean."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from optom.base.business_day import business_day
from optom.base.sql import Row, statements
from optom.domain.credit import rules as credit

from .rules import ContractOf, InvoiceOf, Known, Named, bare_number, contracts_in, invoices_in

_sql = statements(__package__)


def known_of(documents: Sequence[Row]) -> dict[int, Known]:
    """What is known of each document, by its number. Two statements for any number of them."""
    invoices = {one.id: invoices_in(one.purpose) for one in documents}
    numbers = {one.id: contracts_in(one.purpose) for one in documents}
    contracts = _contracts(documents, numbers)
    found = _invoices(documents, invoices, contracts)
    return {
        one.id: Known(
            amount=one.amount,
            currency=one.currency,
            moved_on=one.moved_on,
            invoices_named=invoices[one.id],
            contracts_named=numbers[one.id],
            contracts=contracts[one.id],
            invoices=found[one.id],
            is_doubtful=one.is_doubtful,
            is_known=one.is_known,
        )
        for one in documents
    }


def _contracts(documents: Sequence[Row], named: Mapping[int, Sequence[str]]) -> Mapping[int, list[ContractOf]]:
    pairs = [(one, number) for one in documents for number in named[one.id]]
    found: dict[int, list[ContractOf]] = defaultdict(list)
    for document, *rest in _sql.rows(
        "contracts_of",
        documents=[one.id for one in documents],
        sellers=[one.seller for one in documents],
        inns=[one.payer_inn for one in documents],
        accounts=[one.payer_account for one in documents],
        numbers=[credit.order_number(one.number) for one in documents],
        days=[one.moved_on for one in documents],
        named_documents=[one.id for one, _number in pairs],
        named_sellers=[one.seller for one, _number in pairs],
        named_numbers=[number for _one, number in pairs],
    ):
        found[document].append(ContractOf(*rest))
    return found


def _invoices(
    documents: Sequence[Row], named: Mapping[int, Sequence[Named]], contracts: Mapping[int, Sequence[ContractOf]]
) -> Mapping[int, list[InvoiceOf]]:
    found: dict[int, list[InvoiceOf]] = defaultdict(list)
    for row in _sql.rows("invoices_of", **_asked(documents, named, contracts)):
        on = business_day(row.issued_at)
        found[row.document].append(InvoiceOf(row.id, row.number, on, row.contract, row.sum, row.is_paid))
    return found


def _asked(
    documents: Sequence[Row], named: Mapping[int, Sequence[Named]], contracts: Mapping[int, Sequence[ContractOf]]
) -> dict[str, list[Any]]:
    numbers = [(one, number) for one in documents for name in named[one.id] for number in _spellings(name)]
    own = [(one, contract.id) for one in documents for contract in contracts[one.id] if _is_own(contract)]
    return {
        "named_documents": [one.id for one, _number in numbers],
        "named_sellers": [one.seller for one, _number in numbers],
        "named_numbers": [number for _one, number in numbers],
        "own_documents": [one.id for one, _contract in own],
        "own_contracts": [contract for _one, contract in own],
        "own_amounts": [one.amount for one, _contract in own],
        "documents": [one.id for one in documents],
        "sellers": [one.seller for one in documents],
        "amounts": [one.amount for one in documents],
    }


def _is_own(contract: ContractOf) -> bool:
    return contract.is_payers or contract.is_remembered


def _spellings(name: Named) -> Iterator[str]:
    yield name.number
    bare = bare_number(name.number)
    if bare != name.number:
        yield bare
