-- The first rows of each fate but the plain ones, to be looked at.
insert into suppliers_remark (run_id, seq, place, fate, number, name, price)
select %(run)s, seq, place, fate, coalesce(number, ''), coalesce(name, ''), coalesce(price::text, '')
from (
    select r.*, row_number() over (partition by fate order by seq) as place_of_fate
    from (
        select seq, place, fate, number, name, price from staged_row where fate not in ('', 'blank', 'head', 'category', 'note')
        union all
        select s.seq, s.place, 'twice', s.number, s.name, s.price
        from staged_row s join listed_offer l on l.number = s.number
        where s.fate = '' and s.seq <> l.seq
        union all
        select seq, place, held, number, name, price from listed_offer where held is not null
    ) r
) r
where place_of_fate <= %(most)s
