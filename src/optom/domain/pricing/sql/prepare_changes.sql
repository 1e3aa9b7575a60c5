-- Room for what is to become of prices, as a room above has worked it out.
create temp table price_changes (
    column_id bigint not null,
    product_id bigint not null,
    from_quantity numeric(14,3) not null,
    amount numeric(15,4),
    before numeric(15,4),
    is_named boolean not null
) on commit drop
