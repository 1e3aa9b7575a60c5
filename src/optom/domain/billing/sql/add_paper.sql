insert into billing_shipmentpaper (shipment_id, company_id, paper_id, kind, key, number, sum)
values (%(shipment)s, %(company)s, %(paper)s, %(kind)s, %(key)s, %(number)s, %(sum)s)
