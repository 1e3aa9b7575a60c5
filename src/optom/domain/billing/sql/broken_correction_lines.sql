-- Corrected lines that don't start from what was before, or whose VAT is not what the rate makes of the sum.
select x.correction, x.line, x.before_sum, x.stood_sum, x.before_vat, x.stood_vat, x.after_vat, x.counted_vat
from (
    select k.id as correction, l.order_line_id as line, l.before_sum, l.before_vat, l.after_vat,
        coalesce(lag(l.after_sum) over same, s.sum) as stood_sum, coalesce(lag(l.after_vat) over same, s.vat) as stood_vat,
        coalesce(round(l.after_sum * s.vat_percent / (100 + s.vat_percent), 2), 0) as counted_vat
    from billing_correctionline l
    join billing_correction k on k.id = l.correction_id
    join shipping_shipmentline s on s.shipment_id = k.shipment_id and s.order_line_id = l.order_line_id
    window same as (partition by k.shipment_id, l.order_line_id order by k.id)
) x
where x.before_sum <> x.stood_sum or x.before_vat <> x.stood_vat or x.after_vat <> x.counted_vat
order by 1, 2
