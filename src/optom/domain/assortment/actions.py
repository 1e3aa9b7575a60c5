"""What a company teaches us: its own numbers of products; what is agreed with it: the part of the catalog it sees."""

from collections.abc import Collection, Iterator, Mapping

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.catalog.rules import CODE_LENGTH, normalise_code

from .models import OwnNumber
from .scope import set_scope

__all__ = ["forget", "give_numbers", "remember", "set_scope"]

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


def unlearn(*, company: int, numbers: Collection[str]) -> int:
    """What was remembered by these numbers is asked about again; how many. Those that the company gave itself stay."""
    codes = {normalise_code(number) for number in numbers}
    deleted, _ = OwnNumber.objects.filter(company_id=company, code__in=codes, is_given=False).delete()
    return deleted


def forget(*, company: int, product: int) -> int:
    """The company has no number of its own for the product any more; how many it had."""
    deleted, _ = OwnNumber.objects.filter(company_id=company, product_id=product).delete()
    return deleted


@transaction.atomic
def give_numbers(*, company: int, numbers: Mapping[int, str]) -> dict[int, Refusal]:
    """From now on the company's own number of each product is this (product -> number, an empty one for none).

    What can't be is told by product and changes nothing: ``assortment.own_number_wrong``, ``own_number_taken`` by
    another product, ``own_number_twice`` in this act. What is remembered for a product besides is understood as before.
    Two colleagues who do it at once do it one after the other. Four statements.
    """
    codes = {product: normalise_code(number) for product, number in numbers.items()}
    _sql.run("lock_own_numbers", company=company)
    taken = _sql.rows("own_numbers_given", company=company, codes=list(codes.values()))
    refused = dict(_refused(numbers, codes, {row.code: row for row in taken}))
    given = {product: number for product, number in numbers.items() if product not in refused}
    said = {"company": company, "products": list(given), "codes": [codes[product] for product in given]}
    _sql.run("give_up_numbers", **said)
    _sql.run("give_numbers", **said, numbers=list(given.values()))
    return refused


def _refused(
    numbers: Mapping[int, str], codes: Mapping[int, str], taken: Mapping[str, Row]
) -> Iterator[tuple[int, Refusal]]:
    first: dict[str, int] = {}
    for product, number in numbers.items():
        code = codes[product]
        holder = taken.get(code)
        if len(number) > CODE_LENGTH or (number and not code):
            yield product, Refusal("assortment.own_number_wrong", number=number[:40], most=CODE_LENGTH)
        elif holder and holder.product != product:
            yield product, Refusal("assortment.own_number_taken", number=number, article=holder.article)
        elif code and first.setdefault(code, product) != product:
            yield product, Refusal("assortment.own_number_twice", number=number)
