-- The terms of a proposal as people read them.
select t.id, t.contract_id as contract, m.name as company, m.inn, c.number, s.name as seller, t.held,
    b.code as column_before, t.discount_before, k.code as "column", t.discount, t.rule, t.known,
    case
        when t.held <> '' then 'held'
        when t.column_id <> t.column_before_id then 'column'
        when t.discount > t.discount_before then 'more'
        else 'less'
    end as way
from agreeing_proposedterms t
join companies_contract c on c.id = t.contract_id
join companies_company m on m.id = c.company_id
join companies_seller s on s.id = c.seller_id
join pricing_column b on b.id = t.column_before_id
join pricing_column k on k.id = t.column_id
where t.proposal_id = %(proposal)s
