"""Why a contract does not see what somebody looks for by its number, without telling what is not for it."""

from datetime import datetime
from enum import StrEnum

from optom.base.sql import Row, statements
from optom.domain.catalog.rules import normalise_code

_sql = statements("optom.domain.assortment")


class Unseen(StrEnum):
    """What is the case with a number."""

    UNKNOWN = "unknown"  # no product carries it
    ARCHIVED = "archived"  # it is sold to nobody any more
    NOT_AGREED = "not_agreed"  # it is sold, but not under this contract
    UNSOLD = "unsold"  # the contract sees it, but it has no price for anybody
    NO_PRICE = "no_price"  # the contract sees it, and it has a price for others
    SEEN = "seen"  # the contract sees it: something else hides it, a filter


def unseen(*, contract: int, number: str = "", product: int | None = None, at: datetime) -> Unseen:
    """What is the case with a whole number (article, barcode, cross-number), however it is written, or with a product.

    One statement.
    """
    return _case(_sql.one("unseen", contract=contract, code=normalise_code(number), product=product, at=at))


def unseen_then(*, contract: int, number: str = "", product: int | None = None, at: datetime) -> Unseen:
    """The same at any moment, for the numbers of now: out of the ledgers, of which `offers_then` says since when."""
    return _case(_sql.one("unseen_then", contract=contract, code=normalise_code(number), product=product, at=at))


def _case(row: Row) -> Unseen:
    if not row.is_known:
        return Unseen.UNKNOWN
    if row.is_priced:
        return Unseen.SEEN
    if row.is_seen:
        return Unseen.NO_PRICE if row.has_price else Unseen.UNSOLD
    return Unseen.NOT_AGREED if row.is_sold else Unseen.ARCHIVED
