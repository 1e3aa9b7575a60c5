"""Groups and products from outside, by the thousand or by the million: each act merges a stream of rows."""

from optom.domain.catalog.importing.analogs import import_analogs
from optom.domain.catalog.importing.goods_papers import import_papers
from optom.domain.catalog.importing.groups import import_groups
from optom.domain.catalog.importing.marked import import_marked
from optom.domain.catalog.importing.pictures import import_pictures
from optom.domain.catalog.importing.products import import_products
from optom.domain.catalog.importing.rows import (
    AnalogRow,
    Cover,
    GoodsPaperRow,
    GroupRow,
    MarkedRow,
    PictureRow,
    ProductRow,
    UnitRow,
)
from optom.domain.catalog.importing.shelves import measure_shelves

__all__ = [
    "AnalogRow",
    "Cover",
    "GoodsPaperRow",
    "GroupRow",
    "MarkedRow",
    "PictureRow",
    "ProductRow",
    "UnitRow",
    "import_analogs",
    "import_groups",
    "import_marked",
    "import_papers",
    "import_pictures",
    "import_products",
    "measure_shelves",
]
