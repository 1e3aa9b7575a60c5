"""What a room may reach in another room: imports, foreign keys, SQL."""

from collections.abc import Callable

import pytest

from tests.architecture.checks.foreign_keys import foreign_keys
from tests.architecture.checks.house import House
from tests.architecture.checks.privacy import privacy
from tests.architecture.checks.sql_files import sql

Seed = Callable[[dict[str, str]], House]


def test_no_room_is_entered_past_its_public_modules(house: House) -> None:
    assert privacy(house) == []


def test_foreign_keys_point_down_and_leave_no_reverse_names(house: House) -> None:
    assert foreign_keys(house) == []


def test_sql_reads_down_and_writes_its_own_tables(house: House) -> None:
    assert sql(house) == []


def test_the_checks_see_the_rooms_that_exist(house: House) -> None:
    """A check that finds no files would pass for ever."""
    existing = {path.name for path in house.domain.iterdir() if (path / "models.py").exists()}

    assert existing <= house.rooms
    assert {"accounts", "stock", "orders"} <= existing


PRIVATE = [
    "from optom.domain.stock.models import Balance",
    "from optom.domain.stock import models as stock",
    "import optom.domain.stock.models",
    "from optom.domain import stock",
    "from optom.domain.stock.actions import _lock",
    "def late() -> None:\n    from optom.domain.stock.models import Balance",
]


@pytest.mark.parametrize("line", PRIVATE)
@pytest.mark.parametrize(
    "importer",
    ["domain/orders/actions.py", "domain/orders/migrations/0001.py", "interfaces/portal/views.py"],
)
def test_a_room_is_not_entered_by_the_back_door(seed: Seed, importer: str, line: str) -> None:
    found = privacy(seed({f"src/optom/{importer}": line}))

    assert [violation.line for violation in found] == [line.count("\n") + 1]
    assert "stock" in found[0].message


def test_a_relative_import_is_followed_to_its_room(seed: Seed) -> None:
    files = {
        "src/optom/domain/orders/actions.py": "from ..stock import handlers",
        "src/optom/domain/orders/queries/lines.py": "from ...stock.models import Hold\nfrom ..models import Line",
    }

    assert [str(violation.path.name) for violation in privacy(seed(files))] == ["actions.py", "lines.py"]


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("domain/orders/actions.py", "from optom.domain.stock import actions as stock, queries"),
        ("domain/orders/actions.py", "from optom.domain.stock.queries import Window"),
        ("domain/orders/actions.py", "from .models import Order\nfrom optom.domain.orders.handlers import x"),
        ("interfaces/exchange/load.py", "from optom.domain.catalog import importing"),
        ("config/wiring.py", "from optom.domain.stock import handlers, tasks"),
    ],
)
def test_the_front_door_is_open(seed: Seed, importer: str, line: str) -> None:
    assert privacy(seed({f"src/optom/{importer}": line})) == []


KEY = 'key = models.ForeignKey(Product, models.PROTECT, related_name="+")'


def test_models_may_name_a_model_of_another_room_as_the_target_of_a_key(seed: Seed) -> None:
    text = f"from optom.domain.catalog.models import Product\n{KEY}"

    assert privacy(seed({"src/optom/domain/stock/models.py": text})) == []


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("models.py", "found = Product.objects.get()"),
        ("models.py", "def name(product: Product) -> str: ..."),
        ("actions.py", ""),
    ],
)
def test_models_do_nothing_else_with_a_model_of_another_room(seed: Seed, name: str, use: str) -> None:
    text = f"from optom.domain.catalog.models import Product\n{KEY}\n{use}"

    assert [found.line for found in privacy(seed({f"src/optom/domain/stock/{name}": text}))] == [1]


WRONG_KEYS = {
    "up": ('models.ForeignKey("orders.Order", models.CASCADE, related_name="+")', "from stock to orders"),
    "sideways": ('models.OneToOneField(to="suppliers.Offer", related_name="+")', "from stock to suppliers"),
    "many to many, up": ('models.ManyToManyField("pricing.Column", related_name="+")', "from stock to pricing"),
    "with a reverse name": ('models.ForeignKey("catalog.Product", models.PROTECT, related_name="balances")', "'+'"),
    "with the default reverse name": ('models.ForeignKey("catalog.Product", models.PROTECT)', "'+'"),
    "to the user with a reverse name": ("models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)", "'+'"),
    "to who knows what": ("models.ForeignKey(target(), models.PROTECT)", "can't tell"),
}


@pytest.mark.parametrize(("field", "said"), WRONG_KEYS.values(), ids=WRONG_KEYS.keys())
def test_a_foreign_key_that_is_refused(seed: Seed, field: str, said: str) -> None:
    found = foreign_keys(seed({"src/optom/domain/stock/models.py": f"class Balance(models.Model):\n    key = {field}"}))

    assert [violation.line for violation in found] == [2]
    assert said in found[0].message


def test_a_class_imported_from_above_is_followed_to_its_room(seed: Seed) -> None:
    text = "from optom.domain.orders.queries import Order\nkey = models.ForeignKey(Order, models.CASCADE)"

    assert "from stock to orders" in foreign_keys(seed({"src/optom/domain/stock/models.py": text}))[0].message


@pytest.mark.parametrize(
    "field",
    [
        'models.ForeignKey("catalog.Product", models.PROTECT, related_name="+")',
        'models.ManyToManyField("companies.Contract", related_name="stock+")',
        'models.ForeignKey("Warehouse", models.PROTECT, related_name="balances")',
        'models.ForeignKey("self", models.PROTECT)',
        "models.ForeignKey(Warehouse, models.PROTECT)",
        'models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")',
    ],
)
def test_a_foreign_key_that_is_fine(seed: Seed, field: str) -> None:
    assert foreign_keys(seed({"src/optom/domain/stock/models.py": f"key = {field}"})) == []


WRONG_SQL = {
    "reads up": ("select 1 from orders_line", "reads orders_line"),
    "joins up": ("select 1 from stock_hold h\njoin orders_line l on l.id = h.owner", "reads orders_line"),
    "reads a sibling": ("select 1 from stock_hold, suppliers_offer", "reads suppliers_offer"),
    "reads up after a sub-query": ("select 1 from (select 1 from stock_hold) h, orders_line l", "reads orders_line"),
    "reads up in a sub-query": (
        "select (select sum(l.amount) from orders_line l) from stock_hold",
        "reads orders_line",
    ),
    "reads up with its schema": ('select 1 from public."orders_line"', "reads public.orders_line"),
    "calls a function from above": ("select orders_open(1)", "reads orders_open"),
    "selects from a function above": ("select 1 from orders_open(1) o", "reads orders_open"),
    "inserts abroad": ("insert into catalog_product (id) values (1)", "writes catalog_product"),
    "updates abroad": ("update only catalog_product set name = ''", "writes catalog_product"),
    "deletes abroad": ("delete from catalog_product using stock_hold h where h.id = 1", "writes catalog_product"),
    "deletes with a list from above": ("delete from stock_hold using orders_line l where true", "reads orders_line"),
    "merges abroad": (
        "merge into catalog_product p using stock_hold h on true when matched then delete",
        "writes catalog",
    ),
    "copies in abroad": ("copy catalog_product (id, name) from stdin", "writes catalog_product"),
    "truncates abroad": ("truncate table stock_hold, catalog_product", "writes catalog_product"),
    "writes abroad inside a with": (
        "with gone as (delete from stock_hold returning id)\nupdate catalog_product p set x = 1 from gone",
        "writes catalog_product",
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG_SQL.values(), ids=WRONG_SQL.keys())
def test_sql_that_is_refused(seed: Seed, text: str, said: str) -> None:
    found = sql(seed({"src/optom/domain/stock/sql/question.sql": text}))

    assert len(found) == 1
    assert said in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "select p.name from stock_balance b join catalog_product p on p.id = b.product_id for update of b",
        "insert into stock_hold (id) values (1) on conflict (id) do update set quantity = 1",
        "update stock_balance b set held = 0 from catalog_product p where p.id = b.product_id",
        "-- never from orders_line\nselect 'from orders_line' /* join orders_line */ from stock_hold",
        "with orders_a as (select 1), orders_b (id) as materialized (select 1) select 1 from orders_a, orders_b",
        "select 1 from stock_hold h where h.until is distinct from orders_until",
        "select extract(day from orders_day) from stock_hold",
        "select orders_sum from stock_hold where id = any(%(orders_ids)s)",
        "copy catalog_product (id) to stdout",
        "copy (select 1 from catalog_product) to stdout",
        "select catalog_code_of(name) from catalog_product join stock_hold using (id)",
    ],
)
def test_sql_that_is_fine(seed: Seed, text: str) -> None:
    assert sql(seed({"src/optom/domain/stock/sql/question.sql": text})) == []


def test_a_violation_names_the_line_of_the_file(seed: Seed) -> None:
    text = "-- why\nselect 1\nfrom stock_hold h\njoin orders_line l on l.id = h.owner\n"

    assert sql(seed({"src/optom/domain/stock/sql/question.sql": text}))[0].line == 4


def test_sql_in_a_string_of_python_counts_too(seed: Seed) -> None:
    text = 'x = 1\nrows = run("""\n    select 1\n    from orders_line""")'

    assert [violation.line for violation in sql(seed({"src/optom/domain/stock/queries.py": text}))] == [4]


def test_interfaces_ask_rooms_and_not_their_tables(seed: Seed) -> None:
    found = sql(seed({"src/optom/interfaces/portal/pages.py": 'run(f"SELECT {columns} FROM stock_balance")'}))

    assert "reads stock_balance" in found[0].message


def test_a_function_made_by_a_migration_is_sql_of_its_room(seed: Seed) -> None:
    text = (
        'FREE = """\ncreate function stock_free() returns int language sql as $$\n  select 1 from orders_line\n$$;"""'
    )

    assert [found.line for found in sql(seed({"src/optom/domain/stock/migrations/0002.py": text}))] == [3]


def test_the_rest_of_a_migration_is_exempt(seed: Seed) -> None:
    text = 'run("alter table catalog_product enable row level security; update catalog_product set x = 1")'

    assert sql(seed({"src/optom/domain/stock/migrations/0002.py": text})) == []
