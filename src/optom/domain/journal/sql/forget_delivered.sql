-- The journal keeps what was done; the outbox only what is still to be heard.
with old as (
    select id from journal_event where delivered_at < %(before)s order by id limit %(limit)s
),
mark as (
    delete from journal_delivery d using old where d.event_id = old.id
)
delete from journal_event e using old where e.id = old.id
