-- The documents that were taken before under the same key, and where from.
select g.place, d.payer_inn, d.purpose, f.name as file, d.line
from unnest(
    %(place)s::int[], %(payer_account)s::text[], %(number)s::text[], %(on)s::date[], %(amount)s::numeric[],
    %(payee_account)s::text[]
) as g (place, payer_account, number, "on", amount, payee_account)
join bank_document d on d.payer_account = g.payer_account and d.number = g.number and d."on" = g."on"
    and d.amount = g.amount and d.payee_account = g.payee_account
join bank_statementfile f on f.id = d.file_id
