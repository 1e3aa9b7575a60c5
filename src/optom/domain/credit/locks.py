"""The lock with which every act of a contract begins (docs/locking.md)."""

from collections.abc import Iterable, Sequence

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import PATIENCE, refused_when_busy

from .queries import AccountRow

_sql = statements(__package__)


def lock(contract: int) -> AccountRow:
    """Lock the contract's account until the transaction ends; refuses `credit.busy`, `companies.contract_unknown`.

    Inside a transaction, before any lock on stock. The patience set here holds for those locks too.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)):
        row = _sql.first("lock", contract=contract, patience=PATIENCE)
    if row is None:
        raise Refusal("companies.contract_unknown", contract=contract)
    return AccountRow(*row)


def lock_each(contracts: Iterable[int]) -> dict[int, AccountRow]:
    """Lock the accounts of several contracts, as `lock` does; refuses `credit.busy`, `companies.contract_unknown`."""
    wanted = sorted(set(contracts))
    with refused_when_busy(Refusal("credit.busy", contract=wanted[0] if wanted else None)):
        rows = _sql.rows("lock_each", contracts=wanted, patience=PATIENCE)
    locked = {row.contract: AccountRow(*row[1:]) for row in rows}
    refuse_all(Refusal("companies.contract_unknown", contract=one) for one in wanted if one not in locked)
    return locked


def lock_idle(contracts: Sequence[int]) -> dict[int, AccountRow]:
    """Lock the accounts of those contracts with which nobody works at this moment, as `lock` does; waits for none."""
    rows = _sql.rows("lock_idle", contracts=sorted(contracts), patience=PATIENCE)
    return {row.contract: AccountRow(*row[1:]) for row in rows}
