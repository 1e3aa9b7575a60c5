-- How goods of each feed come, by what is agreed with its supplier and as late as nine of ten of his lines are; until when the
-- last list that was let in counts.
select f.id as source, s.warehouse_id as warehouse, n.at + make_interval(days => s.fresh_days) as fresh_until, s.cut_off,
    s.takes_on, s.closed_on, coalesce(k.late_days, 0)::int as late_days, s.receipt_days::int as receipt_days
from purchasing_supplying s
join suppliers_supplier u on u.id = s.supplier_id and u.is_active
join suppliers_feed f on f.supplier_id = s.supplier_id and f.is_active
join stock_warehouse w on w.id = s.warehouse_id and w.is_active
cross join lateral (
    select max(r.received_at) as at from suppliers_feedrun r where r.feed_id = f.id and r.state = 'applied'
) n
left join purchasing_reliability k on k.supplier_id = s.supplier_id
where n.at is not null
order by f.id
