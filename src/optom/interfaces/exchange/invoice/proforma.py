"""An issued invoice as the operator's contract of ON_CHETOP 5.01: what the paper says, field by field.

Pure: the same payload gives the same bytes. A buyer abroad has no such file: its form asks for the code of his country.
"""

from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from optom.base.russian_dates import in_digits
from optom.domain.billing.queries import InvoiceFile, InvoicePayload, LineFile, SideFile
from optom.interfaces.exchange.schemas import Schema
from optom.interfaces.exchange.upd.nodes import Node, root, written
from optom.interfaces.kit.paper_files import has_facts
from optom.interfaces.kit.xml_papers import XmlFile

_SCHEMA = Schema(Path(__file__).with_name("ON_CHETOP_UserContract_05_01_01.xsd"))
_CURRENCIES = {"RUB": "643", "BYN": "933", "CNY": "156", "EUR": "978", "KZT": "398", "USD": "840"}
_RUSSIA = "643"
_KINDS = {"sole_trader": "1", "legal_entity": "2"}
_RATES = {
    "": "NoVat",
    "0": "ZeroPercent",
    "5": "FivePercent",
    "7": "SevenPercent",
    "10": "TenPercent",
    "20": "TwentyPercent",
    "22": "TwentyTwoPercent",
}
_LONGEST_PURPOSE, _LONGEST_ARTICLE, _LONGEST_CODE, _LONGEST_BASE = 210, 50, 100, 1000
_BY_SIGNATURE = "1"  # whose right to sign follows from the data of his signature


def fits(payload: InvoicePayload) -> bool:
    """Not of a paper from before there were files, and not of one to a buyer abroad."""
    return has_facts(payload) and all(payload["facts"][side]["kind"] in _KINDS for side in ("seller", "buyer"))


def faults(file: XmlFile) -> list[str]:
    """What of the contract's schema the file breaks."""
    return _SCHEMA.faults(file.content)


def write(payload: InvoicePayload) -> XmlFile:
    """The file with its name, which tells whose invoice it is for whom."""
    facts = payload["facts"]
    document = root(
        "XmlProformaInvoice",
        Function="0",
        DocumentDate=_day(facts["date"]),
        DocumentNumber=facts["number"],
        Currency=_CURRENCIES[facts["currency"]],
        TotalItems=str(len(facts["lines"])),
    )
    _basis(document, facts)
    seller = _side(document.put("Seller"), facts["seller"], _bank(facts))
    _phone(seller, facts["seller"])
    _address(seller, facts["seller"])
    buyer = _side(document.put("Buyer"), facts["buyer"], {})
    _phone(buyer, facts["buyer"])
    _address(buyer, facts["buyer"])
    document.put(
        "ProformaInvoiceAdditionalInfo",
        DateRestriction=_day(facts["valid_until"]) if facts["valid_until"] else "",
        PaymentPurpose=facts["purpose"][:_LONGEST_PURPOSE],
    )
    _table(document, facts)
    document.put("Signers").put("Signer", SignerPowersConfirmationMethod=_BY_SIGNATURE)
    return XmlFile(f"{_name(facts)}.xml", written(document))


def _name(facts: InvoiceFile) -> str:
    sides = "_".join(_participant(facts[side]) for side in ("buyer", "seller"))
    number = uuid5(NAMESPACE_URL, f"invoice:{facts['seller']['inn']}:{facts['date'][:4]}:{facts['number']}")
    return f"ON_CHETOP_UserContract_{sides}_{facts['date'].replace('-', '')}_{number}"


def _participant(side: SideFile) -> str:
    return side["edo_id"] or "-".join(filter(None, (side["inn"], side["kpp"])))


def _basis(document: Node, facts: InvoiceFile) -> None:
    bases = document.put("ProformaInvoiceBases")
    known = {"DocumentNumber": facts["contract"], "DocumentDate": _day(facts["contract_date"])}
    bases.put("ProformaInvoiceBase").put("ProformaInvoiceBaseDocument", DocumentName="Договор", **known)
    if facts["order"]:
        name = "Заказы" if "," in facts["order"] else "Заказ"
        bases.put("ProformaInvoiceBase").put("OtherBase", f"{name} № {facts['order']}"[:_LONGEST_BASE])


def _bank(facts: InvoiceFile) -> dict[str, str]:
    bank = facts["bank"]
    return {
        "BankAccountNumber": bank["account"],
        "BankName": bank["name"],
        "BankId": bank["bic"],
        "CorrespondentAccount": bank["correspondent_account"],
    }


def _side(node: Node, side: SideFile, bank: dict[str, str]) -> Node:
    return node.put(
        "OrganizationDetails",
        OrgType=_KINDS[side["kind"]],
        OrgName=side["name"],
        Inn=side["inn"],
        Kpp=side["kpp"],
        Ogrn=side["ogrn"],
        FnsParticipantId=side["edo_id"],
        **bank,
    )


def _phone(node: Node, side: SideFile) -> None:
    if side["phone"]:
        node.put("Phones").put("Phone", side["phone"])


def _address(node: Node, side: SideFile) -> None:
    """As free text: of an address in parts the code of its region is demanded, which nobody has told."""
    if side["address"]:
        node.put("Address").put("ForeignAddress", Country=_RUSSIA, Address=side["address"])


def _table(document: Node, facts: InvoiceFile) -> None:
    total = facts["total"]
    table = document.put(
        "Table",
        TotalWithVatExcluded=total["net"],
        Total=total["sum"],
        **_vat(total["vat"], is_taxed=any(one["percent"] for one in facts["taxes"])),
    )
    for line in facts["lines"]:
        _line(table, line)


def _line(table: Node, line: LineFile) -> None:
    article = line["article"]
    is_short = len(article) <= _LONGEST_ARTICLE
    rate = _RATES.get(line["percent"])
    table.put(
        "Item",
        Product=line["name"],
        Unit=line["okei"].zfill(3) if line["okei"] else "",
        UnitName=line["unit"],
        Quantity=line["quantity"],
        Price=line["price"],
        TaxRate=rate or "",
        OtherTaxRate="" if rate else f"{line['percent']}%",
        SubtotalWithVatExcluded=line["net"],
        Subtotal=line["sum"],
        ItemArticle=article if is_short else "",
        ItemVendorCode="" if is_short else article[:_LONGEST_CODE],
        **_vat(line["vat"], is_taxed=bool(line["percent"])),
    )


def _vat(vat: str, *, is_taxed: bool) -> dict[str, str]:
    return {"Vat": vat} if is_taxed else {"WithoutVat": "true"}


def _day(iso: str) -> str:
    return in_digits(date.fromisoformat(iso))
