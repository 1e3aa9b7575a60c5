-- What a supplier has typed with a price is quoted now, under the next number of his submissions.
with sent as (
    update bargaining_invitation
    set submissions = submissions + 1, submitted_at = %(at)s, with_vat = %(with_vat)s, valid_until = %(valid_until)s,
        note = %(note)s
    where id = %(invitation)s
    returning submissions
)
insert into bargaining_quoted (invitation_id, submission, line_id, price, currency, with_vat, quantity, multiple, lead_days,
    comment, valid_until, at)
select r.invitation_id, s.submissions, r.line_id, r.price, r.currency, %(with_vat)s, r.quantity, r.multiple, r.lead_days,
    r.comment, %(valid_until)s, %(at)s
from bargaining_reply r
cross join sent s
where r.invitation_id = %(invitation)s and r.price is not null
