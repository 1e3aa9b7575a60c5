-- What a supplier has typed with a price is quoted now, under the next number of his submissions; what does not differ from his
-- last submission stays under that one.
with typed as (
    select r.line_id, r.price, r.currency, %(with_vat)s::boolean as with_vat, r.quantity, r.multiple, r.lead_days, r.comment,
        %(valid_until)s::date as valid_until
    from bargaining_reply r
    where r.invitation_id = %(invitation)s and r.price is not null
),
stands as (
    select * from bargaining_linked_sent()
),
differs as (
    select exists (select * from typed except select * from stands) or exists (select * from stands except select * from typed) as yes
),
sent as (
    update bargaining_invitation i
    set submissions = i.submissions + d.yes::int, submitted_at = %(at)s, with_vat = %(with_vat)s, valid_until = %(valid_until)s,
        note = %(note)s
    from differs d
    where i.id = %(invitation)s
    returning i.submissions, d.yes
),
made as (
    insert into bargaining_quoted (invitation_id, submission, line_id, price, currency, with_vat, quantity, multiple, lead_days,
        comment, valid_until, at)
    select %(invitation)s, s.submissions, t.*, %(at)s
    from typed t
    join sent s on s.yes
)
select count(*) from typed
