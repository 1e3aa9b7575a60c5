-- Who is promised goods of arrivals, line by line, with what a person has to know of it.
select h.arrival_id as arrival, l.id as line, l.contract_id as contract, l.company_id as company, c.name as company_name,
    k.number as contract_number, k.currency, l.order_id as "order", p.article, coalesce(b.name, '') as brand,
    u.name as unit, h.quantity, round(l.sum * h.quantity / l.ordered, 2) as sum
from stock_hold h
join orders_line l on l.id = h.owner
join companies_company c on c.id = l.company_id
join companies_contract k on k.id = l.contract_id
join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
where h.arrival_id = any(%(arrivals)s::bigint[])
order by c.name, c.id, l.order_id, l.position, h.arrival_id
