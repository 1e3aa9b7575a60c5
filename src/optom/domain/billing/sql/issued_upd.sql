update billing_upd set paper_id = %(paper)s, number = %(number)s, issued_at = %(at)s, sum = %(sum)s, vat = %(vat)s
where shipment_id = %(shipment)s and paper_id is null
