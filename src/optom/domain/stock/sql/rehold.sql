-- Holds of some arrivals become holds of others, of the same owners, without being free in between.
with moved as (
    select * from unnest(%(holds)s::bigint[], %(arrivals)s::bigint[], %(quantities)s::numeric[]) as m(id, arrival, quantity)
),
parts as (
    select h.id, h.owner, h.contract_id, h.product_id, h.warehouse_id, h.arrival_id, a.id as other, a.warehouse_id as there,
        m.quantity, sum(m.quantity) over (partition by h.id) as gone
    from moved m
    join stock_hold h on h.id = m.id
    join stock_arrival a on a.id = m.arrival
),
reduced as (
    update stock_hold h set quantity = h.quantity - p.gone
    from (select distinct id, gone from parts) p where h.id = p.id and h.quantity > p.gone
),
emptied as (
    delete from stock_hold h using (select distinct id, gone from parts) p where h.id = p.id and h.quantity = p.gone
),
kept as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select owner, contract_id, product_id, there, other, sum(quantity) from parts group by 1, 2, 3, 4, 5
    on conflict (owner, warehouse_id, arrival_id) do update set quantity = stock_hold.quantity + excluded.quantity
),
counted as (
    update stock_arrival a set held = a.held + c.quantity
    from (
        select id, sum(quantity) as quantity
        from (select arrival_id as id, -quantity as quantity from parts union all select other, quantity from parts) b
        group by id
    ) c
    where a.id = c.id
)
insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
select %(at)s, owner, contract_id, product_id, warehouse_id, arrival_id, -quantity from parts
union all
select %(at)s, owner, contract_id, product_id, there, other, quantity from parts
