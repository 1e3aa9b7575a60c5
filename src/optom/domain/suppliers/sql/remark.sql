-- The first rows of each fate but the plain ones, to be looked at; and where the file is held, what it names no more.
insert into suppliers_remark (run_id, seq, place, fate, number, name, price, was)
select %(run)s, seq, place, fate, coalesce(number, ''), coalesce(name, ''), coalesce(price::text, ''), was
from (
    select r.*, row_number() over (partition by fate order by seq) as place_of_fate
    from (
        select seq, place, fate, number, name, price, null::numeric as was
        from staged_row where fate not in ('', 'blank', 'head', 'category', 'note')
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
    ) r
) r
where place_of_fate <= %(most)s
