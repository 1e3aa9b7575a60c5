-- One statement, so that an act costs one round trip.
with entry as (
    insert into journal_entry (at, actor_id, act, subject, company_id, facts)
    values (%(at)s, %(actor)s, %(act)s, %(subject)s, %(company)s, %(facts)s::text::jsonb)
)
insert into journal_event (at, name, facts, attempts, problem)
select %(at)s, e.name, e.facts::jsonb, 0, ''
from unnest(%(names)s::text[], %(event_facts)s::text[]) as e (name, facts)
