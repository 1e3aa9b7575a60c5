-- Every price that is not the column's own and holds now or will: fixed prices, rules of brands and groups, breaks by hand, and
-- promotions, which are the rules and the rows of breaks of the policy in force that have a last day. What is given away in 13
-- weeks is counted by what has left since the exception holds.
select u.id, u.kind, u.contract, m.name as company, c.number, u.product, u.what, u.column_name, u.price, u.discount, u.base,
    u.base - u.price as off, u.currency, o.name as owner, u.reason, u.since, u.until, u.until - %(today)s::date as days_left,
    case
        when u.since > %(today)s then 'later'
        when u.until is null then 'unlimited'
        when u.until - %(today)s::date <= %(soon)s then 'soon'
        else 'limited'
    end as term,
    u.reason = '' as is_unreasoned,
    case u.kind
        when 'fixed' then (
            select round(sum(l.dispatched) * (u.base - u.price), 2)
            from shipping_shipment s
            join shipping_shipmentline l on l.shipment_id = s.id and l.product_id = u.product
            where s.contract_id = u.contract and s.dispatched_at >= greatest(%(weeks_at)s, u.since_at)
        )
        when 'rule' then (
            select round(sum(l.dispatched * (
                b.amount * (100 - u.discount_own) / 100 - coalesce(r.amount, b.amount) * (100 - u.discount) / 100
            )), 2)
            from shipping_shipment s
            join shipping_shipmentline l on l.shipment_id = s.id
            join catalog_product p on p.id = l.product_id
                and (u.brand_id is null or p.brand_id = u.brand_id)
                and (u.group_id is null or exists (
                    select from catalog_grouppath x where x.ancestor_id = u.group_id and x.descendant_id = p.group_id
                ))
            join pricing_columnprice b on b.column_id = u.column_own and b.product_id = p.id
            left join pricing_columnprice r on r.column_id = u.column_id and r.product_id = p.id
            where s.contract_id = u.contract and s.dispatched_at >= greatest(%(weeks_at)s, u.since_at)
                and not exists (
                    select from pricing_fixedprice f
                    where f.contract_id = u.contract and f.product_id = p.id and f.valid_from <= %(at)s
                        and (f.valid_to is null or f.valid_to > %(at)s)
                )
        )
    end as given
from (
    select f.id * 4 as id, 'fixed' as kind, f.contract_id as contract, f.product_id as product,
        concat_ws(' ', b.name, p.article) as what, k.name as column_name, f.amount as price, null::numeric as discount,
        round(n.amount * (100 - t.discount) / 100, 2) as base, k.currency, f.owner_id, f.reason,
        (f.valid_from at time zone %(zone)s)::date as since,
        ((f.valid_to - interval '1 microsecond') at time zone %(zone)s)::date as until,
        null::bigint as brand_id, null::bigint as group_id, null::bigint as column_id, t.column_id as column_own,
        t.discount as discount_own, f.valid_from as since_at
    from pricing_fixedprice f
    join catalog_product p on p.id = f.product_id
    left join catalog_brand b on b.id = p.brand_id
    left join pricing_contractpricing t on t.contract_id = f.contract_id and t.valid_to is null
    left join pricing_column k on k.id = t.column_id
    left join pricing_columnprice n on n.column_id = t.column_id and n.product_id = f.product_id
    where f.valid_to is null or (f.valid_to > %(at)s and f.valid_to > f.valid_from)
    union all
    select r.id * 4 + 1, 'rule', r.contract_id, null, concat_ws(' / ', b.name, g.name), coalesce(k.name, w.name), null,
        r.discount, null, coalesce(k.currency, w.currency), r.owner_id, r.reason, (r.valid_from at time zone %(zone)s)::date,
        ((r.valid_to - interval '1 microsecond') at time zone %(zone)s)::date, r.brand_id, r.group_id, r.column_id,
        t.column_id, t.discount, r.valid_from
    from pricing_contractrule r
    left join catalog_brand b on b.id = r.brand_id
    left join catalog_group g on g.id = r.group_id
    left join pricing_contractpricing t on t.contract_id = r.contract_id and t.valid_to is null
    left join pricing_column k on k.id = r.column_id
    left join pricing_column w on w.id = t.column_id
    where r.valid_to is null or (r.valid_to > %(at)s and r.valid_to > r.valid_from)
    union all
    select x.id * 4 + 2, 'breaks', null, x.product_id, concat_ws(' ', b.name, p.article), k.name, x.amount, null,
        n.amount, k.currency, x.owner_id, x.reason, null, null, null, null, null, null, null, null
    from (
        select distinct on (column_id, product_id) id, column_id, product_id, amount, owner_id, reason
        from pricing_break where owner_id is not null
        order by column_id, product_id, from_quantity desc
    ) x
    join catalog_product p on p.id = x.product_id
    left join catalog_brand b on b.id = p.brand_id
    join pricing_column k on k.id = x.column_id
    left join pricing_columnprice n on n.column_id = x.column_id and n.product_id = x.product_id
    union all
    select e.place * 4 + 3, 'promotion', null, null,
        coalesce(nullif(e.rule ->> 'name', ''), nullif(e.rule ->> 'reason', ''), e.rule ->> 'condition'),
        k.name, null, null, null, k.currency, v.made_by_id, e.rule ->> 'reason', (e.rule ->> 'since')::date,
        (e.rule ->> 'until')::date, null, null, null, null, null, null
    from (
        select document, made_by_id from policy_version
        where adopted_at is not null order by adopted_at desc, id desc limit 1
    ) v
    cross join lateral jsonb_array_elements(
        (v.document -> 'rules') || coalesce(v.document -> 'breaks', '[]')
    ) with ordinality as e (rule, place)
    left join pricing_column k on k.code = e.rule ->> 'column'
    where e.rule ->> 'until' is not null and (e.rule ->> 'until')::date >= %(today)s
) u
left join companies_contract c on c.id = u.contract
left join companies_company m on m.id = c.company_id
left join accounts_user o on o.id = u.owner_id
