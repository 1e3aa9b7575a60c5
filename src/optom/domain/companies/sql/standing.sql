-- A contract, its terms at a moment and what a person is to it: what most acts ask first, in one statement.
select c.id, c.number, c.signed_on, c.currency, c.is_active, c.company_id as company, k.name as company_name,
    c.seller_id as seller, s.name as seller_name,
    t.id as terms, t.valid_from, t.deferral_days, t.deferral_kind, t.credit_limit, t.reservation_hours,
    t.reservation_limit, t.minimum_order, t.minimum_shipment, t.pack_rule, t.undispatched, t.delivery,
    t.acceptance_days, t.penalty_percent, t.penalty_grace, t.penalty_cap, t.quote_days, t.quote_holds, t.from_suppliers,
    m.role, companies_rights(m.role, m.rights) as rights, m.order_limit, m.month_limit, k.approval_over, m.cost_centres,
    m.approver_id as approver,
    %(actor)s::bigint is not null
        and exists (select from accounts_staffrole r where r.user_id = %(actor)s::bigint) as is_staff
from companies_contract c
join companies_company k on k.id = c.company_id
join companies_seller s on s.id = c.seller_id
left join companies_terms t
    on t.contract_id = c.id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
left join companies_membership m on m.company_id = c.company_id and m.user_id = %(actor)s::bigint
where c.id = %(contract)s
