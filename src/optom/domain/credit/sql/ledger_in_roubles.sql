-- Entries of a contract in another currency with the rate of their day and what they come to in roubles: what was paid ahead
-- at the rate of the payment, a correction at that of its goods; and by how much roubles differ when money settles what was owed before.
select l.*, credit_rate_of(k.currency, credit_valued_on(v)) as rate,
    case
        when l.amount < 0 then round(l.amount * credit_rate_of(k.currency, credit_valued_on(v)), 2)
        when s.ahead is null then round(l.amount * credit_rate_of(k.currency, credit_valued_on(v)), 2)
        when not s.is_unrated then round((l.amount - s.ahead) * credit_rate_of(k.currency, credit_valued_on(v)), 2) + s.worth
    end as roubles,
    case when not s.is_unrated then nullif(s.difference, 0) end as difference
from (
{ledger}
    where e.contract_id = %(in_contract)s
) l
join companies_contract k on k.id = l.contract
join credit_entry v on v.id = l.id
left join (
    -- of a debt what was paid ahead of it, of money what it settles
    select x.entry, sum(x.ahead) as ahead, sum(x.worth) as worth, sum(x.difference) as difference,
        bool_or(x.worth is null and x.ahead is not null or x.difference is null and x.ahead is null) as is_unrated
    from (
        select z.debt_id as entry, z.amount as ahead, z.worth, null::numeric as difference
        from credit_exchanged(%(until)s) z
        join credit_entry p on p.id = z.money_id
        join credit_entry d on d.id = z.debt_id
        where z.contract_id = %(in_contract)s and p."on" < d."on"
        union all
        select z.money_id, null, null, z.difference
        from credit_exchanged(%(until)s) z
        where z.contract_id = %(in_contract)s
    ) x
    group by 1
) s on s.entry = l.id
