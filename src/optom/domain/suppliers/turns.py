"""Of one supplier one at a time changes what his offers stand at: a file that is run, or somebody who decides."""

from collections.abc import Collection, Sequence

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.staging import one_at_a_time
from optom.base.waiting import PATIENCE

_sql = statements(__package__)
BUSY = Refusal("suppliers.busy")


def take_turn(supplier: int) -> None:
    """A file waits for its turn however long that takes. Inside a transaction."""
    one_at_a_time(_name(supplier))


def take_turn_soon(suppliers: Collection[int]) -> None:
    """The same, but for people: who stands outside refuses `BUSY`, and waits no longer for what follows either."""
    for supplier in sorted(suppliers):
        one_at_a_time(_name(supplier), patience=PATIENCE)


def take_turns_of(offers: Sequence[int]) -> None:
    """The same of the suppliers of these offers."""
    take_turn_soon([row.id for row in _sql.rows("suppliers_of", offers=list(offers))])


def _name(supplier: int) -> str:
    return f"suppliers.supplier:{supplier}"
