"""Money that is kept for goods which have not left yet (ADR 0047). The accounts are locked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from optom.base.sql import statements

from .rules import Ahead

_sql = statements(__package__)


def keep(
    payments: Sequence[tuple[int, Sequence[tuple[Ahead, Decimal]]]], contracts: Iterable[int], at: datetime
) -> None:
    """So much of each payment (of these contracts) waits for goods that leave by invoices; mostly nothing is kept."""
    flat = [(payment, ahead, amount) for payment, kept in payments for ahead, amount in kept]
    if not flat:
        return
    goods = {ahead.subject: ahead.goods for _, ahead, _ in flat}
    lines = [(subject, line) for subject, own in goods.items() for line in own]
    _sql.run(
        "keep",
        payments=[payment for payment, _, _ in flat],
        subjects=[ahead.subject for _, ahead, _ in flat],
        papers=[ahead.paper for _, ahead, _ in flat],
        amounts=[amount for _, _, amount in flat],
        line_subjects=[subject for subject, _ in lines],
        lines=[line for _, line in lines],
    )
    recount(sorted(set(contracts)), at)


def use_earmarks(contract: int, parts: Mapping[int, Decimal], at: datetime) -> None:
    """Goods have left: so much of each earmark has gone with them."""
    if parts:
        _sql.run("use_earmarks", earmarks=list(parts), parts=list(parts.values()))
        recount([contract], at)


def release_earmarks(beyond: Mapping[tuple[int, str], Decimal], at: datetime) -> None:
    """So much less is kept for each subject of a contract, of the newest money first."""
    _sql.run(
        "let_go",
        contracts=[contract for contract, _ in beyond],
        subjects=[subject for _, subject in beyond],
        amounts=list(beyond.values()),
    )
    recount(sorted({contract for contract, _ in beyond}), at)


def recount(contracts: Sequence[int], at: datetime) -> None:
    """The running figures of accounts follow what is kept."""
    _sql.run("recount", contracts=list(contracts), at=at)


def cover(contracts: Sequence[int], asked: Sequence[tuple[int, Decimal]], *, at: datetime) -> None:
    """Shipments ask for so much of these lines of orders: kept money goes with them, and with nothing else."""
    _sql.run(
        "cover",
        contracts=list(contracts),
        lines=[line for line, _ in asked],
        sums=[amount for _, amount in asked],
        at=at,
    )
