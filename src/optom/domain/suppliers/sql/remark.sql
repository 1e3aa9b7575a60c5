-- The first rows of each fate but the plain ones, to be looked at, beside the price that stands of what they name, as the supplier
-- says it; and where the file is held, what it names no more.
insert into suppliers_remark (run_id, seq, place, fate, number, name, price, was)
select %(run)s, seq, place, fate, coalesce(number, ''), coalesce(name, ''), coalesce(price::text, ''), was
from (
    select r.*, row_number() over (partition by fate order by seq) as place_of_fate
    from (
        select s.seq, s.place, s.fate, s.number, s.name, s.price,
            case when coalesce(s.currency, %(currency)s) = t.currency then coalesce(t.said_price, t.price) end as was
        from staged_row s
        left join suppliers_offer o on o.supplier_id = %(supplier)s and o.number = s.number and o.feed_id = %(feed)s
        left join suppliers_terms t on t.offer_id = o.id and t.is_listed
        where s.fate not in ('', 'blank', 'head', 'category', 'note')
        union all
        select l.seq, s.place, l.held, s.number, s.name, trim_scale(l.price), l.was
        from listed_offer l
        join staged_row s on s.seq = l.seq
        where l.held is not null
        union all
        select row_number() over (order by o.id), '', 'missing', o.number, o.name, null, l.was
        from listed_offer l
        join suppliers_offer o on o.id = l.offer_id
        where %(is_held)s and l.seq is null
            and not exists (select from staged_row s where s.number = o.number and s.fate <> '')
    ) r
) r
where place_of_fate <= %(most)s
