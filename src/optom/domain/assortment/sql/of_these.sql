(p.id in (select unnest({these}::bigint[])))
