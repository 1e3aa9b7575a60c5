-- A correction with its lines, and the answers that it follows from.
with correction as (
    insert into billing_correction (
        shipment_id, contract_id, company_id, seller_id, key, paper_id, number, agreed_on, at, by_id, reason, sum, vat,
        entry_id
    )
    values (
        %(shipment)s, %(contract)s, %(company)s, %(seller)s, %(key)s, %(paper)s, %(number)s, %(agreed_on)s, %(at)s,
        %(actor)s, %(reason)s, %(sum)s, %(vat)s, %(entry)s
    )
    returning id
),
line as (
    insert into billing_correctionline (
        correction_id, company_id, order_line_id, vat_percent, before_quantity, before_sum, before_vat, after_quantity,
        after_sum, after_vat, back
    )
    select c.id, %(company)s, l.*
    from correction c
    cross join unnest(
        %(lines)s::bigint[], %(percents)s::numeric[], %(before_quantities)s::numeric[], %(before_sums)s::numeric[],
        %(before_vats)s::numeric[], %(after_quantities)s::numeric[], %(after_sums)s::numeric[], %(after_vats)s::numeric[],
        %(backs)s::numeric[]
    ) as l
)
select id from correction
