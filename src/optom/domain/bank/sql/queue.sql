-- Money that came and belongs to no contract yet, with the contract that is nearest.
select d.id, d.number, d."on", d.moved_on, d.amount, d.currency, d.payer_account, d.payer_inn, d.payer_name, d.purpose,
    d.seller_id as seller, s.name as seller_name, w.reason, w.candidate_id as candidate, c.number as candidate_number,
    k.name as candidate_name, w.is_aside, w.note
from bank_waiting w
left join bank_document d on d.id = w.document_id
left join companies_seller s on s.id = d.seller_id
left join companies_contract c on c.id = w.candidate_id
left join companies_company k on k.id = c.company_id
