"""What an Invoice and a DespatchAdvice have in common: sides, goods."""

from optom.domain.billing.queries import LineFile, SideFile

from .nodes import Node

_FOREIGN = "foreign"
_RUSSIA = "RU"


def side(parent: Node, side: SideFile) -> None:
    """A party: its names, where it is, by which numbers tax office and register know it."""
    party = parent.group("Party")
    party.group("PartyName").say("Name", side["name"])
    address(party, "PostalAddress", side["address"], "" if side["kind"] == _FOREIGN else _RUSSIA)
    if side["inn"]:
        scheme = party.group("PartyTaxScheme")
        scheme.say("CompanyID", side["inn"])
        scheme.group("TaxScheme").say("ID", "VAT")
    entity = party.group("PartyLegalEntity")
    entity.say("RegistrationName", side["name"])
    entity.say("CompanyID", side["ogrn"] or side["inn"])
    if side["phone"]:
        party.group("Contact").say("Telephone", side["phone"])


def address(parent: Node, tag: str, text: str, country: str = "") -> None:
    """An address as one line, as everybody writes his own."""
    if text:
        node = parent.group(tag)
        node.group("AddressLine").say("Line", text)
        if country:
            node.group("Country").say("IdentificationCode", country)


def goods(parent: Node, line: LineFile) -> None:
    """What it is and by which number the seller knows it."""
    item = parent.group("Item")
    item.say("Name", line["name"])
    if line["article"]:
        item.group("SellersItemIdentification").say("ID", line["article"])


def tax(parent: Node, percent: str) -> None:
    """The category of the rate: the common ones, nothing per cent, or no VAT at all."""
    category = parent.group("TaxCategory")
    category.say("ID", "E" if not percent else "Z" if percent == "0" else "S")
    category.say("Percent", percent or "0")
    if not percent:
        category.say("TaxExemptionReason", "Not subject to VAT")
    category.group("TaxScheme").say("ID", "VAT")
