-- Of the lines that each supplier had confirmed and whose day has come, how many came sound, in full, by that day and at no
-- higher price than he had said; and how late nine of ten were: what has not come yet is late until today.
with due as (
    select o.supplier_id,
        coalesce(c.came, 0) >= l.confirmed and not exists (
            select from purchasing_receiptline n
            where n.supplier_line_id = l.id and n.product_id = l.product_id and n.price > l.confirmed_price
        ) as is_kept,
        least(greatest(case when w.came >= l.confirmed then w.last_on else %(day)s end - l.expected_on, 0), 365) as late
    from purchasing_supplierline l
    join purchasing_supplierorder o on o.id = l.order_id
    left join lateral (
        select sum(m.quantity) as came
        from stock_move m
        where m.product_id = l.product_id and m.kind = 'receipt' and m.subject = 'arrival:' || l.arrival_id
            and (m.at at time zone %(zone)s)::date <= l.expected_on
    ) c on true
    left join lateral (
        select sum(m.quantity) as came, max((m.at at time zone %(zone)s)::date) as last_on
        from stock_move m
        where m.product_id = l.product_id and m.kind = 'receipt' and m.subject = 'arrival:' || l.arrival_id
    ) w on true
    where l.confirmed > 0 and l.doubt = '' and l.expected_on < %(day)s
)
insert into purchasing_reliability (supplier_id, percent, lines, late_days)
select supplier_id, round(100.0 * count(*) filter (where is_kept) / count(*), 2), count(*),
    percentile_disc(0.9) within group (order by late)
from due
group by supplier_id
on conflict (supplier_id) do update set percent = excluded.percent, lines = excluded.lines, late_days = excluded.late_days
