"""Groups and products from outside, by the thousand or by the million: each act merges a stream of rows."""

from optom.domain.catalog.importing.analogs import import_analogs
from optom.domain.catalog.importing.groups import import_groups
from optom.domain.catalog.importing.products import import_products
from optom.domain.catalog.importing.rows import AnalogRow, GroupRow, ProductRow, UnitRow
from optom.domain.catalog.importing.shelves import measure_shelves

__all__ = [
    "AnalogRow",
    "GroupRow",
    "ProductRow",
    "UnitRow",
    "import_analogs",
    "import_groups",
    "import_products",
    "measure_shelves",
]
