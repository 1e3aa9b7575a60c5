-- From a price in force to the publication that made it: to the staff whole, to a buyer the last day of its rule alone.
-- What the ledger of prices says of a publication (`actions._put_into_force`) is its number.
create function policy_publication_of(source text) returns bigint language sql immutable as $$
    select substring(source from '^policy\.publication:(\d{1,18})$')::bigint
$$;
grant execute on function policy_publication_of to optom_staff;

-- Rows of breaks count from 10,001 on (`judging.OF_BREAKS`).
create function policy_rule_of(document jsonb, rule int) returns jsonb language sql immutable as $$
    select case when rule > 10000 then document -> 'breaks' -> (rule - 10001) else document -> 'rules' -> (rule - 1) end
$$;
grant execute on function policy_rule_of to optom_staff;

-- Buyers have no table of the policy; of it they are told until which day a price of theirs was promised.
create function policy_promised_until(of_column bigint, of_product bigint, of_quantity numeric, as_of timestamptz)
returns date
language sql stable security definer set search_path = public, pg_temp as $$
    select (policy_rule_of(v.document, p.rule) ->> 'until')::date
    from (
        select h.source from pricing_pricechange h
        where h.product_id = of_product and h.column_id = of_column and h.from_quantity = of_quantity and h.at <= as_of
        order by h.at desc, h.id desc
        limit 1
    ) h
    join policy_publication u on u.id = policy_publication_of(h.source)
    join policy_version v on v.id = u.version_id
    join policy_proposedprice p on p.publication_id = u.id and p.product_id = of_product and p.column_id = of_column
        and p.from_quantity = of_quantity
$$;
revoke all on function policy_promised_until from public;
grant execute on function policy_promised_until to optom_buyer, optom_staff;
