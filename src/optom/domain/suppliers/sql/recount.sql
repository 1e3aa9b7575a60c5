-- Of units that hold another number of ours than they did: what the list says, and what it leaves as it stands, is counted
-- in the unit of the price that stands from now on. That is the former one where a guard holds the new price back.
update listed_offer l
set recommended = case when c.recommended is not null then least(round(c.recommended, 4), 99999999999) end,
    stock = case when c.stock is not null then least(round(c.stock, 3), 99999999999) end,
    multiple = case when c.multiple is not null then nullif(least(round(c.multiple, 3), 99999999999), 1) end,
    minimum = case when c.minimum is not null then least(round(c.minimum, 3), 99999999999) end
from (
    select x.offer_id, coalesce(x.recommended * x.factor, t.recommended * t.factor) / k.factor as recommended,
        case when %(says_stock)s then x.stock / x.factor else t.stock / t.factor end * k.factor as stock,
        coalesce(x.multiple / x.factor, t.multiple / t.factor) * k.factor as multiple,
        coalesce(x.minimum / x.factor, t.minimum / t.factor) * k.factor as minimum
    from listed_offer x
    join suppliers_terms t on t.offer_id = x.offer_id
    cross join lateral (select case when x.held is null then x.factor else t.factor end as factor) k
    where x.is_recounted
) c
where l.offer_id = c.offer_id
