-- Supplies that were told anew, of which more is promised than there is, or which are other goods now.
select s.id, s.source,
    s.taken - case when n.product_id = s.product_id then n.quantity else 0 end as quantity,
    array(select a.id from stock_arrival a where a.supply_id = s.id and a.held > 0 order by a.id) as arrivals
from stock_supply s
join told_source t on t.source = s.source
left join told_supply n on n.source = s.source
where s.taken > case when n.product_id = s.product_id then n.quantity else 0 end
order by s.id
