"""What we buy and at what."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.sql import statements
from optom.base.staging import analyse, create_stage
from optom.domain.costs import actions as costs

from .agreements import Agreed, Weighed, agree, weigh
from .answering import await_answer, take_answer
from .deciding import accept_lines, drop_lines, move_lines
from .keys import make_key, revoke_keys, use_key
from .needing import Ordered, keep_at_least, measure_needs, measure_needs_of, order_needs
from .ordering import Confirmed, cancel, confirm, send
from .receiving import Came, Instead, receive, tell_receipt_costs
from .supplying import Supplies, let_promise, tell_routes, tell_supplies

__all__ = [
    "Agreed",
    "Came",
    "Confirmed",
    "Instead",
    "Ordered",
    "Supplies",
    "Weighed",
    "accept_lines",
    "agree",
    "await_answer",
    "cancel",
    "confirm",
    "drop_lines",
    "keep_at_least",
    "let_promise",
    "make_key",
    "measure_needs",
    "measure_needs_of",
    "move_lines",
    "order_needs",
    "receive",
    "revoke_keys",
    "send",
    "take_answer",
    "tell_costs",
    "tell_receipt_costs",
    "tell_routes",
    "tell_supplies",
    "use_key",
    "weigh",
]

_sql = statements(__package__)
BEST, RECOMMENDED = "offer_cost", "recommended"


def tell_costs(
    *,
    run: int | None = None,
    offers: Sequence[int] = (),
    products: Sequence[int] = (),
    feed: int | None = None,
    suppliers: Sequence[int] = (),
    at: datetime,
) -> int:
    """The best offer of each product that was touched becomes its cost by offers; how many figures have changed.

    In our warehouse (``purchasing_landed``), in roubles without VAT, at the day's rates; an offer in a currency whose
    rate is not known costs nothing that could be told. Offers of goods that the supplier has count before those that he
    lacks. A product that nobody offers any more has no such cost.
    """
    with transaction.atomic():
        costs.begin_telling()
        create_stage("touched_product", {"product_id": "bigint not null"})
        of = {"offers": list(offers), "products": list(products), "suppliers": list(suppliers)}
        _sql.run("touched_products", run=run, feed=feed, **of)
        analyse("touched_product")
        _sql.run("look_up_offers")
        _sql.run("tell_best", day=business_day(at), best=BEST)
        _sql.run("tell_recommended", recommended=RECOMMENDED)
        return costs.tell(source="offers", at=at)
