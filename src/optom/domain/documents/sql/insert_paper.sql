insert into documents_paper (
    kind, owner, year, serial, number, title, issued_at, company_id, contract_id, subject, payload, template,
    source_sha256, renderer
)
values (
    %(kind)s, %(owner)s, %(year)s, %(serial)s, %(number)s, %(title)s, %(at)s, %(company)s, %(contract)s, %(subject)s,
    %(payload)s::text::jsonb, %(template)s, %(source_sha256)s, ''
)
returning id
