-- The one derivation of a contract's price (law 1): every reader joins these functions.
-- They are plain SQL of one SELECT each, so the planner unfolds them into the asking statement.
-- The terms of a contract at a moment, flattened: which column and discount hold for a brand within a group (rank 1),
-- a brand (2), a group (3) and everything else (4). A group's rule holds for all groups below it; the nearest wins.
create function pricing_scheme(of_contract bigint, as_of timestamptz)
returns table (rank int, group_id bigint, brand_id bigint, column_id bigint, discount numeric, rounding numeric,
               rule_id bigint)
language sql stable strict as $$
    select 4, null::bigint, null::bigint, t.column_id, t.discount, t.rounding, null::bigint
    from pricing_contractpricing t
    where t.contract_id = of_contract and t.valid_from <= as_of and (t.valid_to is null or t.valid_to > as_of)
    union all
    select scoped.rank, scoped.group_id, scoped.brand_id, scoped.column_id, scoped.discount, scoped.rounding, scoped.id
    from (
        select distinct on (r.brand_id, g.descendant_id)
            case when r.brand_id is null then 3 when r.group_id is null then 2 else 1 end as rank,
            g.descendant_id as group_id, r.brand_id, coalesce(r.column_id, t.column_id) as column_id,
            r.discount, t.rounding, r.id
        from pricing_contractrule r
        join pricing_contractpricing t on t.contract_id = r.contract_id
            and t.valid_from <= as_of and (t.valid_to is null or t.valid_to > as_of)
        left join catalog_grouppath g on g.ancestor_id = r.group_id
        where r.contract_id = of_contract and r.valid_from <= as_of and (r.valid_to is null or r.valid_to > as_of)
        order by r.brand_id, g.descendant_id, g.depth, r.valid_from desc, r.id desc
    ) scoped
$$;
grant execute on function pricing_scheme to optom_buyer, optom_staff;

-- What a contract paid at any moment, for goods as they were sold and in the tree as it stood then (ADR 0026).
-- The same terms of a moment, laid over the groups of that moment.
create function pricing_scheme_then(of_contract bigint, as_of timestamptz)
returns table (rank int, group_id bigint, brand_id bigint, column_id bigint, discount numeric, rounding numeric,
               rule_id bigint)
language sql stable as $$
    select 4, null::bigint, null::bigint, t.column_id, t.discount, t.rounding, null::bigint
    from pricing_contractpricing t
    where t.contract_id = of_contract and t.valid_from <= as_of and (t.valid_to is null or t.valid_to > as_of)
    union all
    select scoped.rank, scoped.group_id, scoped.brand_id, scoped.column_id, scoped.discount, scoped.rounding, scoped.id
    from (
        select distinct on (r.brand_id, g.descendant_id)
            case when r.brand_id is null then 3 when r.group_id is null then 2 else 1 end as rank,
            g.descendant_id as group_id, r.brand_id, coalesce(r.column_id, t.column_id) as column_id,
            r.discount, t.rounding, r.id
        from pricing_contractrule r
        join pricing_contractpricing t on t.contract_id = r.contract_id
            and t.valid_from <= as_of and (t.valid_to is null or t.valid_to > as_of)
        left join catalog_grouppath_then(as_of) g on g.ancestor_id = r.group_id
        where r.contract_id = of_contract and r.valid_from <= as_of and (r.valid_to is null or r.valid_to > as_of)
        order by r.brand_id, g.descendant_id, g.depth, r.valid_from desc, r.id desc
    ) scoped
$$;
grant execute on function pricing_scheme_then to optom_buyer, optom_staff;

-- As ``pricing_prices``, of any moment: from the ledger of price changes, and of how products were sold.
create function pricing_prices_then(of_contract bigint, as_of timestamptz, products bigint[], quantities numeric[])
returns table (product_id bigint, price numeric, base numeric, from_quantity numeric, column_id bigint,
               discount numeric, rounding numeric, rule_id bigint, fixed_id bigint)
language sql stable as $$
    with scheme as materialized (select * from pricing_scheme_then(of_contract, as_of)),
    wanted as (
        select p.id, w.quantity,
            coalesce(s1.column_id, s2.column_id, s3.column_id, s4.column_id) as column_id,
            coalesce(s1.discount, s2.discount, s3.discount, s4.discount) as discount,
            coalesce(s1.rule_id, s2.rule_id, s3.rule_id) as rule_id,
            s4.rounding
        from unnest(products, quantities) as w(id, quantity)
        join catalog_sold_then(products, as_of) p on p.id = w.id
        left join scheme s1 on s1.rank = 1 and s1.group_id = p.group_id and s1.brand_id = p.brand_id
        left join scheme s2 on s2.rank = 2 and s2.brand_id = p.brand_id
        left join scheme s3 on s3.rank = 3 and s3.group_id = p.group_id
        left join scheme s4 on s4.rank = 4
    ),
    based as (
        select w.*, f.id as fixed_id, f.amount as fixed, coalesce(h.from_quantity, 0) as from_quantity, h.amount as base
        from wanted w
        left join lateral (
            select f.id, f.amount from pricing_fixedprice f
            where f.contract_id = of_contract and f.product_id = w.id
                and f.valid_from <= as_of and (f.valid_to is null or f.valid_to > as_of)
            order by f.valid_from desc, f.id desc limit 1) f on true
        left join lateral (
            select l.amount, l.from_quantity from (
                select distinct on (h.from_quantity) h.from_quantity, h.amount from pricing_pricechange h
                where h.product_id = w.id and h.column_id = w.column_id and h.at <= as_of
                    and h.from_quantity <= coalesce(w.quantity, 0)
                order by h.from_quantity, h.at desc, h.id desc) l
            where l.amount is not null
            order by l.from_quantity desc limit 1) h on true
    )
    select id,
        coalesce(fixed, round(base * (100 - discount) / 100 / rounding) * rounding),
        base, from_quantity, column_id, discount, rounding, rule_id, fixed_id
    from based
$$;
grant execute on function pricing_prices_then to optom_buyer, optom_staff;

-- What costs each product of a set is asked once: the terms of a contract, and whether it has any price of its own.
-- Unfolded into the asking statement ``pricing_scheme`` was taken for ten rows, which were looked through three times for each
-- product; a rule for a group with fifty below it doubled the cost of every price. A strict function is not unfolded: taken for a
-- thousand rows, its answer is hashed.
-- What a contract pays for each product of the set at a moment, and of what it was made. A fixed price stands above
-- all; else the column's price (of the break that the quantity reaches), less the discount, rounded half up to the
-- step. ``from_history`` asks the ledger of price changes instead of the prices in force: the same answer, for the
-- past too. The column's price is found in the key of the table, which carries it: joined plainly it was looked for by
-- the product alone, which meets its prices of all columns, each in another place.
create function pricing_prices(of_contract bigint, as_of timestamptz, products bigint[], quantities numeric[],
                               from_history boolean)
returns table (product_id bigint, price numeric, base numeric, from_quantity numeric, column_id bigint,
               discount numeric, rounding numeric, rule_id bigint, fixed_id bigint)
language sql stable as $$
    with scheme as materialized (select * from pricing_scheme(of_contract, as_of)),
    own as materialized (
        select exists (select from pricing_fixedprice f where f.contract_id = of_contract) as has_prices
    ),
    wanted as (
        select p.id, w.quantity,
            coalesce(s1.column_id, s2.column_id, s3.column_id, s4.column_id) as column_id,
            coalesce(s1.discount, s2.discount, s3.discount, s4.discount) as discount,
            coalesce(s1.rule_id, s2.rule_id, s3.rule_id) as rule_id,
            s4.rounding
        from unnest(products, quantities) as w(id, quantity)
        join catalog_product p on p.id = w.id
        left join scheme s1 on s1.rank = 1 and s1.group_id = p.group_id and s1.brand_id = p.brand_id
        left join scheme s2 on s2.rank = 2 and s2.brand_id = p.brand_id
        left join scheme s3 on s3.rank = 3 and s3.group_id = p.group_id
        left join scheme s4 on s4.rank = 4
    ),
    based as (
        select w.*, f.id as fixed_id, f.amount as fixed,
            coalesce(b.from_quantity, 0) as from_quantity, coalesce(b.amount, c.amount, h.amount) as base
        from wanted w
        left join lateral (
            select f.id, f.amount from pricing_fixedprice f
            where (select has_prices from own) and f.contract_id = of_contract and f.product_id = w.id
                and f.valid_from <= as_of and (f.valid_to is null or f.valid_to > as_of)
            order by f.valid_from desc, f.id desc limit 1) f on true
        left join lateral (
            select c.amount from pricing_columnprice c
            where not from_history and c.column_id = w.column_id and c.product_id = w.id limit 1) c on true
        left join lateral (
            select b.from_quantity, b.amount from pricing_break b
            where not from_history and b.column_id = w.column_id and b.product_id = w.id
                and b.from_quantity <= w.quantity
            order by b.from_quantity desc limit 1) b on true
        left join lateral (
            select l.amount, l.from_quantity from (
                select distinct on (h.from_quantity) h.from_quantity, h.amount from pricing_pricechange h
                where from_history and h.product_id = w.id and h.column_id = w.column_id and h.at <= as_of
                    and h.from_quantity <= coalesce(w.quantity, 0)
                order by h.from_quantity, h.at desc, h.id desc) l
            where l.amount is not null
            order by l.from_quantity desc limit 1) h on true
    )
    select id,
        coalesce(fixed, round(base * (100 - discount) / 100 / rounding) * rounding),
        base, from_quantity, column_id, discount, rounding, rule_id, fixed_id
    from based
$$;
grant execute on function pricing_prices to optom_buyer, optom_staff;

-- Between which amounts the prices of a shelf lie, and what is in doubt of it (ADR 0042).
-- A price that is in force is known to the shelf where its product stands; whoever moves the product tells nobody here.
create function pricing_doubt_moved() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into pricing_doubt (product_id) values (new.id);
    return null;
end
$$;
create trigger pricing_doubt_moved after update of group_id, brand_id on catalog_product
for each row when ((old.group_id, old.brand_id) is distinct from (new.group_id, new.brand_id))
execute function pricing_doubt_moved();

-- Sorting a group by own price looks up the price of each of its products: with the amount in the key the table isn't read.
alter table pricing_columnprice drop constraint pricing_columnprice_pkey,
    add primary key (column_id, product_id) include (amount);

-- Who set a price for everybody, and why, is the firm's own.
grant select (id, from_quantity, amount, product_id, column_id) on pricing_break to optom_buyer;
