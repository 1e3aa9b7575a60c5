-- Each change once, so that the past can be answered for.
insert into pricing_pricechange (column_id, product_id, from_quantity, amount, at, source, actor_id)
select column_id, product_id, from_quantity, amount, %(at)s, %(source)s, %(actor)s
from price_changes
order by column_id, product_id
