update shipping_shipment
set taker = %(taker)s, authority_kind = %(authority_kind)s, authority_number = %(authority_number)s,
    authority_until = %(authority_until)s
where id = %(shipment)s
