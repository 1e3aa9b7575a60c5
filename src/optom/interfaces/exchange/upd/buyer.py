"""The buyer's title of an UPD 5.03, read back. Nothing is fetched or expanded, and the schema is asked first.

`ON_NSCHFDOPPOK_1_997_02_05_03_01.xsd` is the official schema as it was published (order ЕД-7-26/970@, nalog.gov.ru),
SHA-256 41f04bd6d880fda4d00f2d4cf685fe1be733eedba759df930ea9a9b27179ccdf. What the codes of its outcome mean (accepted,
with discrepancies, refused) it does not say: that is from knowledge [K].
"""

import threading
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml import etree

from optom.base.refusal import Refusal
from optom.domain.billing.rules import BuyerTitle
from optom.interfaces.kit.buyer_titles import MOST_BYTES

SCHEMA = Path(__file__).with_name("ON_NSCHFDOPPOK_1_997_02_05_03_01.xsd")
_OF_THE_BUYER = "1115132"
_KINDS = {"1115131": "seller_title", "1115133": "seller_title", "1110332": "act"}
_MOST_TOLD = 3
_own = threading.local()  # what a schema finds stays in it until it is asked the next time


def read(content: bytes) -> BuyerTitle:
    """What it says.

    Refuses `files.too_large`, `papers.title_broken`, `papers.title_of_another`, `papers.title_wrong`.
    """
    root = _parsed(content)
    document = root.find("Документ")
    kind = "" if document is None else document.get("КНД", "")
    if root.tag != "Файл" or document is None or kind != _OF_THE_BUYER:
        raise Refusal("papers.title_of_another", file_kind=_KINDS.get(kind, "other"))
    schema = _schema()
    if not schema.validate(root):
        told: Any = schema.error_log  # its stubs don't know that it can be gone through
        faults = [f"{one.path or one.line}: {one.message}" for one in list(told)[:_MOST_TOLD]]
        raise Refusal("papers.title_wrong", faults="; ".join(faults))
    return _said(root, document, sha256(content).hexdigest())


def _parsed(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise Refusal("files.too_large", bytes=len(content), most=MOST_BYTES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("papers.title_broken", place=error.lineno or 1) from error
    except ValueError as error:
        raise Refusal("papers.title_broken", place=1) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("papers.title_broken", place=1)
    return root


def _said(root: Any, document: Any, digest: str) -> BuyerTitle:
    """The schema has proven that all of it is there."""
    of_seller, content = document.find("ИдИнфПрод"), document.find("СодФХЖ4")
    acceptance = content.find("СвПрин")
    outcome = acceptance.find("КодСодОпер")
    paper = outcome.find("РеквДокРасх")
    return BuyerTitle(
        file_id=root.get("ИдФайл"),
        seller_file=of_seller.get("ИдФайлИнфПр"),
        number=content.get("ПорНомДокИнфПр", ""),
        on=_day(content.get("ДатаДокИнфПр")),
        outcome=outcome.get("КодИтога"),
        accepted_on=_day(acceptance.get("ДатаПрин")),
        says=acceptance.get("СодОпер", ""),
        discrepancy_paper="" if paper is None else _paper(paper),
        taken_by=_person(acceptance),
        sha256=digest,
    )


def _paper(paper: Any) -> str:
    return f"{paper.get('РеквНаимДок')} № {paper.get('РеквНомерДок')} от {paper.get('РеквДатаДок')}"


def _person(acceptance: Any) -> str:
    """Who has taken the goods, of the buyer or in his name."""
    name = next(acceptance.iter("ФИО"), None)
    if name is None:
        return ""
    return " ".join(filter(None, (name.get(part) for part in ("Фамилия", "Имя", "Отчество"))))


def _day(text: str) -> date:
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))


def _schema() -> etree.XMLSchema:
    if not hasattr(_own, "schema"):
        _own.schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema: etree.XMLSchema = _own.schema
    return schema
