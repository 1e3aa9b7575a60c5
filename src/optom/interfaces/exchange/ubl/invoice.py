"""An invoice for payment as a UBL Invoice: pro forma (325 of UNCL 1001), for tax is invoiced when goods leave."""

from datetime import datetime

from optom.domain.billing.queries import InvoiceFile, InvoicePayload, LineFile
from optom.interfaces.kit.xml_papers import XmlFile

from . import parts
from .nodes import Node, document, written

_PRO_FORMA = "325"
_TRANSFER = "30"  # of UNCL 4461: money goes from account to account


def write(payload: InvoicePayload, _at: datetime) -> XmlFile:
    """The file with its name."""
    facts = payload["facts"]
    node = document("Invoice", facts["currency"])
    node.say("ID", facts["number"])
    node.say("IssueDate", facts["date"])
    node.say("DueDate", facts["valid_until"])
    node.say("InvoiceTypeCode", _PRO_FORMA)
    node.say("DocumentCurrencyCode", facts["currency"])
    node.say("LineCountNumeric", str(len(facts["lines"])))
    if facts["order"]:
        node.group("OrderReference").say("ID", facts["order"])
    contract = node.group("ContractDocumentReference")
    contract.say("ID", facts["contract"])
    contract.say("IssueDate", facts["contract_date"])
    parts.side(node.group("AccountingSupplierParty"), facts["seller"])
    parts.side(node.group("AccountingCustomerParty"), facts["buyer"])
    if facts["consignee"]:
        parts.address(node.group("Delivery"), "DeliveryAddress", facts["consignee"])
    _payment(node, facts)
    _taxes(node, facts)
    total = node.group("LegalMonetaryTotal")
    total.sum("LineExtensionAmount", facts["total"]["net"])
    total.sum("TaxExclusiveAmount", facts["total"]["net"])
    total.sum("TaxInclusiveAmount", facts["total"]["sum"])
    total.sum("PayableAmount", facts["total"]["sum"])
    for position, line in enumerate(facts["lines"], start=1):
        _line(node, position, line)
    return written(node, f"UBL-Invoice-{facts['number'].replace('/', '-')}-{facts['date']}.xml")


def _payment(node: Node, facts: InvoiceFile) -> None:
    means, bank = node.group("PaymentMeans"), facts["bank"]
    means.say("PaymentMeansCode", _TRANSFER)
    means.say("PaymentDueDate", facts["valid_until"])
    means.say("PaymentID", facts["purpose"])
    account = means.group("PayeeFinancialAccount")
    account.say("ID", bank["account"])
    account.say("Name", bank["payee"])
    branch = account.group("FinancialInstitutionBranch")
    branch.say("ID", bank["bic"])
    branch.say("Name", bank["name"])


def _taxes(node: Node, facts: InvoiceFile) -> None:
    total = node.group("TaxTotal")
    total.sum("TaxAmount", facts["total"]["vat"])
    for one in facts["taxes"]:
        part = total.group("TaxSubtotal")
        part.sum("TaxableAmount", one["net"])
        part.sum("TaxAmount", one["vat"])
        parts.tax(part, one["percent"])


def _line(node: Node, position: int, line: LineFile) -> None:
    made = node.group("InvoiceLine")
    made.say("ID", str(position))
    made.count("InvoicedQuantity", line["quantity"], line["okei"])
    made.sum("LineExtensionAmount", line["net"])
    total = made.group("TaxTotal")
    total.sum("TaxAmount", line["vat"])
    part = total.group("TaxSubtotal")
    part.sum("TaxableAmount", line["net"])
    part.sum("TaxAmount", line["vat"])
    parts.tax(part, line["percent"])
    parts.goods(made, line)
    made.group("Price").sum("PriceAmount", line["price"])
