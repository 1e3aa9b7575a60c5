-- What became of the rows; what was seen again at the same price stands as it was.
select
    count(*) filter (where before is null) as created,
    count(*) filter (where before <> amount) as changed,
    (select count(*) from resolved_told where wrong is null) as named
from market_changes
