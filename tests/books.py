"""After every story the books agree."""

from optom.domain.assortment import queries as assortment
from optom.domain.bank import queries as bank
from optom.domain.billing import queries as billing
from optom.domain.catalog import queries as catalog
from optom.domain.companies import queries as companies
from optom.domain.costs import queries as costs
from optom.domain.credit import queries as credit
from optom.domain.documents import queries as documents
from optom.domain.orders import queries as orders
from optom.domain.pricing import queries as pricing
from optom.domain.purchasing import queries as purchasing
from optom.domain.shipping import queries as shipping
from optom.domain.stock import queries as stock


def all_books() -> list[object]:
    """What of any room's books is broken; nothing, that is."""
    below = (documents, companies, catalog, stock, pricing, costs, assortment, credit, orders)
    rooms = (*below, shipping, billing, bank, purchasing)
    return [broken for room in rooms for broken in room.broken_books()]
