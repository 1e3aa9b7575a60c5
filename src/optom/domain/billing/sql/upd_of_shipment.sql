select id, paper_id as paper from billing_upd where shipment_id = %(shipment)s
