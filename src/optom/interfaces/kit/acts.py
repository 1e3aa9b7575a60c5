"""Acts of reconciliation as files: PDF is a paper like others; XLSX is made here, XML by the interface of files, which
says at the start what it writes and reads.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.domain.reconciliation import importing
from optom.domain.reconciliation import queries as reconciliation
from optom.domain.reconciliation.actions import Brought
from optom.domain.reconciliation.queries import ActFacts, operation_title
from optom.domain.reconciliation.rules import Card

from .paper_files import Shape
from .sheets.cells import harmless
from .sheets.exporting import XLSX
from .xml_papers import XmlFile, always


@dataclass(frozen=True, slots=True)
class Format:
    """How an act is written as a file (its name and bytes), whether a file is one, and how it is read."""

    write: Callable[[ActFacts, datetime], tuple[str, bytes]]
    knows: Callable[[bytes], bool]
    read: Callable[[bytes], Card]


FORMATS: list[Format] = []  # one: that of the tax service


def brought(name: str, content: bytes) -> Brought:
    """A ledger of the other side of any known format. Refuses `files.too_large`, `files.not_a_table`,
    `reconciliation.card_unknown`.
    """
    if len(content) > MOST_BYTES:
        raise Refusal("files.too_large", bytes=len(content), most=MOST_BYTES)
    known = next((one for one in FORMATS if one.knows(content)), None)
    if known is None:
        return importing.brought(name, content)
    return Brought(name, sha256(content).hexdigest(), known.read(content))


def _as_workbook(payload: Mapping[str, Any], _at: datetime) -> XmlFile:
    facts = reconciliation.kept_facts(payload)
    return XmlFile(f"act-{facts.number}-{facts.until.isoformat()}.xlsx", _workbook(facts))


def _as_xml(payload: Mapping[str, Any], at: datetime) -> XmlFile:
    return XmlFile(*FORMATS[0].write(reconciliation.kept_facts(payload), at))


SHAPES_OF_ACTS = {
    "xlsx": Shape("XLSX", XLSX, _as_workbook, always),
    "xml": Shape("XML", "application/xml", _as_xml, always),
}


def _workbook(facts: ActFacts) -> bytes:
    """As accountants know it: a head, the operations, turnovers and balances; sums are numbers, totals are formulas."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime.combine(facts.issued_on, time())})  # the same file each time
        sheet = book.add_worksheet(_("Act"))
        bold, head = (
            book.add_format({"bold": True}),
            book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1F4F6"}),
        )
        money, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "dd.mm.yyyy"})
        total = book.add_format({"num_format": "#,##0.00", "bold": True})
        for x, width in enumerate((12, 56, 16, 16)):
            sheet.set_column(x, x, width)
        for y, text in enumerate(_head_of(facts)):
            sheet.write_string(y, 0, harmless(text), bold)
        start = len(_head_of(facts)) + 1
        for x, text in enumerate((_("Date"), _("Document"), _("Debit"), _("Credit"))):
            sheet.write_string(start, x, text, head)
        sheet.write_string(start + 1, 1, _("Opening balance"), bold)
        _write_sides(sheet, start + 1, facts.opening, total)
        first = start + 2
        for y, one in enumerate(facts.operations, start=first):
            sheet.write_datetime(y, 0, datetime(one.on.year, one.on.month, one.on.day), day)  # noqa: DTZ001 -- a day of Excel
            sheet.write_string(y, 1, harmless(operation_title(one, facts.language)))
            _write_sides(sheet, y, one.amount, money)
        end = first + len(facts.operations)
        sheet.write_string(end, 1, _("Turnover of the period"), bold)
        for x, name, value in ((2, "C", facts.debit), (3, "D", facts.credit)):
            sheet.write_formula(
                end, x, f"=SUM({name}{first + 1}:{name}{end})" if facts.operations else "=0", total, value
            )
        sheet.write_string(end + 1, 1, _("Closing balance"), bold)
        _write_sides(sheet, end + 1, facts.closing, total)
        sheet.freeze_panes(start + 1, 0)
    return buffer.getvalue()


def _head_of(facts: ActFacts) -> list[str]:
    period = _("From %(since)s to %(until)s") % {"since": f"{facts.since:%d.%m.%Y}", "until": f"{facts.until:%d.%m.%Y}"}
    contract = _("Contract No. %(number)s of %(day)s") % {
        "number": facts.contract_number,
        "day": f"{facts.contract_signed_on:%d.%m.%Y}",
    }
    title = _("Reconciliation act No. %(number)s") % {"number": facts.number}
    sides = f"{facts.seller.name} – {facts.buyer.name}"
    return [title, period, sides, f"{contract}, {facts.currency}"]


def _write_sides(sheet: xlsxwriter.worksheet.Worksheet, y: int, amount: object, style: object) -> None:
    """In the column of debit or of credit."""
    value = float(str(amount))
    sheet.write_number(y, 2 if value >= 0 else 3, abs(value), style)
