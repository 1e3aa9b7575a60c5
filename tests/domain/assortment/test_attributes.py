"""Attributes narrow what a contract sees, and tell how much each of their values would leave."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

import pytest

from optom.domain.assortment import attributes
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Filters, Sort
from tests.trade import Firm

Chosen = Mapping[str, tuple[str, ...]]
VALUES = {"d, мм": ["7", "10", "12,5"], 'Зазор "C"': ["CN", "C3"], "Материал": ["сталь", "латунь"], "Ёмкость": [""]}


@dataclass(frozen=True, slots=True)
class Thing:
    """A product as the naive count knows it."""

    article: str
    attributes: dict[str, str]
    group: str
    brand: str
    is_in_stock: bool


def made_up(firm: Firm, dice: Random) -> list[Thing]:
    """Two groups, two brands; every attribute is said of about two products of three."""
    made = []
    for number in range(40):
        said = {name: dice.choice(values) for name, values in VALUES.items() if dice.random() < 0.7}
        group, brand = dice.choice(["Подшипники", "Ремни"]), dice.choice(["SKF", "FAG"])
        on_hand = dice.choice([0, 3])
        name = f"{'Подшипник' if number % 2 else 'Ремень'} {number}"
        firm.product(f"A{number}", name=name, attributes=said, group=group, brand=brand, on_hand=on_hand)
        made.append(Thing(f"A{number}", said, group, brand, on_hand > 0))
    return made


def answers(thing: Thing, chosen: Chosen) -> bool:
    return all(thing.attributes.get(name) in values for name, values in chosen.items())


def counted(things: list[Thing], chosen: Chosen, name: str) -> Counter[str]:
    """The naive count: what has all that is chosen of the other attributes."""
    others = {other: values for other, values in chosen.items() if other != name}
    found = Counter(thing.attributes.get(name) for thing in things if answers(thing, others))
    return Counter({value: count for value, count in found.items() if value})


def choice(dice: Random) -> dict[str, tuple[str, ...]]:
    names = dice.sample(["d, мм", 'Зазор "C"', "Материал"], dice.randint(0, 2))
    return {name: tuple(dice.sample(VALUES[name], dice.randint(1, len(VALUES[name])))) for name in names}


def select(firm: Firm, things: list[Thing], dice: Random) -> tuple[Filters, list[Thing]]:
    """Some filters, and what they leave before attributes are looked at."""
    group, brand = dice.choice([None, "Подшипники"]), dice.choice([None, "SKF"])
    search, is_in_stock = dice.choice(["", "подшипники"]), dice.random() < 0.5
    filters = Filters(
        search=search,
        groups=(firm.groups[group],) if group else (),
        brands=(firm.brands[brand],) if brand else (),
        is_in_stock=is_in_stock,
    )
    left = [
        thing
        for number, thing in enumerate(things)
        if (not group or thing.group == group)
        and (not brand or thing.brand == brand)
        and (not search or number % 2)
        and (not is_in_stock or thing.is_in_stock)
    ]
    return filters, left


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("few", [-1, 1000], ids=["by the index", "one by one"])
def test_facets_and_windows_agree_with_a_naive_count(
    firm: Firm, contract: int, at: datetime, monkeypatch: pytest.MonkeyPatch, seed: int, few: int
) -> None:
    monkeypatch.setattr(attributes, "FEW", few)
    dice = Random(seed)  # noqa: S311 -- goods, not secrets
    things = made_up(firm, dice)

    for _ in range(12):
        filters, left = select(firm, things, dice)
        chosen = choice(dice)
        filters = Filters(filters.search, filters.groups, filters.brands, tuple(chosen.items()), filters.is_in_stock)

        window = assortment.window(contract=contract, at=at, filters=filters, sort=dice.choice(list(Sort)))
        expected = {thing.article for thing in left if answers(thing, chosen)}
        assert ({row.article for row in window.rows}, window.total) == (expected, len(expected))

        for row in assortment.attribute_facets(contract=contract, at=at, filters=filters):
            naive = counted(left, chosen, row.name)
            none = dict.fromkeys(chosen.get(row.name, ()), 0)
            assert {value.value: value.products for value in row.values} == {**none, **naive}, row.name


def test_numbers_stand_by_value_and_texts_by_the_numbers_in_them(firm: Firm, contract: int, at: datetime) -> None:
    for number, (d, thread) in enumerate([("7", "М10"), ("12,5", "М8"), ("110", "M8×1"), ("−40", "М22"), ("9.5", "А")]):
        firm.product(f"A{number}", attributes={"d": d, "Резьба": thread, "Всем": "одно"})
        firm.product(f"B{number}", attributes={"d": d, "Резьба": thread, "Всем": "одно"})

    told = {
        row.name: [one.value for one in row.values] for row in assortment.attribute_facets(contract=contract, at=at)
    }

    assert told == {"d": ["−40", "7", "9.5", "12,5", "110"], "Резьба": ["M8×1", "А", "М8", "М10", "М22"]}


def test_of_a_contracts_neighbour_nothing_is_counted(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("A", attributes={"d": "20"})
    firm.product("B", attributes={"d": "25"})
    firm.product("C", attributes={"d": "30"}, brand="FAG")
    firm.deny(contract, brand="FAG")

    assert [
        (row.name, [(one.value, one.products) for one in row.values])
        for row in assortment.attribute_facets(contract=contract, at=at, filters=Filters(attributes=(("d", ("20",)),)))
    ] == [("d", [("20", 1), ("25", 1)])]


def test_what_tells_products_apart_comes_first_and_a_dozen_suffices(firm: Firm, contract: int, at: datetime) -> None:
    for number in range(20):
        rest = {f"n{place}": "да" for place in range(20) if number == place}
        firm.product(
            f"A{number}", attributes={"Размер": str(number % 4), "Цвет": str(number % 20 > 0), "№": str(number), **rest}
        )

    told = assortment.attribute_facets(contract=contract, at=at)

    assert [row.name for row in told[:2]] == ["Размер", "Цвет"]
    assert len(told) == attributes.MOST_ATTRIBUTES


def test_rare_values_are_left_out_and_said_to_be(
    firm: Firm, contract: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attributes, "MOST_VALUES", 2)
    for number, d in enumerate(["1", "1", "2", "2", "3", "4"]):
        firm.product(f"A{number}", attributes={"d": d})

    asked = Filters(attributes=(("d", ("4",)),))
    row = assortment.attribute_facets(contract=contract, at=at, filters=asked)[0]

    assert [one.value for one in row.values] == ["1", "4"], "what is chosen stays in sight"
    assert row.others == 2


def test_a_large_selection_is_told_by_a_sample_without_counts(
    firm: Firm, contract: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attributes, "CAP", 20)
    monkeypatch.setattr(attributes, "SAMPLE", 16)
    for number in range(40):
        said = {"d": str(number % 8), "D": str(number % 4)}
        firm.product(f"A{number}", attributes=said, brand="SKF" if number < 20 else "FAG")

    whole = {row.name: row.values for row in assortment.attribute_facets(contract=contract, at=at)}
    assert [(one.value, one.products) for one in whole["D"]] == [("0", None), ("1", None), ("2", None), ("3", None)]

    asked = Filters(attributes=(("D", ("2",)),))
    chosen = {row.name: row.values for row in assortment.attribute_facets(contract=contract, at=at, filters=asked)}
    assert [(one.value, one.products) for one in chosen["d"]] == [("2", 5), ("6", 5)]
    assert {one.value for one in chosen["D"]} == {"0", "1", "2", "3"}
    assert {one.products for one in chosen["D"]} == {None}


@pytest.mark.parametrize("evil", ['"', "\\", "$.x == 1", "a') || true --", "", "😀", "\n"])
def test_no_name_and_no_value_can_break_the_condition(firm: Firm, contract: int, at: datetime, evil: str) -> None:
    firm.product("A", attributes={f"n{evil}": f"v{evil}"})
    firm.product("B", attributes={"n": "other"})

    window = assortment.window(contract=contract, at=at, filters=Filters(attributes=((f"n{evil}", (f"v{evil}",)),)))

    assert [row.article for row in window.rows] == ["A"]
