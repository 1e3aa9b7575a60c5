-- The lines of clients for which lines of an order are, and their parts.
with bought as (
    select distinct coalesce(l.part_of_id, l.id) as whole
    from purchasing_purpose u
    join orders_line l on l.id = u.line_id
    where u.supplier_line_id = any(%(lines)s::bigint[])
)
select l.id as line, l.contract_id as contract from bought b join orders_line l on l.id = b.whole
union
select l.id, l.contract_id from bought b join orders_line l on l.part_of_id = b.whole
