"""Between which amounts the prices of each shelf lie: what a buyer who asks for a range of prices need not look at.

Whoever changes a price writes down that its product is in doubt, in the same act (``doubt``); a trigger does so for a
product that moves to another shelf. What is in doubt is looked at as if nothing were known of its shelf. The worker
measures it (``measure``) and settles the doubts that it has seen, in one statement: what changes meanwhile is in doubt
still. ADR 0042.
"""

from django.db import transaction

from optom.base.sql import statements
from optom.base.staging import one_at_a_time

from .models import Column, Doubt

_sql = statements("optom.domain.pricing")
_MUCH = 2_000  # changes of one import beyond which its columns are doubted as a whole: readers look at every doubt


def doubt_changes(many: int) -> None:
    """What an import changes, so much of it, from its table of changes."""
    _sql.run("doubt_changes", is_much=many > _MUCH)


def doubt(*, column: int, product: int) -> None:
    """What a product costs in a column may be beyond what is known of its shelf."""
    Doubt.objects.create(column_id=column, product_id=product)


def measure(*, anew: bool = False) -> int:
    """Settle all doubts, ``anew``: about every column; how many shelves of a column were otherwise. Nobody who changes
    prices or products waits for it.
    """
    with transaction.atomic():
        one_at_a_time("pricing.measuring")  # who looked earlier would write over what was seen later
        if anew:
            Doubt.objects.bulk_create(Doubt(column=column) for column in Column.objects.all())
        return _sql.run("measure_shelves") if _sql.value("in_doubt") else 0
