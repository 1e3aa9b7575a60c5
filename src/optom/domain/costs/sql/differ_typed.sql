-- What of typed figures differs from those that are known; an amount of null takes one away.
create temp table figure_changes on commit drop as
select r.input_id, r.product_id, r.amount::numeric(15,4) as amount, f.amount as before
from unnest(%(inputs)s::smallint[], %(products)s::bigint[], %(amounts)s::numeric[]) r (input_id, product_id, amount)
left join costs_figure f on f.input_id = r.input_id and f.product_id = r.product_id
where r.amount is distinct from f.amount
