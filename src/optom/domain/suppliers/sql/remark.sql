-- The first rows of each fate but the plain ones, to be looked at, beside the price that stands of what they name; and where the
-- file is held, what it names no more.
insert into suppliers_remark (run_id, seq, place, fate, number, name, price, was)
select %(run)s, seq, place, fate, coalesce(number, ''), coalesce(name, ''), coalesce(price::text, ''), was
from (
    select r.*, row_number() over (partition by fate order by seq) as place_of_fate
    from (
        select s.seq, s.place, s.fate, s.number, s.name, s.price, t.price as was
        from staged_row s
        left join suppliers_offer o on o.feed_id = %(feed)s and o.number = s.number
        left join suppliers_terms t on t.offer_id = o.id and t.is_listed
        where s.fate not in ('', 'blank', 'head', 'category', 'note')
        union all
        select s.seq, s.place, 'twice', s.number, s.name, s.price, null
        from staged_row s join listed_offer l on l.number = s.number
        where s.fate = '' and s.seq <> l.seq
        union all
        select seq, place, held, number, name, trim_scale(price), was from listed_offer where held is not null
        union all
        select row_number() over (order by o.id), '', 'missing', o.number, o.name, null, t.price
        from suppliers_offer o
        join suppliers_terms t on t.offer_id = o.id
        where %(is_held)s and o.feed_id = %(feed)s and t.is_listed
            and o.id not in (select offer_id from listed_offer)
            and not exists (select from staged_row s where s.number = o.number)
    ) r
) r
where place_of_fate <= %(most)s
