"""A chart is told with a table of the same numbers; a bridge leads from its beginning to its end."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import orjson
import pytest
from django.template import Context, Template
from django.utils import translation

from optom.interfaces.kit.charts import Bars, Cloud, Line, Lines, Measure, Point, Points, Series, Step, bridge
from optom.interfaces.kit.sheets import Kind
from tests.trade import dec

MONDAY, TUESDAY = (datetime(2026, 11, number, 12, tzinfo=ZoneInfo("Europe/Moscow")) for number in (23, 24))
PARTS = [Step(f"Group {number}", dec(number), f"group=={number}") for number in range(-3, 4)]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_bridge_shows_its_greatest_parts_and_adds_the_rest_up() -> None:
    made = bridge("Margin", Step("Now", dec(100)), [*PARTS, Step("Bolts", dec(-40))], "Then", most=3)
    assert [(one.title, one.value) for one in (made.start, *made.parts, made.end)] == [
        ("Now", dec(100)), ("Bolts", dec(-40)), ("Group -3", dec(-3)), ("Group 3", dec(3)), ("All others", dec(0)),
        ("Then", dec(60)),
    ]  # fmt: skip
    assert [one["is_sum"] for one in made.told()["steps"]] == [True, False, False, False, False, True]
    assert made.start.value + sum(one.value for one in made.parts) == made.end.value
    nothing = bridge("Margin", Step("Now", dec(100)), [], "Then")
    assert (nothing.parts, nothing.end.value) == ([], dec(100))


@pytest.mark.parametrize(
    ("chart", "cells"),
    [
        (
            Bars("Moves", ["−1 … 0 %"], [Series("Retail", [1200], queries=["a=1&b=<2"]), Series("Opt", [None])]),
            ["−1 … 0 %", '<a href="/page/?a=1&amp;b=&lt;2">1,200</a>', "—"],
        ),
        (
            Points("Costs", "Cost", "Price", "at cost", [Cloud("Opt", [Point(dec("1.5"), dec(2), "7", "<6204>")])]),
            ["&lt;6204&gt;", "1.50", "2.00", "Opt"],
        ),
        (
            Bars("Shares", ["SKF"], [Series("all", [Decimal("33.33")])], Measure(Kind.PERCENT, "%")),
            ["SKF", "33.33\u00a0%"],
        ),
        (
            Lines(
                "Offers", [Line("Near", [(MONDAY, dec(100)), (TUESDAY, None)]), Line("<Far>", [(TUESDAY, dec("90.5"))])]
            ),
            ["2026-11-23 12:00", "100.00", "", "2026-11-24 12:00", "—", "90.50"],
        ),
    ],
)
def test_the_same_numbers_stand_in_a_table_and_in_what_is_drawn(chart: Bars | Points | Lines, cells: list[str]) -> None:
    shown = Template("{% load optom %}{% chart one '/page/' %}").render(Context({"one": chart}))
    body = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", body) == cells
    told = shown.partition("<template data-told>")[2].partition("</template>")[0]
    assert "<" not in told
    assert orjson.loads(told) == orjson.loads(orjson.dumps(chart.told()))
