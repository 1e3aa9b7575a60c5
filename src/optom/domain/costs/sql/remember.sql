-- Each change once, not before the last one that is known, also where the clock was read before a turn that had to be waited
-- for.
insert into costs_figurechange (input_id, product_id, amount, at, source, actor_id)
select input_id, product_id, amount,
    (select greatest(%(at)s::timestamptz, max(l.at)) from costs_figurechange l where l.at > %(at)s), %(source)s, %(actor)s
from figure_changes
order by input_id, product_id
