-- So much of payments is kept for goods that leave by invoices.
insert into credit_earmark (entry_id, contract_id, company_id, subject, paper_id, goods, amount)
select p.entry_id, p.contract_id, p.company_id, g.subject, g.paper,
    array(select t.line from unnest(%(line_subjects)s::text[], %(lines)s::bigint[]) as t (subject, line)
        where t.subject = g.subject order by t.line),
    g.amount
from unnest(%(payments)s::bigint[], %(subjects)s::text[], %(papers)s::bigint[], %(amounts)s::numeric[])
    with ordinality as g (payment, subject, paper, amount, place)
join credit_payment p on p.id = g.payment
order by g.place
