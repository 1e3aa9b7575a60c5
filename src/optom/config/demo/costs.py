"""What the demo's goods cost, what makers recommend and what two competitors ask; how the goods sell."""

from datetime import datetime, timedelta

from optom.domain.costs import actions as costs

from .writing import copy, filling, go_on_after, run

COMPETITORS = ("Подшипник-Маркет", "ПромСнабОпт")
_TOLD_DAYS_AGO = 17
# All came at some cost; of two thirds the director has said what he reckons with; every third maker recommends a price.
_FIGURES = """
insert into costs_figure (input_id, product_id, amount)
select i.id, p.id, greatest(round(p.cost * f.part, 2), 0.01)
from demo_product p
cross join lateral (values
    ('receipt_cost', 1.0, true),
    ('planned_cost', (98 + pg_temp.dice(p.id, 71, 9)) / 100.0, pg_temp.dice(p.id, 72, 3) > 0),
    ('recommended', 1.9, pg_temp.dice(p.id, 73, 3) = 0)
) f (name, part, is_told)
join costs_input i on i.name = f.name
where f.is_told
order by i.id, p.id
"""
_CHANGES = """
insert into costs_figurechange (input_id, product_id, amount, at, source)
select input_id, product_id, amount, %(told)s, 'costs.xlsx' from costs_figure
order by product_id, input_id
"""
# Both ask about what our wholesale price is, and some of what was seen is too old to count.
_MARKET = """
insert into costs_marketprice (product_id, competitor_id, amount, seen_on)
select p.id, c.id, greatest(round(p.cost * (130 + pg_temp.dice(p.id, 74 + c.id, 31)) / 100, 2), 0.01),
    %(today)s::date - pg_temp.dice(p.id, 77 + c.id, 40)
from demo_product p
cross join costs_competitor c
where pg_temp.dice(p.id, 80 + c.id, 5) < 2
order by p.id, c.id
"""


def write_costs(total: int, *, at: datetime) -> None:
    """Figures with their ledger, prices of competitors; then all is measured, as at night."""
    copy("costs_competitor", "id name", enumerate(COMPETITORS, start=1))
    go_on_after("costs_competitor")
    with filling(total, "costs_figure", "costs_figurechange", "costs_marketprice"):
        run(_FIGURES)
        run(_CHANGES, told=at - timedelta(days=_TOLD_DAYS_AGO))
        run(_MARKET, today=at.date())
    run("analyze costs_figure")
    costs.measure(at=at)
