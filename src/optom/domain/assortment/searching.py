"""Searching as one company does: what the catalog finds, and what the company itself calls its goods."""

from dataclasses import replace

from optom.base.sql import statements
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.rules import normalise_code

_sql = statements(__package__)


def searched(contract: int, text: str, *, most: int = catalog.MOST_HITS, is_forgiving: bool = True) -> catalog.Found:
    """What is found by ``text``. Where an own number begins so nothing was mistyped: no other text is tried instead."""
    found, own = catalog.search(text, most=most, is_forgiving=is_forgiving), _own(contract, text)
    if not own:
        return found
    others = {} if found.instead else found.ranks
    nearest = {product: min(rank, others.get(product, rank)) for product, rank in own.items()}
    return replace(found, ranks=others | nearest, instead=None)


def _own(contract: int, text: str) -> dict[int, int]:
    code = normalise_code(text)
    if not code:
        return {}
    rows = _sql.rows("own_searched", contract=contract, code=code, most=catalog.MOST_HITS)
    return {row.product: row.rank for row in rows}
