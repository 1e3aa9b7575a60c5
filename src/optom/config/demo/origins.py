"""Where the demo's goods come from, which of them are marked, and who of its companies has electronic papers."""

from decimal import Decimal

from .writing import go_on_after, rows, run

# A brand comes from one country: those with a Russian name from here, of the others each from one of these.
_BATCHES = """
insert into stock_batch (at, product_id, warehouse_id, quantity, remains, country, declaration)
select m.at, m.product_id, m.warehouse_id, m.quantity, m.quantity, c.country,
    case when c.country = '643' then ''
        else '10702070/' || to_char(m.at - interval '12 days', 'DDMMYY') || '/3'
            || lpad((m.product_id % 1000000)::text, 6, '0')
    end
from stock_move m
join catalog_product p on p.id = m.product_id
join catalog_brand b on b.id = p.brand_id
cross join lateral (
    select case when b.name ~ '[А-Яа-я]' then '643'
        else (array['156', '276', '392', '380', '752'])[1 + pg_temp.dice(b.id, 70, 5)] end as country
) c
where m.kind = 'receipt'
order by m.at, m.product_id, m.warehouse_id
"""
_MARKED = """
insert into catalog_marked (product_id, commodity, gtin)
select p.id, 'autofluids', lpad(min(b.code), 14, '0')
from catalog_product p
join catalog_barcode b on b.product_id = p.id
where p.name like 'Масло %' and p.name ~ ' (1|4|5) л$'
group by p.id
order by p.id
"""
# All but a few have chosen an operator of electronic papers.
_SELLERS = "update companies_seller set edo_id = '2BM-' || inn || '-' || kpp"
_COMPANIES = "update companies_company set edo_id = concat_ws('-', '2BM', inn, nullif(kpp, '')) where id % 9 <> 8"
_OF_MARKED = """
select b.product_id, p.multiple from stock_balance b
join catalog_marked m on m.product_id = b.product_id
join catalog_product p on p.id = b.product_id
where b.warehouse_id = 1 and b.on_hand - b.held >= 3 * p.multiple
order by b.product_id
limit 3
"""


def write_origins() -> None:
    """What was received this year came in batches; oils in cans are marked. After the moves of the stock."""
    run(_BATCHES)
    go_on_after("stock_batch")
    run(_MARKED)
    run(_SELLERS)
    run(_COMPANIES)


def marked_on_hand() -> list[tuple[int, Decimal]]:
    """Marked goods that stand in Moscow, with their multiples."""
    return rows(_OF_MARKED)
