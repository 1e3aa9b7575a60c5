-- Contracts in another currency in roubles: what they owe at the end of a period, and the differences of the period. A debt
-- is valued anew on each day that is asked about, money paid ahead stays at the rate of its day. Where a rate is missing
-- nothing is summed.
with settled as (
    select * from credit_exchanged(%(until)s)
),
item as (
    select e.contract_id, k.currency, credit_valued_on(e) as valued_on, e.amount,
        e.amount - sign(e.amount) * coalesce(sum(s.amount), 0) as at_end,
        case when e."on" < %(since)s and e.amount > 0
            then e.amount - coalesce(sum(s.amount) filter (where s."on" < %(since)s), 0)
            else 0
        end as before
    from credit_entry e
    join companies_contract k on k.id = e.contract_id and k.currency <> 'RUB'
    left join settled s on e.id in (s.money_id, s.debt_id)
    where e."on" <= %(until)s
    group by e.id, k.currency
),
valued as (
    select i.*, credit_rate_of(i.currency, i.valued_on) as "then", credit_rate_of(i.currency, %(until)s) as now,
        case when i.before = 0 then 0 else credit_rate_of(i.currency, %(since)s::date - 1) end as last
    from item i
),
worth as (
    select contract_id, currency, sum(at_end) as closing, max(now) as rate,
        sum(round(at_end * case when amount > 0 then now else "then" end, 2)) as roubles,
        coalesce(sum(
            round(at_end * now, 2) - round(at_end * "then", 2) - round(before * last, 2) + round(before * "then", 2)
        ) filter (where amount > 0), 0) as revalued,
        bool_or("then" is null or now is null or last is null) as is_unrated
    from valued
    group by 1, 2
)
select w.contract_id as id, c.company_id as company, m.name as company_name, m.inn, c.number, s.name as seller, w.currency,
    w.closing, w.rate, case when not w.is_unrated then w.roubles end as roubles,
    case when not w.is_unrated then coalesce(d.realised, 0) end as realised,
    case when not w.is_unrated then w.revalued end as revalued,
    case when not w.is_unrated then coalesce(d.realised, 0) + w.revalued end as difference, w.is_unrated
from worth w
join companies_contract c on c.id = w.contract_id
left join companies_company m on m.id = c.company_id
left join companies_seller s on s.id = c.seller_id
left join (
    select contract_id, sum(difference) as realised from settled where "on" >= %(since)s group by 1
) d on d.contract_id = w.contract_id
