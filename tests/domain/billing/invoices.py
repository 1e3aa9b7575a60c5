"""An ordinary invoice, of which tests change what they are about."""

from datetime import date
from typing import Any

from optom.domain.billing.papers import InvoiceFacts, InvoicePayload, invoice_payload
from optom.domain.companies.rules import BankDetails
from tests.domain.documents.samples import BUYER, SELLER, TODAY, item

BANK = BankDetails(
    bank="ПАО Сбербанк, г. Москва",
    bic="044525225",
    correspondent="30101810400000000225",
    account="40702810200000000001",
)


def invoice(**changes: Any) -> InvoicePayload:
    facts: dict[str, Any] = {
        "number": "118",
        "issued_on": TODAY,
        "seller": SELLER,
        "bank": BANK,
        "buyer": BUYER,
        "contract_number": "15/2025",
        "contract_signed_on": date(2025, 2, 14),
        "order_number": "4512",
        "items": [item()],
        "valid_until": date(2026, 11, 28),
        "director": "Петров И. С.",
        "accountant": "Сидорова А. В.",
    }
    return invoice_payload(InvoiceFacts(**facts | changes))
