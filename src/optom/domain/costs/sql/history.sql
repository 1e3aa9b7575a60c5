-- The last changes of what is told of a product.
select i.name, i.russian, c.at, c.amount, c.source, u.name as actor
from costs_figurechange c
join costs_input i on i.id = c.input_id
left join accounts_user u on u.id = c.actor_id
where c.product_id = %(product)s
order by c.at desc, c.id desc
limit %(most)s
