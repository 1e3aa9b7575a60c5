-- Of each column, group, brand, rule and step of moves within a column, how many prices a publication moves; of each guard
-- how many it holds back.
insert into policy_total (publication_id, of, key, column_id, prices, dearer, cheaper, held, moved)
select %(publication)s,
    case grouping(column_id, group_id, brand_id, rule, step, guard)
        when 31 then 'column' when 47 then 'group' when 55 then 'brand' when 59 then 'rule' when 62 then 'guard' else 'step'
    end,
    case grouping(column_id, group_id, brand_id, rule, step, guard)
        when 31 then column_id when 47 then group_id when 55 then brand_id when 59 then rule when 62 then guard else step
    end,
    case grouping(column_id, group_id, brand_id, rule, step, guard) when 29 then column_id end,
    coalesce(sum(many) filter (where guard is null), 0),
    coalesce(sum(dearer) filter (where guard is null), 0),
    coalesce(sum(cheaper) filter (where guard is null), 0),
    coalesce(sum(many) filter (where guard is not null), 0),
    round(sum(moved) filter (where guard is null) / nullif(sum(changes) filter (where guard is null), 0), 6)
from moved_parts
group by grouping sets ((column_id), (group_id), (brand_id), (rule), (column_id, step), (guard))
