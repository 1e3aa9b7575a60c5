insert into quotes_letterhead (company_id, formula, name, details, note, has_vat, logo_id, serial, changed_at, changed_by_id)
values (
    %(company)s, %(formula)s, %(name)s, %(details)s, %(note)s, %(has_vat)s, %(logo)s::bigint, 0, %(at)s, %(actor)s
)
on conflict (company_id) do update set formula = excluded.formula, name = excluded.name, details = excluded.details,
    note = excluded.note, has_vat = excluded.has_vat, logo_id = excluded.logo_id, changed_at = excluded.changed_at,
    changed_by_id = excluded.changed_by_id
