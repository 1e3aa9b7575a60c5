-- What became of the rows.
select
    count(*) filter (where before is null) as created,
    count(*) filter (where before is not null and amount is not null) as changed,
    count(*) filter (where amount is null) as withdrawn,
    count(*) filter (where amount is null and is_named) as withdrawn_named,
    count(*) filter (where amount > before) as dearer,
    count(*) filter (where amount < before) as cheaper,
    (select count(*) from resolved_prices where is_named and wrong is null) as named
from price_changes
