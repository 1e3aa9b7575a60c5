-- What the supplier who said so last recommends, in roubles; what only offers have told goes where none says it any more.
insert into told_figure (input, product_id, amount)
with said as (
    select distinct on (o.product_id) o.product_id, t.recommended
    from touched_product u
    join suppliers_offer o on o.product_id = u.product_id
    join suppliers_terms t on t.offer_id = o.id and t.is_listed
    join suppliers_feed f on f.id = o.feed_id and f.is_active
    where t.recommended > 0 and t.currency = 'RUB'
    order by o.product_id, t.since desc, o.id
)
select %(recommended)s, u.product_id, s.recommended
from touched_product u
left join said s using (product_id)
left join lateral (
    select c.source
    from costs_figurechange c
    join costs_input i on i.id = c.input_id and i.name = %(recommended)s
    where c.product_id = u.product_id
    order by c.at desc, c.id desc
    limit 1
) l on s.product_id is null
where s.product_id is not null or l.source = 'offers'
