-- Goods that left are called by this paper from now on; one that is issued anew keeps its number.
insert into credit_naming (entry_id, company_id, paper_id, title)
select e.id, e.company_id, p.id, p.title
from credit_entry e
join documents_paper p on p.id = %(paper)s
where e.contract_id = %(contract)s and e.subject = %(subject)s and e.kind = 'dispatch'
on conflict (entry_id) do nothing
