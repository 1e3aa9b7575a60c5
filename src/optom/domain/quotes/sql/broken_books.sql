-- Where a quote is not what its lines, its paper or its order say.
select 'quotes.total_is_sum_of_lines' as what, q.id::text as subject, coalesce(sum(l.sum), 0)::text as expected,
    q.total::text as found
from quotes_quote q left join quotes_quoteline l on l.quote_id = q.id
group by q.id having coalesce(sum(l.sum), 0) <> q.total or count(l.id) <> q.lines
union all
select 'quotes.number_is_that_of_the_paper', q.id::text, p.number, q.number
from quotes_quote q join documents_paper p on p.id = q.paper_id
where p.number <> q.number or p.contract_id <> q.contract_id
union all
select 'quotes.order_is_of_the_contract', q.id::text, q.contract_id::text, o.contract_id::text
from quotes_acceptance a join quotes_quote q on q.id = a.quote_id join orders_order o on o.id = a.order_id
where o.contract_id <> q.contract_id
