-- What an offer costs in our warehouse: agreements with suppliers, what they are worth, and the one function that adds it up.
create function purchasing_rates(on_day date) returns table (currency text, rate numeric) language sql stable rows 10 as $$
    select n.currency, credit_rate_of(n.currency, on_day)
    from (select 'RUB' as currency union select distinct r.currency::text from credit_rate r) n
$$;

-- Offers at every price that depends on quantity; what is kept because sales vary; how much is ordered of the best offer.
-- The one place that adds it up: ``goods`` is a unit in roubles without VAT.
create function purchasing_parts(
    goods numeric, freight_percent numeric, freight_of_weight numeric, deferral_days integer, money_percent numeric,
    failure_percent numeric, kept_percent numeric
) returns table (freight numeric, money numeric, risk numeric) language sql immutable as $$
    select round(goods * freight_percent / 100 + freight_of_weight, 4),
        round(goods * deferral_days * money_percent / 36500, 4),
        round(goods * failure_percent * (100 - kept_percent) / 10000, 4)
$$;

-- From which quantity on, and below which, an offer has which price: "10:95.00 100:90.00" has three.
create function purchasing_rungs(price numeric, breaks text) returns table (
    from_quantity numeric, below numeric, asked numeric
) language sql immutable as $$
    select r.from_quantity, lead(r.from_quantity) over (order by r.from_quantity), r.asked
    from (
        select 0::numeric as from_quantity, price as asked
        union all
        select split_part(b, ':', 1)::numeric, split_part(b, ':', 2)::numeric
        from unnest(string_to_array(nullif(breaks, ''), ' ')) b
        where b ~ '^\d+(\.\d+)?:\d+(\.\d+)?$'
    ) r
    where r.asked > 0
$$;

-- How much is ordered where so much is needed; what those of it that are not needed yet cost each one that is: the money that
-- lies in them, on the average for half of the time in which they are sold, and all of it where that is never.
create function purchasing_ordered(needed numeric, minimum numeric, from_quantity numeric, multiple numeric) returns numeric
language sql immutable as $$
    select ceil(greatest(needed, minimum, from_quantity) / multiple) * multiple
$$;

create function purchasing_excess(landed numeric, needed numeric, ordered numeric, sold_365 numeric, money_percent numeric)
returns numeric language sql immutable as $$
    select round((ordered - needed) / needed * landed * case
        when coalesce(sold_365, 0) <= 0 then 1
        else least(1, money_percent / 100 * (ordered - needed) / sold_365 / 2)
    end, 4)
$$;

-- What of a confirmation goes on by itself, what came with which paper, keys of suppliers' programs.
-- Security definer, for no role of requests may read a hash. It tells nothing of a key whose maker has left the desk.
create function purchasing_key_holder(secret text) returns table (key bigint, supplier bigint, holder bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.supplier_id, k.created_by_id
    from purchasing_supplierkey k
    join accounts_user u on u.id = k.created_by_id and u.is_active
    where k.secret_hash = secret and k.revoked_at is null
        and exists (
            select from accounts_staffrole r
            where r.user_id = u.id and r.role in ('purchaser', 'director', 'administrator')
        )
$$;
revoke all on function purchasing_key_holder from public;
grant execute on function purchasing_key_holder to optom_web;

-- What any price of a supplier would cost in our warehouse, whether it is an offer already or not.
-- What `purchasing_landed` tells of offers, of a price that somebody names: a reply to a request, a former price of an offer,
-- the list of a candidate. No row where the rate of its currency, or of the freight's, is not known on the day.
create function purchasing_lands(
    on_day date, of_supplier bigint, of_product bigint, for_price numeric, in_currency text, is_with_vat boolean
) returns table (goods numeric, freight numeric, money numeric, risk numeric, landed numeric) language sql stable rows 1 as $$
    select g.goods, p.freight, p.money, p.risk, g.goods + p.freight - p.money + p.risk as landed
    from (
        select c.weight, round(for_price * credit_rate_of(in_currency, on_day) / case when is_with_vat then 1 + coalesce((
            select v.percent from catalog_taxrate v
            where v.tax_class_id = c.tax_class_id and v.valid_from <= on_day
            order by v.valid_from desc limit 1
        ), 0) / 100 else 1 end, 4) as goods
        from catalog_product c
        where c.id = of_product
    ) g
    join purchasing_weights w on w.id = 1
    left join purchasing_agreement a on a.supplier_id = of_supplier
    left join purchasing_reliability k on k.supplier_id = of_supplier
    cross join lateral purchasing_parts(
        g.goods, coalesce(a.freight_percent, 0),
        coalesce(a.freight_per_kg, 0) * coalesce(g.weight, 0)
            * case when coalesce(a.freight_per_kg, 0) = 0 then 1 else credit_rate_of(a.currency, on_day) end,
        coalesce(a.deferral_days, 0)::integer, w.money_percent, w.failure_percent, coalesce(k.percent, 100)
    ) p
    where g.goods > 0 and p.freight is not null
$$;

-- An offer that was given until a day is no offer after it, whether the clock has taken it off the list already or not.
-- What an offer is made of, before it is added up: its price and breaks, rates, and what counts beyond them.
create function purchasing_offered(on_day date) returns table (
    offer_id bigint, product_id bigint, supplier_id bigint, is_lacking boolean, price numeric, breaks text, currency text,
    with_vat boolean, multiple numeric, minimum numeric, lead_days integer, rate numeric, vat numeric, freight_percent numeric,
    freight_of_weight numeric, deferral_days integer, money_percent numeric, failure_percent numeric, kept_percent numeric
) language sql stable as $$
    select o.id, o.product_id, o.supplier_id, coalesce(t.stock = 0, false), t.price, t.breaks::text, t.currency::text,
        t.with_vat, coalesce(nullif(t.multiple, 0), c.multiple), coalesce(t.minimum, 0),
        coalesce(t.lead_days, nullif(a.lead_days, 0))::integer, r.rate,
        case when t.with_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end, coalesce(a.freight_percent, 0),
        coalesce(a.freight_per_kg, 0) * case when coalesce(a.freight_per_kg, 0) = 0 then 1 else f.rate end
            * coalesce(c.weight, 0),
        coalesce(a.deferral_days, 0)::integer, w.money_percent, w.failure_percent, coalesce(k.percent, 100)
    from suppliers_offer o
    join suppliers_terms t on t.offer_id = o.id and t.is_listed
    join suppliers_feed d on d.id = o.feed_id and d.is_active
    join catalog_product c on c.id = o.product_id
    join purchasing_weights w on w.id = 1
    left join purchasing_rates(on_day) r on r.currency = t.currency
    left join purchasing_agreement a on a.supplier_id = o.supplier_id
    left join purchasing_rates(on_day) f on f.currency = a.currency
    left join purchasing_reliability k on k.supplier_id = o.supplier_id
    left join (
        select distinct on (v.tax_class_id) v.tax_class_id, v.percent
        from catalog_taxrate v
        where v.valid_from <= on_day
        order by v.tax_class_id, v.valid_from desc
    ) x on x.tax_class_id = c.tax_class_id
    where not exists (select from suppliers_expiry e where e.offer_id = o.id and e.until < on_day)
$$;

-- Offers that count, per unit and in roubles without VAT: the goods themselves, freight in, less what deferred money
-- earns, plus what broken words cost. Offers and freight in a currency whose rate is not known on the day cost nothing
-- that could be told. The planner takes it apart, so that who asks of a few products reads a few offers.
create function purchasing_landed(on_day date) returns table (
    offer_id bigint, product_id bigint, supplier_id bigint, is_lacking boolean, goods numeric, freight numeric, money numeric,
    risk numeric, landed numeric
) language sql stable as $$
    select g.offer_id, g.product_id, g.supplier_id, g.is_lacking, g.goods, p.freight, p.money, p.risk,
        g.goods + p.freight - p.money + p.risk
    from (select o.*, round(o.price * o.rate / o.vat, 4) as goods from purchasing_offered(on_day) o) g
    cross join lateral purchasing_parts(g.goods, g.freight_percent, g.freight_of_weight, g.deferral_days, g.money_percent,
        g.failure_percent, g.kept_percent) p
    where g.goods > 0 and g.freight_of_weight is not null
$$;

-- The same at each price of an offer: from ``from_quantity`` on and ``below`` a quantity.
create function purchasing_landed_by_quantity(on_day date) returns table (
    offer_id bigint, product_id bigint, supplier_id bigint, is_lacking boolean, from_quantity numeric, below numeric,
    price numeric, currency text, with_vat boolean, multiple numeric, minimum numeric, lead_days integer,
    money_percent numeric, goods numeric, landed numeric
) language sql stable as $$
    select g.offer_id, g.product_id, g.supplier_id, g.is_lacking, g.from_quantity, g.below, g.asked, g.currency, g.with_vat,
        g.multiple, g.minimum, g.lead_days, g.money_percent, g.goods, g.goods + p.freight - p.money + p.risk
    from (
        select o.*, r.from_quantity, r.below, r.asked, round(r.asked * o.rate / o.vat, 4) as goods
        from purchasing_offered(on_day) o
        cross join lateral purchasing_rungs(o.price, o.breaks) r
    ) g
    cross join lateral purchasing_parts(g.goods, g.freight_percent, g.freight_of_weight, g.deferral_days, g.money_percent,
        g.failure_percent, g.kept_percent) p
    where g.goods > 0 and g.freight_of_weight is not null
$$;

-- What is bought for a client's line is for its parts too, and one of our legal entities buys it (ADR 0065).
-- What of lines of orders to suppliers is for which lines of clients, as these stand now: of the named ones, and of all of the
-- same products, or of these products (null: of all), that suppliers have not answered for. A line and its parts want as much
-- as was bought for them in the order of the queue: what they are promised of suppliers' goods first, then what they wait for.
-- Quantities of one are laid along those of the other, and each gets where they meet. What nobody of them wants any more is for
-- nobody; what they hold of what was announced already they have got. PL/pgSQL, for every version of PostgreSQL plans it with the
-- very products and lines: one product is looked up, all that is open is gone through once.
create function purchasing_bought_for(of_products bigint[], of_lines bigint[])
    returns table (supplier_line_id bigint, line_id bigint, quantity numeric, promised numeric, is_promised boolean)
    language plpgsql stable as $function$
begin
    return query execute $$
with asked as (
    select unnest($1) as product_id
    union
    select i.product_id from purchasing_supplierline i where i.id = any($2)
),
bought as (
    select i.id, i.arrival_id
    from asked a
    join purchasing_supplierline i on i.product_id = a.product_id
    join purchasing_supplierorder v on v.id = i.order_id and (v.state in ('draft', 'sent') or i.doubt <> '')
    union
    select i.id, i.arrival_id
    from purchasing_supplierorder v
    join purchasing_supplierline i on i.order_id = v.id
    where $1 is null and v.state in ('draft', 'sent')
    union
    select i.id, i.arrival_id from purchasing_supplierline i where $1 is null and i.doubt <> ''
    union
    select i.id, i.arrival_id from purchasing_supplierline i where i.id = any($2)
),
pledged as materialized (
    select b.id, b.arrival_id, coalesce(l.part_of_id, l.id) as whole, sum(u.quantity) as quantity, sum(u.promised) as promised
    from bought b
    join purchasing_purpose u on u.supplier_line_id = b.id
    join orders_line l on l.id = u.line_id
    group by b.id, b.arrival_id, coalesce(l.part_of_id, l.id)
),
wholes as materialized (
    select distinct whole from pledged
),
members as materialized (
    select w.whole, w.whole as line_id from wholes w
    union all
    select w.whole, l.id from wholes w join orders_line l on l.part_of_id = w.whole
),
holds as materialized (
    select m.whole, m.line_id, a.id as arrival_id, h.quantity, a.supply_id is not null as is_promise
    from members m
    join stock_hold h on h.owner = m.line_id
    join stock_arrival a on a.id = h.arrival_id
),
given as materialized (
    select p.id, p.whole, p.promised > 0 as is_promised, greatest(p.promised - coalesce(h.quantity, 0), 0) as promised,
        greatest(p.quantity - coalesce(h.quantity, 0), 0) as quantity
    from pledged p
    left join (
        select h.arrival_id, h.whole, sum(h.quantity) as quantity from holds h group by h.arrival_id, h.whole
    ) h on h.arrival_id = p.arrival_id and h.whole = p.whole
),
wants as materialized (
    select m.whole, l.id, coalesce(l.queued_at, o.placed_at) as since,
        l.ordered - l.reserved - l.shipped - l.cancelled as waits, coalesce(h.promised, 0) as promised
    from members m
    join orders_line l on l.id = m.line_id
    join orders_order o on o.id = l.order_id
    left join (
        select h.line_id, sum(h.quantity) as promised from holds h where h.is_promise group by h.line_id
    ) h on h.line_id = m.line_id
),
kept as materialized (
    select g.id, g.whole, g.is_promised, w.id as line_id, least(g.till, w.till) - greatest(g.since, w.since) as quantity
    from (
        select g.id, g.whole, g.is_promised, sum(g.promised) over mine - g.promised as since, sum(g.promised) over mine as till
        from given g window mine as (partition by g.whole order by g.id)
    ) g
    join (
        select w.id, w.whole, sum(w.promised) over mine - w.promised as since, sum(w.promised) over mine as till
        from wants w window mine as (partition by w.whole order by w.since, w.id)
    ) w on w.whole = g.whole and w.since < g.till and g.since < w.till
),
rest as materialized (
    select r.id, r.whole, r.is_promised, sum(r.quantity) as quantity
    from (
        select g.id, g.whole, g.is_promised, g.quantity from given g
        union all
        select k.id, k.whole, k.is_promised, -k.quantity from kept k
    ) r
    group by r.id, r.whole, r.is_promised
),
served as (
    select g.id, g.is_promised, w.id as line_id, least(g.till, w.till) - greatest(g.since, w.since) as quantity
    from (
        select r.id, r.whole, r.is_promised, sum(r.quantity) over mine - r.quantity as since, sum(r.quantity) over mine as till
        from rest r window mine as (partition by r.whole order by r.id)
    ) g
    join (
        select w.id, w.whole, sum(w.waits) over mine - w.waits as since, sum(w.waits) over mine as till
        from wants w window mine as (partition by w.whole order by w.since, w.id)
    ) w on w.whole = g.whole and w.since < g.till and g.since < w.till
)
select x.id, x.line_id, sum(x.quantity), sum(x.promised), bool_or(x.is_promised)
from (
    select id, line_id, is_promised, quantity, quantity as promised from kept
    union all
    select id, line_id, is_promised, quantity, 0 from served
) x
where x.quantity > 0
group by x.id, x.line_id
    $$ using of_products, of_lines;
end
$function$;

insert into purchasing_weights (id, money_percent, failure_percent, cover_days, service_percent, dearer_percent,
    tolerance_days, tolerance_percent)
values (1, 20, 5, 30, 90, 10, 2, 3);

grant select (id, created_at, revoked_at, last_used_at, created_by_id, supplier_id), update (revoked_at, last_used_at)
    on purchasing_supplierkey to optom_staff;
