-- What the supplier who said so last recommends, in roubles.
insert into told_figure (input, product_id, amount)
select distinct on (o.product_id) %(recommended)s, o.product_id, t.recommended
from touched_product u
join suppliers_offer o on o.product_id = u.product_id
join suppliers_terms t on t.offer_id = o.id and t.is_listed
where t.recommended > 0 and t.currency = 'RUB'
order by o.product_id, t.since desc, o.id
