-- The ledger of what was won, with what receipts have proven of it.
select s.id, s.at, s.kind, u.name as person, f.name as supplier, p.article, b.name as brand, p.name, s.baseline, s.won,
    s.baseline - s.won as difference, s.until, round((s.baseline - s.won) * coalesce(d.sold_365, 0), 2) as expected,
    r.quantity, r.amount, k.id is not null as is_corrected
from bargaining_saving s
join accounts_user u on u.id = s.person_id
join suppliers_supplier f on f.id = s.supplier_id
join catalog_product p on p.id = s.product_id
join catalog_brand b on b.id = p.brand_id
left join costs_demand d on d.product_id = s.product_id
left join bargaining_saving k on k.corrects_id = s.id
left join lateral (
    select coalesce(sum(r.quantity), 0) as quantity, coalesce(sum(r.amount), 0) as amount
    from bargaining_realised r
    where r.saving_id = s.id
) r on true
