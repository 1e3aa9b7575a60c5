-- The first rows of each fate but the plain ones, to be looked at; and where the file is held, what it names no more.
insert into suppliers_remark (run_id, seq, place, fate, number, name, price, was)
select %(run)s, seq, place, fate, coalesce(number, ''), coalesce(name, ''), coalesce(price::text, ''), was
from (
    select r.*, row_number() over (partition by fate order by seq) as place_of_fate
    from (
        select seq, place, fate, number, name, price, null::numeric as was
        from staged_row where fate not in ('', 'blank', 'head', 'category', 'note')
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
    ) r
) r
where place_of_fate <= %(most)s
