"""What goods cost: told one by one and by lists, each change remembered, nothing written where nothing changed."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal, reasons_of
from optom.base.staging import Outcome, Skipped
from optom.domain.costs import actions as costs
from optom.domain.costs import queries
from optom.domain.costs.actions import Told
from optom.domain.costs.importing import FigureRow, preview_figures
from optom.domain.costs.models import Figure, FigureChange, Input
from optom.domain.costs.rules import InputNames
from optom.domain.journal import queries as journal
from tests.statements import counted
from tests.trade import Firm, dec

from .told import input_of, known, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(firm: Firm) -> int:
    return firm.person("boss", "director")


def row(product: str, name: str, amount: str, brand: str = "", origin: str = "") -> FigureRow:
    return FigureRow(product, input_of(name), Decimal(amount), brand, origin)


def test_a_list_tells_costs_and_a_second_time_changes_nothing(firm: Firm, director: int, at: datetime) -> None:
    firm.product("6204-2RS")
    firm.product("6205", brand="SKF")
    firm.product("6205", brand="FAG")
    rows = [
        row("6204 2rs", "receipt_cost", "101.5"),
        row("6205", "receipt_cost", "90", brand="fag"),
        row("6205", "planned_cost", "95", origin="costs.csv:4"),
        row("7777", "planned_cost", "1", origin="costs.csv:5"),
        row("6204-2RS", "planned_cost", "0", origin="costs.csv:6"),
        row("6204-2RS", "recommended", "150", origin="costs.csv:7"),
        row("62042RS", "recommended", "160"),
    ]
    left: list[Skipped] = []
    facts: dict[str, Any] = {"name": "costs.csv", "actor": director, "at": at}

    shown = preview_figures(rows)
    assert not known(), "looking changes nothing"
    outcome = costs.load_figures(rows=rows, expected=shown.outcome, report=left.append, **facts)

    assert outcome == Outcome(created=3, skipped=3)
    expected = {("6204-2RS", "receipt_cost"): dec("101.5"), ("6205", "receipt_cost"): dec(90)}
    assert known() == expected | {("6204-2RS", "recommended"): dec(160)}
    assert {(one.code, one.origin.rpartition(":")[2]) for one in left} == {
        ("costs.not_a_sum", "6"),
        ("costs.needs_brand", "4"),
        ("costs.unknown_product", "5"),
        ("costs.named_twice", "7"),
    }
    assert costs.load_figures(rows=rows, **facts) == Outcome(unchanged=3, skipped=3)
    [entry] = [one for one in journal.entries(limit=9) if one.act == "costs.load_figures"]
    assert (entry.facts["file"], entry.facts["created"]) == ("costs.csv", 3)


def test_what_has_moved_since_it_was_shown_is_not_loaded(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    rows = [row("6204", "planned_cost", "100")]
    expected = preview_figures(rows).outcome
    tell(bearing, "planned_cost", 90, at=at)

    with pytest.raises(Refusal, match=r"costs\.figures_moved"):
        costs.load_figures(rows=rows, name="x", actor=None, at=at, expected=expected)

    assert known() == {("6204", "planned_cost"): dec(90)}
    [move] = preview_figures(rows).moves
    assert (move.article, move.russian, move.before, move.amount) == ("6204", "плановая_себестоимость", 90, 100)


def test_what_is_typed_is_remembered_with_who_typed_it(firm: Firm, director: int, at: datetime) -> None:
    bearing = firm.product("6204")
    for days, amount in enumerate(("100", "100.00004", "110", None)):
        tell(bearing, "planned_cost", amount, at=at + timedelta(days=days), actor=director)

    assert not known()
    told = [(one.amount, one.actor, one.input) for one in queries.history(bearing, most=9)]
    assert told == [(None, "boss", "planned_cost"), (110, "boss", "planned_cost"), (100, "boss", "planned_cost")]


def test_all_that_is_wrong_with_typed_figures_is_said_together(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    wrong = [
        Told(input_of("planned_cost"), bearing, dec(0)),
        Told(999, bearing, dec(1)),
        Told(input_of("recommended"), bearing + 1, dec(1)),
    ]

    with pytest.raises(Refusal) as refused:
        costs.set_figures(told=wrong, actor=None, at=at)

    assert [one.code for one in reasons_of(refused.value)] == [
        "costs.not_a_sum",
        "costs.input_unknown",
        "costs.product_unknown",
    ]


def test_statements_do_not_grow_with_rows(firm: Firm, at: datetime) -> None:
    for article in range(20):
        firm.product(f"62{article:02}")
    counts = []
    for many in (1, 20):
        rows = [row(f"62{article:02}", "receipt_cost", str(many + article)) for article in range(many)]
        with counted() as sent:
            costs.load_figures(rows=rows, name="x", actor=None, at=at)
        counts.append(len(sent))
        told = [Told(1, product, dec(many * 100)) for product in Figure.objects.values_list("product_id", flat=True)]
        with counted() as sent:
            assert costs.set_figures(told=told, actor=None, at=at) == many
        counts.append(len(sent))

    assert counts[:2] == counts[2:]


def test_the_director_declares_what_else_is_told(firm: Firm, director: int, at: datetime) -> None:
    bearing = firm.product("6204")
    own = costs.declare_input(names=InputNames("duty", "пошлина", "number"), actor=director, at=at)

    costs.load_figures(rows=[FigureRow("6204", own, dec(0))], name="x", actor=director, at=at)

    assert known() == {("6204", "duty"): 0}, "a number may be nought"
    with pytest.raises(Refusal, match=r"costs\.input_told"):
        costs.forget_input(input=own, actor=director, at=at)
    other = costs.declare_input(names=InputNames("freight", "фрахт"), actor=director, at=at)
    costs.forget_input(input=other, actor=director, at=at)
    with pytest.raises(Refusal, match=r"costs\.input_unknown"):
        costs.forget_input(input=input_of("planned_cost"), actor=director, at=at)
    assert [one.name for one in queries.inputs() if one.is_own] == ["duty"]
    assert queries.history(bearing, most=1)[0].russian == "пошлина"


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (InputNames("brand", "новое"), ["costs.name_taken"]),
        (InputNames("price", "новое"), ["costs.name_taken"]),
        (InputNames("usd", "изменение"), ["costs.name_taken"] * 2),
        (InputNames("fresh", "объем"), ["costs.name_taken"]),
        (InputNames("true", "истина"), ["costs.name_wrong", "costs.russian_wrong"]),
        (InputNames("New one", "новое!", "text"), ["costs.name_wrong", "costs.russian_wrong", "costs.kind_wrong"]),
    ],
)
def test_a_name_that_formulas_can_not_tell_apart_is_refused(names: InputNames, codes: list[str], at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        costs.declare_input(names=names, actor=None, at=at)

    assert [one.code for one in reasons_of(refused.value)] == codes


def test_only_the_director_tells_costs(firm: Firm, at: datetime) -> None:
    firm.product("6204")
    for desk in ("manager", "finance", "administrator", "warehouse"):
        with pytest.raises(Refusal, match=r"accounts\.may_not"):
            costs.set_figures(told=[], actor=firm.person(desk, desk), at=at)


def test_the_ledger_forgets_nothing(firm: Firm, at: datetime) -> None:
    tell(firm.product("6204"), "planned_cost", 100, at=at)

    for act in (FigureChange.objects.all().delete, lambda: FigureChange.objects.update(amount=1)):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.update(amount=-1)


_DEEDS = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(-3, 3),
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(1, 3), st.none() | st.decimals("0.0001", 99999, places=4)),
            min_size=1,
            max_size=6,
        ),
    ),
    max_size=6,
)


@pytest.fixture
def goods(firm: Firm) -> list[int]:
    return [firm.product(f"620{number}") for number in range(3)]


@given(deeds=_DEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_figure_is_always_the_last_change_of_the_ledger(
    goods: list[int], at: datetime, deeds: list[tuple[bool, int, list[tuple[int, int, Decimal | None]]]]
) -> None:
    """By lists and by hand, whatever clocks say, also where one thing is named several times."""
    with transaction.atomic():
        model: dict[tuple[int, int], Decimal] = {}
        for is_list, hours, told in deeds:
            moment, given = at + timedelta(hours=hours), [one for one in told if not is_list or one[2] is not None]
            if is_list:
                rows = [FigureRow(f"620{of}", key, dec(amount)) for of, key, amount in given]
                costs.load_figures(rows=rows, name="x", actor=None, at=moment)
            else:
                costs.set_figures(
                    told=[Told(key, goods[of], amount) for of, key, amount in given], actor=None, at=moment
                )
            for of, key, amount in given:
                model.pop((key, goods[of]), None)
                if amount is not None:
                    model[key, goods[of]] = amount
        figures = {
            (of, product): amount for of, product, amount in Figure.objects.values_list("input", "product", "amount")
        }
        assert figures == model
        assert queries.broken_books() == []
        transaction.set_rollback(True)


def test_books_that_disagree_are_told(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    tell(bearing, "planned_cost", 100, at=at)
    Figure.objects.update(amount=99)

    [broken] = queries.broken_books()
    assert (broken.what, broken.expected, broken.found) == ("costs.figure_is_last_change", 100, 99)


def test_a_buyer_is_shown_nothing_of_costs(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relname like 'costs\\_%' and relkind in ('r', 'S', 'v')"
            " and (has_table_privilege('optom_buyer', oid, 'select')"
            " or has_table_privilege('optom_web', oid, 'select'))"
        )
        assert cursor.fetchall() == []
    assert Input.objects.filter(is_own=False).count() == 5
