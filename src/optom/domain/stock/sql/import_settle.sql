-- Balances become what was counted, never less than what is held; every difference is a move.
with wanted as materialized (
    select
        r.product_id, r.warehouse_id, greatest(r.quantity, coalesce(b.held, 0)) as on_hand,
        coalesce(b.on_hand, 0) as before, b.product_id is null as is_new, r.is_named
    from resolved_balances r
    left join stock_balance b on b.product_id = r.product_id and b.warehouse_id = r.warehouse_id
    where r.product_id is not null and r.warehouse_id is not null
        and greatest(r.quantity, coalesce(b.held, 0)) <> coalesce(b.on_hand, 0)
),
changed as (
    update stock_balance b
    set on_hand = w.on_hand
    from wanted w
    where not w.is_new and b.product_id = w.product_id and b.warehouse_id = w.warehouse_id
),
made as (
    insert into stock_balance (product_id, warehouse_id, on_hand, held)
    select product_id, warehouse_id, on_hand, 0 from wanted where is_new
),
moved as (
    insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
    select %(at)s, product_id, warehouse_id, on_hand - before, 'count', %(subject)s from wanted
)
select
    count(*) filter (where is_new) as created,
    count(*) filter (where not is_new) as changed,
    count(*) filter (where not is_new and is_named) as changed_named,
    (
        select count(*) from resolved_balances
        where is_named and product_id is not null and warehouse_id is not null
    ) as named
from wanted
