left join (
    select t.id, t.place as value from unnest({of}::bigint[], {place}::int[]) as t(id, place)
) {key} on {key}.id = p.id
