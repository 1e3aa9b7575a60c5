-- The lines of a quote, each beside that of the quote it was made anew of.
select l.id, l.quote_id as quote, l.position, l.product_id as product, l.article, l.brand, l."group", l.name, l.unit, l.weight,
    l.quantity, l.price, l.vat_percent, l.sum, l.vat, l.parts::text as parts, l.comes_on, l.waits,
    b.price as price_before, b.comes_on as comes_on_before, b.waits as waits_before, b.quantity as quantity_before
from quotes_quoteline l
join quotes_quote q on q.id = l.quote_id
left join quotes_quoteline b on b.quote_id = q.came_from_id and b.product_id = l.product_id
