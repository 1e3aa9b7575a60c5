"""What is derived from all products: shelves, and milestones in the order of the catalog."""

from optom.base.sql import statements
from optom.domain.catalog import rules

_sql = statements("optom.domain.catalog")


def measure_shelves() -> int:
    """Bring shelves and milestones up to date; how many were not. Whoever changes products calls it in the same act."""
    names = ("import_shelf", "import_shelf_gone", "import_milestones", "import_milestones_gone")
    return sum(_sql.run(name, step=rules.STEP) for name in names)
