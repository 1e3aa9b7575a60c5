-- Where a figure is not the last change that the ledger knows of.
with last as (
    select distinct on (product_id, input_id) product_id, input_id, amount
    from costs_figurechange
    order by product_id, input_id, at desc, id desc
)
select 'costs.figure_is_last_change' as what, product_id || '/' || input_id as subject, l.amount as expected, f.amount as found
from (select * from last where amount is not null) l
full join costs_figure f using (product_id, input_id)
where l.amount is distinct from f.amount
