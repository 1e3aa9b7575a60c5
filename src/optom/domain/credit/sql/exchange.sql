-- Contracts in another currency in roubles: what they owe at the end of a period, and the differences of the period. A debt
-- is valued anew on each day that is asked about, money paid ahead stays at the rate of its day. What is open has the
-- roubles of the whole without those of its parts, to the kopeck. Where a rate is missing or too old nothing is summed, and
-- its day is told.
with settled as (
    select * from credit_exchanged(%(until)s)
),
item as (
    select e.id, e.contract_id, k.currency, credit_valued_on(e) as valued_on, e.amount, e."on" < %(since)s as is_before,
        abs(e.amount) - coalesce(sum(s.amount) filter (where s.debt_id = e.id and s.is_ahead), 0) as whole,
        coalesce(sum(s.amount) filter (where s.money_id = e.id or not s.is_ahead), 0) as gone,
        coalesce(sum(s.amount) filter (where (s.money_id = e.id or not s.is_ahead) and s."on" < %(since)s), 0) as gone_before
    from credit_entry e
    join companies_contract k on k.id = e.contract_id and k.currency <> 'RUB'
    left join settled s on e.id in (s.money_id, s.debt_id)
    where e."on" <= %(until)s
    group by e.id, k.currency
),
valued as (
    select i.*, credit_rate_of(i.currency, i.valued_on) as "then", i.amount > 0 and i.whole > i.gone as is_open,
        i.amount > 0 and i.is_before and i.whole > i.gone_before as is_carried
    from item i
),
kept as (
    select v.*, round(v.whole * v."then", 2) - round(v.gone * v."then", 2) as worth_then,
        round(v.whole * v."then", 2) - round(v.gone_before * v."then", 2) as worth_before,
        case when v.is_open then credit_rate_of(v.currency, %(until)s) else 0 end as now,
        case when v.is_carried then credit_rate_of(v.currency, %(since)s::date - 1) else 0 end as last
    from valued v
),
worth as (
    select contract_id, currency, sum(sign(amount) * (whole - gone)) as closing, credit_rate_of(currency, %(until)s) as rate,
        sum(case when amount > 0 then round((whole - gone) * now, 2) else -worth_then end) as roubles,
        coalesce(sum(
            round((whole - gone) * now, 2) - worth_then
                - case when is_carried then round((whole - gone_before) * last, 2) - worth_before else 0 end
        ) filter (where amount > 0), 0) as revalued,
        min(case
            when "then" is null then valued_on
            when last is null then %(since)s::date - 1
            when now is null then %(until)s::date
        end) as unrated_on
    from kept
    group by 1, 2
)
select w.contract_id as id, c.company_id as company, m.name as company_name, m.inn, c.number, s.name as seller, w.currency,
    w.closing, w.rate, case when w.unrated_on is null then w.roubles end as roubles,
    case when w.unrated_on is null then coalesce(d.realised, 0) end as realised,
    case when w.unrated_on is null then w.revalued end as revalued,
    case when w.unrated_on is null then coalesce(d.realised, 0) + w.revalued end as difference, w.unrated_on
from worth w
join companies_contract c on c.id = w.contract_id
left join companies_company m on m.id = c.company_id
left join companies_seller s on s.id = c.seller_id
left join (
    select contract_id, sum(difference) as realised from settled where "on" >= %(since)s group by 1
) d on d.contract_id = w.contract_id
