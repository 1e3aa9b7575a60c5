-- Prices that can't be taken, of two products that a number names the one whose identifier it is; what could not be read was
-- told before.
select r.product, r.column_key, r.currency, r.origin, r.from_quantity, r.amount, r.wrong as code,
    concat_ws(' ', p.article, b.name) as other
from resolved_prices r
left join catalog_product p on p.id = r.other_id
left join catalog_brand b on b.id = p.brand_id
where r.wrong <> 'pricing.unread'
order by r.product, r.column_key, r.from_quantity
