-- What was replayed, in all and by the parts that people ask for; of what is promised only in all.
insert into replay_total (
    replay_id, of, key, lines, unrated, unpriced, withdrawn, sold, present, proposed, costed_present, costed_proposed, cost
)
select %(replay)s,
    case grouping(contract_id, company_id, group_id, brand_id, column_id, product_id)
        when 31 then 'contract' when 47 then 'company' when 55 then 'group' when 59 then 'brand' when 61 then 'column'
        when 62 then 'product' else case kind when 'sold' then 'all' else kind end
    end,
    case grouping(contract_id, company_id, group_id, brand_id, column_id, product_id)
        when 31 then contract_id when 47 then company_id when 55 then group_id when 59 then brand_id when 61 then column_id
        when 62 then product_id
    end,
    count(*) filter (where state = 'compared'), count(*) filter (where state = 'unrated'),
    count(*) filter (where state = 'unpriced'), count(*) filter (where state = 'withdrawn'),
    coalesce(sum(sold) filter (where state = 'compared'), 0),
    coalesce(sum(present) filter (where state = 'compared'), 0),
    coalesce(sum(proposed) filter (where state = 'compared'), 0),
    coalesce(sum(present) filter (where state = 'compared' and cost is not null), 0),
    coalesce(sum(proposed) filter (where state = 'compared' and cost is not null), 0),
    coalesce(sum(cost) filter (where state = 'compared'), 0)
from replayed
group by grouping sets (
    (kind), (kind, contract_id), (kind, company_id), (kind, group_id), (kind, brand_id), (kind, column_id), (kind, product_id)
)
having kind = 'sold' or grouping(contract_id, company_id, group_id, brand_id, column_id, product_id) = 63
order by 2, 10 desc
