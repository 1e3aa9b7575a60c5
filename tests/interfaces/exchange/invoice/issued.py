"""An invoice of ТехСнаб to Mechanic, as the payload of the issued paper."""

from typing import Any

from optom.domain.billing.papers import InvoicePayload
from optom.domain.companies.rules import side_file
from tests.domain.billing.invoices import invoice
from tests.interfaces.exchange.upd.transfers import BUYER, SELLER, goods


def issued(**changes: Any) -> InvoicePayload:
    said: dict[str, Any] = {
        "items": [goods(), goods(name="Смазка <Литол-24> & «Ко» ≥ 0,8 кг", article="=LIT-24", quantity="7.500")],
        "sides": (side_file(SELLER), side_file(BUYER)),
    }
    return invoice(**said | changes)
