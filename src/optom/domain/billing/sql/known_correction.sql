select id, paper_id as paper from billing_correction where shipment_id = %(shipment)s and key = %(key)s
