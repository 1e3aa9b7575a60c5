-- Of what the price of one product is made, with the names of its parts.
select p.price, p.base, p.from_quantity, p.discount, p.rounding,
    p.column_id, c.name as column_name, c.currency, c.vat_included,
    b.name as rule_brand, g.name as rule_group, r.reason as rule_reason, r.valid_to as rule_until,
    f.amount as fixed, f.reason as fixed_reason, f.valid_to as fixed_until,
    t.reason as terms_reason, t.known::text as terms_known
from pricing_prices_then(%(contract)s, %(at)s, array[%(product)s]::bigint[], array[%(quantity)s]::numeric[]) p
left join pricing_column c on c.id = p.column_id
left join pricing_contractrule r on r.id = p.rule_id
left join catalog_brand b on b.id = r.brand_id
left join catalog_group g on g.id = r.group_id
left join pricing_fixedprice f on f.id = p.fixed_id
left join pricing_contractpricing t
    on t.contract_id = %(contract)s and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
