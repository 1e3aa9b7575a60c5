-- What of figures told by other rooms differs from those that are known; an amount of null takes one away.
create temp table figure_changes on commit drop as
select i.id as input_id, t.product_id, t.amount, f.amount as before
from told_figure t
join costs_input i on i.name = t.input
left join costs_figure f on f.input_id = i.id and f.product_id = t.product_id
where t.amount is distinct from f.amount
