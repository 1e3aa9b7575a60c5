-- Breaks that a person has set are all of the product's in the column: what a source says besides is left out.
update resolved_prices r
set wrong = 'pricing.set_by_hand'
from (select distinct column_id, product_id from pricing_break where owner_id is not null) h
where r.wrong is null and r.from_quantity > 0 and h.column_id = r.column_id and h.product_id = r.product_id
    and not exists (
        select from pricing_break b
        where b.column_id = r.column_id and b.product_id = r.product_id and b.from_quantity = r.from_quantity
            and b.amount = r.amount
    )
