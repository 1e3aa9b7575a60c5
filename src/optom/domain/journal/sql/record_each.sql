with entry as (
    insert into journal_entry (at, actor_id, act, subject, company_id, facts)
    select %(at)s, %(actor)s, %(act)s, e.subject, e.company, e.facts::jsonb
    from unnest(%(subjects)s::text[], %(companies)s::bigint[], %(facts)s::text[]) as e (subject, company, facts)
)
insert into journal_event (at, name, facts, attempts, problem)
select %(at)s, e.name, e.facts::jsonb, 0, ''
from unnest(%(names)s::text[], %(event_facts)s::text[]) as e (name, facts)
