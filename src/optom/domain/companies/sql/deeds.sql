-- What was done in a company's name and with it. Who did it is named also when he is of the company no more; the
-- supplier's own people are not (an empty name), and nobody is where the program did it by itself.
select e.id, e.at, e.actor_id as actor, companies_actor(e.company_id, e.actor_id) as person, e.act, e.subject, e.facts
from journal_entry e
where e.company_id = %(company)s
    and (%(with_money)s or e.act not like 'credit.%%') and (%(with_papers)s or e.act not like 'billing.%%')
