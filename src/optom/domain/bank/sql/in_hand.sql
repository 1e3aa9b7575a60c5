select d.id, d.seller_id as seller, d.number, d."on", d.moved_on, d.amount, d.currency, d.payer_account, d.payer_inn,
    d.purpose
from bank_document d
where d.id = %(document)s
