"""What competitors ask: the last price that was seen of each, and what of it is new enough to count."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from optom.base.staging import Outcome, Skipped
from optom.domain.costs import actions as costs
from optom.domain.costs import queries
from optom.domain.costs.actions import MarketRow
from optom.domain.costs.models import Competitor, Market
from optom.domain.journal import queries as journal
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def seen(article: str, competitor: str, amount: str, days_ago: int = 1) -> MarketRow:
    return MarketRow(article, competitor, Decimal(amount), TODAY - timedelta(days=days_ago))


def load(*rows: MarketRow, at: datetime, is_trial: bool = False) -> tuple[Outcome, list[str]]:
    left: list[Skipped] = []
    outcome = costs.load_market(rows=rows, name="market.csv", actor=None, at=at, is_trial=is_trial, report=left.append)
    return outcome, [one.code for one in left]


def market() -> dict[str, tuple[Decimal, Decimal, int]]:
    rows = Market.objects.values_list("product__article", "lowest", "median", "prices")
    return {article: (lowest, median, prices) for article, lowest, median, prices in rows}


def test_the_lowest_and_the_middle_price_of_those_that_are_new_enough(firm: Firm, at: datetime) -> None:
    bearing = firm.product("6204")
    firm.product("6205")
    rows = [
        seen("6204", "Подшипник-Маркет", "100"),
        seen("6204", "ПромТорг", "110", 29),
        seen("6204", "Третий", "125"),
        seen("6204", "Старый", "1", 30),
        seen("6205", "ПромТорг", "50"),
        seen("6205", " промторг ", "52", 0),
    ]

    assert load(*rows, at=at, is_trial=True) == (Outcome(created=5, skipped=1), ["costs.named_twice"])
    assert not Competitor.objects.exists(), "trying changes nothing"
    load(*rows, at=at)

    assert market() == {"6204": (100, 110, 3), "6205": (52, 52, 1)}
    assert [(one.competitor, one.counts) for one in queries.seen(bearing, TODAY)] == [
        ("Старый", False),
        ("Подшипник-Маркет", True),
        ("ПромТорг", True),
        ("Третий", True),
    ]
    load(seen("6204", "Пятый", "112"), at=at)
    assert market()["6204"] == (100, 111, 4), "of two in the middle, halfway"
    assert len([one for one in journal.entries(limit=9) if one.act == "costs.load_market"]) == 2


def test_what_was_seen_last_stands_until_it_is_too_old(firm: Firm, at: datetime) -> None:
    firm.product("6204")
    load(seen("6204", "ПромТорг", "100", 5), at=at)

    assert load(seen("6204", "ПромТорг", "90", 6), at=at) == (Outcome(unchanged=1), [])
    assert market() == {"6204": (100, 100, 1)}, "it was seen before"
    assert load(seen("6204", "ПРОМТОРГ", "100", 4), at=at) == (Outcome(unchanged=1), [])
    assert load(seen("6204", "ПромТорг", "95", 4), at=at) == (Outcome(changed=1), [])

    costs.measure(at=at + timedelta(days=25))
    assert market() == {"6204": (95, 95, 1)}
    costs.measure(at=at + timedelta(days=26))
    assert market() == {}


def test_what_can_not_be_a_price_of_a_competitor_is_told(firm: Firm, at: datetime) -> None:
    firm.product("6204")
    rows = [seen("6204", "", "1"), seen("6204", "Рано", "1", -1), seen("6204", "Даром", "0"), seen("77", "Кто", "1")]

    assert load(*rows, at=at) == (
        Outcome(skipped=1),
        ["costs.no_competitor", "costs.seen_in_future", "costs.not_a_sum", "costs.unknown_product"],
    )


def test_statements_do_not_grow_with_rows(firm: Firm, at: datetime) -> None:
    for number in range(9):
        firm.product(f"620{number}", price=dec(1))
    counts = []
    for many in (1, 9):
        with counted() as sent:
            load(*(seen(f"620{number}", f"Конкурент {number}", str(many)) for number in range(many)), at=at)
        counts.append(len(sent))

    assert counts[0] == counts[1]
