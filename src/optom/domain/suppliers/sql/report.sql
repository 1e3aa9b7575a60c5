-- What became of each row of the file, in its order.
copy (
    select s.place, s.number, s.article, s.brand, s.name, s.price, s.stock_said as stock,
        case
            when s.fate <> '' then s.fate
            when l.held is not null then l.held
            when l.is_new then 'new'
            when l.price <> l.was or l.currency <> l.was_currency then 'repriced'
            else 'as_before'
        end as fate,
        l.was, p.article as our_article, b.name as our_brand
    from staged_row s
    left join listed_offer l on l.seq = s.seq
    left join found_offer f on f.offer_id = l.offer_id
    left join catalog_product p on p.id = coalesce(f.product_id, l.product_id)
    left join catalog_brand b on b.id = p.brand_id
    order by s.seq
) to stdout with (format csv, header)
