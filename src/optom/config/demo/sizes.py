"""How large a distributor the demo makes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """``subgroups`` is the most groups of the third level in one of the second; a year of history for ``regulars``."""

    products: int
    companies: int
    regulars: int
    subgroups: int


SIZES = {
    "small": Size(products=5_000, companies=200, regulars=40, subgroups=0),
    "medium": Size(products=100_000, companies=2_000, regulars=400, subgroups=8),
    "large": Size(products=1_000_000, companies=20_000, regulars=2_000, subgroups=52),
}
