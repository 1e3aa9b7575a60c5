insert into journal_entry (at, actor_id, act, subject, company_id, facts)
values (%(at)s, %(actor)s, %(act)s, %(subject)s, %(company)s, %(facts)s::text::jsonb)
