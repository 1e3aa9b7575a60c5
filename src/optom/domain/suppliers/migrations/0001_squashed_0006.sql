create function suppliers_breaks_in(breaks text, factor numeric) returns text
language sql immutable parallel safe return (
    select coalesce(string_agg(
        trim_scale(round(split_part(r.rung, ':', 1)::numeric * factor, 3)) || ':'
            || trim_scale(greatest(round(split_part(r.rung, ':', 2)::numeric / factor, 4), 0.0001)),
        ' ' order by r.place), '')
    from regexp_split_to_table(nullif(breaks, ''), ' ') with ordinality as r(rung, place)
);

-- Feeds, offers and their history; the firm's own affair: buyers are shown nothing of it but through promises.
alter table suppliers_terms set (fillfactor = 80);

comment on function suppliers_breaks_in is 'price breaks of a unit, per one of so many that it holds';
