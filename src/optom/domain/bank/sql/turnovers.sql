-- What a file says of our accounts beside the documents that we have of those days, from this file or any other. Where the
-- bank tells no turnover, the documents stand in for it in the sum.
select t.line, t.account, t.since, t.until, t.opening, t.came, t.went, t.closing, d.came as found_came,
    d.went as found_went, t.closing - t.opening - coalesce(t.came, d.came) + coalesce(t.went, d.went) as closing_off
from bank_turnover t
cross join lateral (
    select coalesce(sum(o.amount) filter (where o.payee_account = t.account), 0) as came,
        coalesce(sum(o.amount) filter (where o.payer_account = t.account), 0) as went
    from (
        select id, amount, payee_account, payer_account from bank_document
        where payee_account = t.account and moved_on between t.since and t.until
        union
        select id, amount, payee_account, payer_account from bank_document
        where payer_account = t.account and moved_on between t.since and t.until
    ) o
) d
where t.file_id = %(file)s
order by t.line
