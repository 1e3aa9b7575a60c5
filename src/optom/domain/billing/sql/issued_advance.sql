update billing_advanceinvoice set paper_id = %(paper)s, number = %(number)s, issued_at = %(at)s
where id = %(invoice)s and paper_id is null
