"""The codes of marked things that leave with a shipment: read one by one or many at once, dropped until it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.shipping import queries, rules
from optom.domain.shipping.rules import MarkedLine, Read, Scanned

from .shared import note, under_way

_sql = statements("optom.domain.shipping")


@dataclass(frozen=True, slots=True)
class CodesRead:
    """How many codes were kept, and why each of the others was not."""

    kept: int
    refused: Sequence[Refusal]


def read_codes(*, shipment: int, line: int, scanned: Sequence[Scanned], actor: int | None, at: datetime) -> CodesRead:
    """Codes of marked things of a line, and of packages with how many they hold; each code once in the whole base.

    Those that can be are kept, each of the others is told: `marking.code_wrong`, `marking.other_goods`,
    `shipping.code_without_count`, `shipping.code_beyond`, `shipping.code_read_already`, `shipping.code_used`.
    Refuses `shipping.already_dispatched`, `shipping.is_cancelled`, `shipping.line_unknown`, `shipping.not_marked`,
    `credit.busy`. The statements don't grow with the codes.
    """
    accounts.require_desk(act="pick", actor=actor)
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = under_way(shipment, contract)
        fit, refused = rules.judged(_marked(shipment, line), scanned)
        kept = _keep(shipment, head.company, line, fit, actor=actor, at=at) if fit else set()
        others = [one.code for one in fit if one.code not in kept]
        return CodesRead(len(kept), [*refused, *(_used(shipment, others) if others else [])])


def _marked(shipment: int, line: int) -> MarkedLine:
    row = _sql.first("marked_line", shipment=shipment, line=line)
    if row is None:
        raise Refusal("shipping.line_unknown", line=line)
    if row.gtin is None:
        raise Refusal("shipping.not_marked", line=line, article=row.article)
    return MarkedLine(row.article, row.quantity, row.gtin, row.commodity, tuple(row.barcodes), row.codes)


def _keep(shipment: int, company: int, line: int, fit: Sequence[Read], *, actor: int | None, at: datetime) -> set[str]:
    rows = _sql.rows(
        "keep_codes",
        shipment=shipment,
        company=company,
        line=line,
        codes=[one.code for one in fit],
        kinds=[one.kind for one in fit],
        holds=[one.holds for one in fit],
        actor=actor,
        at=at,
    )
    return {row.code for row in rows}


def _used(shipment: int, codes: Sequence[str]) -> list[Refusal]:
    """Where codes are that could not be kept, in their order."""
    places = {row.code: row.shipment for row in _sql.rows("used_codes", codes=list(codes))}
    return [
        Refusal("shipping.code_read_already", code=code)
        if places.get(code) == shipment
        else Refusal("shipping.code_used", code=code, shipment=places.get(code))
        for code in codes
    ]


def drop_codes(*, shipment: int, codes: Sequence[int], actor: int | None, at: datetime) -> None:
    """Codes that were read are not of this shipment: they can be read anew, here or elsewhere.

    Refuses `shipping.already_dispatched`, `shipping.is_cancelled`, `credit.busy`.
    """
    accounts.require_desk(act="pick", actor=actor)
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = under_way(shipment, contract)
        dropped = [row.code for row in _sql.rows("drop_codes", shipment=shipment, codes=list(codes))]
        if dropped:
            note("drop_codes", f"shipment:{shipment}", head.company, {"codes": dropped}, actor=actor, at=at)
