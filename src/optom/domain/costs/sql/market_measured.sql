-- The lowest price, the middle one (of two in the middle, halfway between them), the highest, and how many there are.
-- When that was found is remembered.
with moved as (
    insert into costs_market as m (product_id, lowest, median, highest, prices)
    select product_id, amounts[1], round((amounts[(many + 1) / 2] + amounts[many / 2 + 1]) / 2, 4), amounts[many], many
    from (
        select p.product_id, array_agg(p.amount order by p.amount) as amounts, count(*)::int as many
        from costs_marketprice p
        join touched_market t on t.product_id = p.product_id
        where p.seen_on > %(since)s
        group by p.product_id
    ) seen
    order by product_id
    on conflict (product_id) do update
    set lowest = excluded.lowest, median = excluded.median, highest = excluded.highest, prices = excluded.prices
    where (m.lowest, m.median, m.highest, m.prices)
        is distinct from (excluded.lowest, excluded.median, excluded.highest, excluded.prices)
    returning product_id
)
insert into costs_measured as w (product_id, at)
select product_id, %(at)s from moved order by product_id
on conflict (product_id) do update set at = greatest(w.at, excluded.at)
