-- Rows of a file that are no offers as they stand.
select r.id, r.seq, r.place, r.fate, r.number, r.name, r.price, r.was,
    case when r.was > 0 and r.fate <> 'recoined' and r.price ~ '^\d{1,15}(\.\d{1,15})?$' then round(r.price::numeric / r.was * 100 - 100, 2) end as percent
from suppliers_remark r
where r.run_id = %(run)s
