-- What became of the rows.
select
    count(*) filter (where before is null) as created,
    count(*) filter (where before is not null) as changed,
    count(*) filter (where amount > before) as dearer,
    count(*) filter (where amount < before) as cheaper,
    (select count(*) from resolved_told where wrong is null) as named
from figure_changes
