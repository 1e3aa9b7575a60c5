-- Payments of the contracts that somebody has registered by hand for these very documents: the number, the sum and one
-- of the days are theirs, and no document led to them yet.
select g.document, p.id as payment
from unnest(
    %(documents)s::bigint[], %(contracts)s::bigint[], %(numbers)s::text[], %(amounts)s::numeric[], %(days)s::date[],
    %(moved)s::date[]
) as g (document, contract, number, amount, "on", moved_on)
join credit_payment p on p.contract_id = g.contract and p.number = g.number and p.amount = g.amount
    and p."on" in (g."on", g.moved_on)
where g.number <> ''
    and not exists (select from credit_reversal r where r.payment_id = p.id)
    and not exists (select from bank_assignment a where a.payment_id = p.id)
order by g.document, p.id
