-- Parts of one kind as people read them: what they bring now and would bring, in roubles without VAT.
select t.id, t.key, coalesce(c.name, g.name, b.name, l.name, p.name) as name, coalesce(k.number, p.article) as number,
    t.lines, t.sold, t.present, t.proposed, t.proposed - t.present as difference,
    round((t.proposed - t.present) * 100 / nullif(t.present, 0), 2) as change,
    case when t.proposed < t.present then 'gains' when t.proposed > t.present then 'hurt' else 'same' end as way,
    t.unrated + t.unpriced + t.withdrawn as left_out,
    case when t.costed_present <> 0 then t.costed_present - t.cost end as margin_present,
    case when t.costed_present <> 0 then t.costed_proposed - t.cost end as margin_proposed,
    round((t.costed_present - t.cost) * 100 / nullif(t.costed_present, 0), 2) as percent_present,
    round((t.costed_proposed - t.cost) * 100 / nullif(t.costed_proposed, 0), 2) as percent_proposed
from replay_total t
left join companies_contract k on t.of = 'contract' and k.id = t.key
left join companies_company c on c.id = case t.of when 'contract' then k.company_id when 'company' then t.key end
left join catalog_group g on t.of = 'group' and g.id = t.key
left join catalog_brand b on t.of = 'brand' and b.id = t.key
left join pricing_column l on t.of = 'column' and l.id = t.key
left join catalog_product p on t.of = 'product' and p.id = t.key
where t.replay_id = %(replay)s and t.of = %(of)s
