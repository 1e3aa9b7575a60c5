"""What a company teaches us: its own numbers of products."""

from collections.abc import Mapping

from optom.base.sql import statements
from optom.domain.catalog.rules import CODE_LENGTH, normalise_code

from .models import OwnNumber

_sql = statements(__package__)


def remember(*, company: int, numbers: Mapping[str, int]) -> int:
    """From now on the company means these products by these numbers; how many of them say something. One statement.

    A number is any text by which the company calls a product, its own article or a whole name; compared as numbers
    are. A text without letters and digits, which nothing could be found by, is left out.
    """
    codes = {normalise_code(number): (number[:CODE_LENGTH], product) for number, product in numbers.items()}
    codes.pop("", None)
    if not codes:
        return 0
    return _sql.run(
        "remember",
        company=company,
        codes=list(codes),
        numbers=[number for number, _ in codes.values()],
        products=[product for _, product in codes.values()],
    )


def forget(*, company: int, product: int) -> int:
    """The company has no number of its own for the product any more; how many it had."""
    deleted, _ = OwnNumber.objects.filter(company_id=company, product_id=product).delete()
    return deleted
