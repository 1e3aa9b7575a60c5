-- What of lines of an order is needed still: what clients want of it now, and what nobody was named for.
create temp table needed_line on commit drop as
with bought as (
    select supplier_line_id, sum(quantity) as quantity
    from purchasing_purpose
    where supplier_line_id = any(%(lines)s::bigint[])
    group by supplier_line_id
),
wanted as (
    select supplier_line_id, sum(quantity) as quantity
    from purchasing_bought_for('{}', %(lines)s::bigint[])
    group by supplier_line_id
)
select s.id, s.product_id, s.quantity - coalesce(b.quantity, 0) + coalesce(w.quantity, 0) as quantity
from purchasing_supplierline s
left join bought b on b.supplier_line_id = s.id
left join wanted w on w.supplier_line_id = s.id
where s.id = any(%(lines)s::bigint[]) and s.quantity + coalesce(w.quantity, 0) > coalesce(b.quantity, 0)
