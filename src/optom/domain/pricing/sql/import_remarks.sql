-- Prices that can't be taken.
select
    product, column_key, currency, origin,
    case
        when product_id is null then 'pricing.unknown_product'
        when column_id is null then 'pricing.unknown_column'
        else 'pricing.other_currency'
    end as code
from resolved_prices
where product_id is null or column_id is null or is_other_currency
order by product, column_key
