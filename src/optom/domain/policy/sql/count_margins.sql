-- How margins of a publication's columns lie, now and with it; and by groups what stands on hand is worth.
insert into policy_margin (publication_id, column_id, of, key, prices, at_cost, at_now, at_then)
select %(publication)s, column_id,
    case grouping(was, becomes, group_id) when 3 then 'before' when 5 then 'after' else 'group' end,
    case grouping(was, becomes, group_id) when 3 then was when 5 then becomes else group_id end,
    case grouping(was, becomes, group_id) when 6 then sum(stocked) else sum(prices) end,
    coalesce(round(sum(at_cost), 2), 0),
    coalesce(round(sum(at_now), 2), 0),
    coalesce(round(sum(at_then), 2), 0)
from moved_margins
group by grouping sets ((column_id, was), (column_id, becomes), (column_id, group_id))
