"""What formulas may name of goods: each field reads what the rooms say, for all products at once."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from optom.base.formula import Formula, Kind, Vocabulary
from optom.base.formula.kinds import folded
from optom.domain.costs import actions as costs
from optom.domain.costs import inputs
from optom.domain.costs.actions import MarketRow
from optom.domain.costs.rules import InputNames
from optom.domain.stock.models import Move
from tests.trade import Firm, dec

from .told import tell

pytestmark = pytest.mark.django_db


def worked_out(text: str, at: datetime) -> dict[str, Any]:
    """What a formula comes to for every product, by its article."""
    known = inputs.known(at=at)
    formula = Formula.read(text, Vocabulary([one.field for one in known]))
    joins = inputs.joins(known, formula.fields)
    with connection.cursor() as cursor:
        cursor.execute(f"select p.article, {formula.sql} from catalog_product p {joins}")  # noqa: S608 -- our own
        return dict(cursor.fetchall())


@pytest.fixture
def goods(firm: Firm, at: datetime) -> dict[str, int]:
    firm.group("Изделия")
    firm.group("Подшипники", "Изделия")
    bearing = firm.product("6204", on_hand=80, kazan=10, multiple=5)
    firm.product("belt", brand="Gates", group="Ремни")
    for days, quantity, kind in ((20, 100, "receipt"), (10, -45, "dispatch")):
        moment = at - timedelta(days=days)
        Move.objects.create(at=moment, product_id=bearing, warehouse_id=firm.moscow, quantity=quantity, kind=kind)
    firm.arrival(bearing, 50, date(2026, 12, 1))
    tell(bearing, "receipt_cost", "100.5", at=at)
    own = costs.declare_input(names=InputNames("duty", "пошлина", "number"), actor=None, at=at)
    costs.set_figures(told=[costs.Told(own, bearing, dec(7))], actor=None, at=at)
    rows = [MarketRow("6204", name, Decimal(amount), at.date()) for name, amount in (("один", 140), ("два", 150))]
    costs.load_market(rows=rows, name="m", actor=None, at=at)
    costs.measure(at=at)
    return {"6204": bearing}


@pytest.mark.parametrize(
    ("formula", "bearing", "belt"),
    [
        ("себестоимость_прихода * (1 + пошлина / 100)", dec("107.535"), None),
        ("ЕСЛИПУСТО(planned_cost; receipt_cost)", dec("100.5"), None),
        ('ЕСЛИ(бренд = "skf"; 1; 2)', 1, 2),
        ('ЕСЛИ(И(группа = "подшипники"; СРЕДИ("изделия"; группы)); 1; 2)', 1, 2),
        ("остаток + в_пути", 140, 0),
        ("дней_запаса", 180, None),
        ("дней_с_прихода", 20, None),
        ("продано_за_90_дней + продано_за_год", 90, 0),
        ("abc & xyz", "AZ", ""),
        ("рынок_мин", 140, None),
        ("рынок_медиана", 145, None),
        ("цен_рынка", 2, 0),
        ("ставка_ндс + кратность + вес", dec("27.1"), dec("23.1")),
        ("ЕСЛИ(маркируется; 1; 0)", 0, 0),
        ("артикул & наименование & единица", "6204Подшипник 6204шт", "beltПодшипник beltшт"),
        ("ЕСЛИПУСТО(объём; 0) + наименьшее_количество", 0, 0),
    ],
)
def test_a_formula_reads_what_is_known(
    goods: dict[str, int], at: datetime, formula: str, bearing: object, belt: object
) -> None:
    assert worked_out(formula, at) == {"6204": bearing, "belt": belt}


def test_all_fields_stand_together_and_each_name_means_one_thing(goods: dict[str, int], at: datetime) -> None:
    known = inputs.known(at=at)
    names = [folded(name) for one in known for name in {one.field.name, one.field.russian}]
    assert len(names) == len(set(names))

    fields = [one.field for one in known]
    wanted = ", ".join(f"{field.sql} as {field.name}_" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"select {wanted} from catalog_product p {inputs.joins(known, fields)}")  # noqa: S608 -- our own
        rows = cursor.fetchall()
    assert len(rows) == 2, "no join multiplies products"
    kinds = {Kind.NUMBER: Decimal, Kind.MONEY: Decimal, Kind.TEXT: str, Kind.FLAG: bool, Kind.TEXTS: list}
    for row in rows:
        for field, value in zip(fields, row, strict=True):
            assert value is None or type(value) is kinds[field.kind], field.name
    assert inputs.joins(known, []) == ""
