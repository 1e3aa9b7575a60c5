-- How the lines of a draft were written where they were pasted, with the notes pasted or typed beside them.
select r.product_id as product, string_agg(nullif(r.text, ''), '; ' order by r.paste_id, r.id) as text,
    string_agg(nullif(r.note, ''), '; ' order by r.paste_id, r.id) as note,
    (array_agg(r.price order by r.paste_id desc) filter (where r.price is not null))[1] as price
from orders_pastedrow r join orders_draft d on d.id = r.draft_id
where r.draft_id = %(draft)s and d.contract_id = %(contract)s and r.product_id is not null
    and (%(products)s::bigint[] is null or r.product_id = any(%(products)s::bigint[]))
group by r.product_id
