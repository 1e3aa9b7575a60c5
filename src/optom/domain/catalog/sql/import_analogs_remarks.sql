-- Pairs that can't be taken.
select
    product, analog, origin,
    case
        when products = 0 then 'catalog.unknown_product'
        when analogs = 0 then 'catalog.unknown_analog'
        when products > 1 or analogs > 1 then 'catalog.needs_brand'
        else 'catalog.analog_of_itself'
    end as code
from resolved_analogs
where products <> 1 or analogs <> 1 or product_id = analog_id
order by seq
