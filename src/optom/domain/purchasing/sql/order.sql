-- An order to a supplier, and what is agreed with him.
select o.id, o.supplier_id, s.name as supplier, s.inn, w.name as warehouse, o.state, o.created_at, o.sent_at, o.confirmed_at,
    coalesce(a.email, '') as email, coalesce(a.form, 'xlsx') as form,
    (select count(*) from purchasing_supplierline l where l.order_id = o.id and l.doubt <> '') as doubts,
    exists (
        select from purchasing_supplierkey k where k.supplier_id = o.supplier_id and k.revoked_at is null
    ) as has_key,
    coalesce(a.tolerance_percent, g.tolerance_percent) as tolerance_percent,
    coalesce(a.tolerance_days, g.tolerance_days) as tolerance_days, coalesce(a.awaits_rest, true) as awaits_rest,
    r.feed_id as answer_feed, r.id as answer_run, r.name as answer_file, r.sha256 as answer_sha256,
    coalesce(o.buyer_id, a.buyer_id, (select min(e.id) from companies_seller e having count(*) = 1)) as buyer
from purchasing_supplierorder o
join suppliers_supplier s on s.id = o.supplier_id
join stock_warehouse w on w.id = o.warehouse_id
join purchasing_weights g on g.id = 1
left join purchasing_agreement a on a.supplier_id = o.supplier_id
left join purchasing_answer n on n.order_id = o.id
left join suppliers_feedrun r on r.id = n.run_id
where o.id = %(order)s
