"""An issued UKD as the file from which an operator of electronic documents makes the tax service's own.

Pure: the same payload gives the same bytes. What the paper leaves out is left out here.
"""

from optom.base.printed_numbers import exact
from optom.domain.billing.queries import (
    AmountText,
    BasisText,
    DifferenceText,
    OriginalText,
    SideText,
    UkdItemText,
    UkdPayload,
)
from optom.interfaces.exchange.upd.nodes import Node, root, written
from optom.interfaces.kit.xml_papers import XmlFile

_WITH_INVOICE, _SOLE_TRADER = "1", "sole_trader"
_UPD, _UKD = "Универсальный передаточный документ", "Универсальный корректировочный документ"
_TRADER, _LEGAL_ENTITY = "1", "2"
_NOTIFIED = "2"  # the seller tells of the change; that the buyer agrees, he has said before
_SIGNED_BY_HIMSELF = "1"  # whose right to sign follows from the data of his signature
_GOODS = "1"
_LONGEST_ARTICLE = 50
_RATES = {
    "без НДС": "NoVat",
    "0%": "ZeroPercent",
    "5%": "FivePercent",
    "7%": "SevenPercent",
    "10%": "TenPercent",
    "18%": "EighteenPercent",
    "20%": "TwentyPercent",
    "22%": "TwentyTwoPercent",
}


def write(payload: UkdPayload) -> XmlFile:
    """The file with its name."""
    document = root(
        "UniversalCorrectionDocument",
        Function="КСЧФДИС" if payload["status"] == _WITH_INVOICE else "ДИС",
        DocumentDate=payload["date"],
        DocumentNumber=payload["number"],
        Currency=payload["currency_code"],
        DocumentName=_UKD,
        DocumentCreator=payload["seller"]["name"],
        Uid=payload["file_id"],
        SenderFnsParticipantId=payload["seller"]["edo_id"],
        RecipientFnsParticipantId=payload["buyer"]["edo_id"],
    )
    _originals(document, payload)
    _side(document.put("Seller"), payload["seller"])
    _side(document.put("Buyer"), payload["buyer"])
    _table(document.put("Table"), payload)
    _content(document, payload)
    _signer(document.put("Signers"), payload)
    return XmlFile(f"ON_NKORSCHFDOPPR_UserContract_{payload['file_id']}.xml", written(document))


def _originals(document: Node, payload: UkdPayload) -> None:
    original = payload["original"]
    invoice = document.put("Invoices").put("Invoice", Date=original["date"], Number=original["number"])
    if original["revision"]:
        invoice.put("Revision", Date=original["revised_on"], Number=original["revision"])


def _side(node: Node, side: SideText) -> None:
    """The region of an address that is one text is that of the tax office which has given the numbers."""
    is_trader = side["kind"] == _SOLE_TRADER
    details = node.put("OrganizationDetails", OrgName=side["name"], Inn=side["inn"], Kpp=side["kpp"],
                       OrgType=_TRADER if is_trader else _LEGAL_ENTITY, Ogrn=side["ogrn"])  # fmt: skip
    if side["address"]:
        region = (side["kpp"] or side["inn"])[:2]
        details.put("Address").put("RussianAddress", Region=region, OtherInfo=side["address"][:1000])


def _table(table: Node, payload: UkdPayload) -> None:
    items = table.put("Items")
    for item in payload["items"]:
        _item(items, item)
    _totals(table, "TotalsInc", payload["more"], has_vat=payload["has_vat"])
    _totals(table, "TotalsDec", payload["less"], has_vat=payload["has_vat"])


def _totals(table: Node, name: str, one: DifferenceText, *, has_vat: bool) -> None:
    if one["sum"]:
        said = {"Vat": exact(one["vat"])} if has_vat else {"WithoutVat": "true"}
        table.put(name, SubtotalWithVatExcluded=exact(one["net"]), Subtotal=exact(one["sum"]), **said)


def _item(items: Node, item: UkdItemText) -> None:
    article = item["article"]
    is_short = len(article) <= _LONGEST_ARTICLE
    line = items.put(
        "Item",
        TaxRate=_RATES.get(item["rate"], item["rate"]),
        OriginalNumber=item["position"],
        Product=item["name"],
        Unit=item["okei"].zfill(3) if item["okei"] else "",
        UnitName=item["unit"],
        ItemMark=_GOODS,
        ItemArticle=article if is_short else "",
        ItemVendorCode="" if is_short else article[:100],
    )
    before, after = item["before"], item["after"]
    _both(line, "Quantity", before["quantity"], after["quantity"])
    _both(line, "Price", before["price"], after["price"])
    _changed(_both(line, "SubtotalWithVatExcluded", before["net"], after["net"]), item, "net")
    _vat(line, item, before, after)
    _changed(_both(line, "Subtotal", before["sum"], after["sum"]), item, "sum")


def _vat(line: Node, item: UkdItemText, before: AmountText, after: AmountText) -> None:
    if item["has_vat"]:
        _changed(_both(line, "Vat", before["vat"], after["vat"]), item, "vat")
    else:
        line.put("WithoutVat", OriginalValue="true", CorrectedValue="true")


def _both(line: Node, name: str, before: str, after: str) -> Node:
    return line.put(name, OriginalValue=exact(before), CorrectedValue=exact(after))


def _changed(node: Node, item: UkdItemText, what: str) -> None:
    """By how much it is more or less; neither, where it is as it was."""
    texts = {"AmountsInc": dict(item["more"])[what], "AmountsDec": dict(item["less"])[what]}
    for name, text in texts.items():
        if text:
            node.put(name, exact(str(text)))


def _content(document: Node, payload: UkdPayload) -> None:
    basis, handed_over = payload["basis"], payload.get("shipped_by") or _upd(payload["original"])
    content = document.put("EventContent", CostChangeInfo=payload["reason"], OperationContent=_NOTIFIED,
                           NotificationDate=payload["date"])  # fmt: skip
    content.put("TransferDocuments").put(
        "TransferDocument", DocumentName=handed_over["name"], DocumentNumber=handed_over["number"],
        DocumentDate=handed_over["date"],
    )  # fmt: skip
    content.put("CorrectionBases").put(
        "CorrectionBase", DocumentName=basis["name"], DocumentNumber=basis["number"], DocumentDate=basis["date"],
        AdditionalInfo=payload["reason"],
    )  # fmt: skip


def _upd(original: OriginalText) -> BasisText:
    """An UPD hands the goods over itself."""
    return {"name": _UPD, "number": original["number"], "date": original["date"]}


def _signer(signers: Node, payload: UkdPayload) -> None:
    director = payload["director"]
    person = director["person"]
    signer = signers.put("Signer", SignerPowersConfirmationMethod=_SIGNED_BY_HIMSELF)
    signer.put("Fio", LastName=person["surname"], FirstName=person["first_name"], MiddleName=person["patronymic"])
    signer.put("Position", director["post"], PositionSource="Manual")
