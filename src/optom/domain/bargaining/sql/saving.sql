-- An entry of the ledger with all that proves it.
select s.id, s.at, s.kind, u.name as person, f.name as supplier, s.supplier_id, p.article, s.product_id, n.name as unit, s.baseline,
    s.won, s.counts_from, s.until, s.reason, q.id as request, q.title as request_title, bs.name as baseline_supplier,
    c.price as quoted_price, c.currency as quoted_currency, c.at as quoted_at, t.said as talk, t.said_on as talk_on,
    o.number as offer, s.corrects_id as corrects, k.id as corrected_by,
    coalesce((select sum(r.amount) from bargaining_realised r where r.saving_id = s.id), 0) as amount
from bargaining_saving s
join accounts_user u on u.id = s.person_id
join suppliers_supplier f on f.id = s.supplier_id
join catalog_product p on p.id = s.product_id
join catalog_unit n on n.id = p.unit_id
left join bargaining_award w on w.id = s.award_id
left join bargaining_quoted c on c.id = w.quoted_id
left join bargaining_askedline l on l.id = w.line_id
left join bargaining_request q on q.id = l.request_id
left join suppliers_offer bo on bo.id = l.baseline_offer_id
left join suppliers_supplier bs on bs.id = bo.supplier_id
left join bargaining_talk t on t.id = s.talk_id
left join suppliers_offer o on o.id = s.offer_id
left join bargaining_saving k on k.corrects_id = s.id
where s.id = %(saving)s
