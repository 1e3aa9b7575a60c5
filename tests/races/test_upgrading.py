"""An upgrade builds the indexes of large tables while people work on."""

from collections.abc import Callable

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from optom.domain.catalog.models import Product
from optom.domain.stock.models import Balance
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import Meanwhile, refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def build(app: str, model: str, name: str) -> None:
    """As a migration does that says so: the index of the model, once more."""
    state = MigrationExecutor(connection).loader.project_state()
    index = next(one for one in state.models[app, model].options["indexes"] if one.name == name)
    before = state.clone()
    before.remove_index(app, model, name)
    with connection.schema_editor(atomic=False) as editor:
        AddIndexConcurrently(model, index).database_forwards(app, editor, before, state)


def write_product(product: int) -> None:
    Product.objects.filter(pk=product).update(weight=1)


def write_balance(product: int) -> None:
    Balance.objects.filter(product=product).update(held=0)


@pytest.mark.parametrize(
    ("app", "model", "index", "write"),
    [
        ("catalog", "product", "catalog_product_names", write_product),
        ("stock", "balance", "stock_balance_on_hand", write_balance),
    ],
)
@pytest.mark.usefixtures("books_agree")
def test_goods_are_written_while_their_index_is_built(
    delivery: Delivery, app: str, model: str, index: str, write: Callable[[int], None]
) -> None:
    """It waits for who writes already, and whoever comes after does not wait for it."""
    first, second = (delivery.firm.product(article, on_hand=10) for article in ("6204", "6205"))
    with connection.cursor() as cursor:
        cursor.execute(f"drop index {index}")
    building = Meanwhile(lambda: build(app, model, index))

    with transaction.atomic():
        building.after(write)(first)
        answers = together(lambda: _impatiently(write, second))

    assert refusals(answers) == []
    assert building.answer() is None
    with connection.cursor() as cursor:
        cursor.execute("select indisvalid from pg_index where indexrelid = %s::regclass", [index])
        assert cursor.fetchone() == (True,)


def _impatiently(write: Callable[[int], None], product: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '1s'")
    write(product)
