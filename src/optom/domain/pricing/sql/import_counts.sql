-- What became of the rows.
select
    count(*) filter (where before is null) as created,
    count(*) filter (where before is not null and amount is not null) as changed,
    count(*) filter (where amount is null) as withdrawn,
    count(*) filter (where amount is null and is_named) as withdrawn_named,
    (
        select count(*) from resolved_prices
        where is_named and product_id is not null and column_id is not null and is_other_currency is not true
    ) as named
from price_changes
