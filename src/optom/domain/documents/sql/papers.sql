-- Without what they say, which is long.
select p.id, p.kind, p.number, p.title, p.issued_at, p.company_id, p.contract_id, p.subject, p.sha256, p.size,
    (p.size + 1023) / 1024 as kilobytes
from documents_paper p
