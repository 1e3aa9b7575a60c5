-- Money that came, as `untried` tells it.
select d.id, d.seller_id as seller, d.number, d."on", d.moved_on, d.amount, d.currency, d.payer_account, d.payer_inn,
    d.payer_name, d.purpose, false as is_doubtful, false as is_known
from bank_document d
where d.id = %(document)s
