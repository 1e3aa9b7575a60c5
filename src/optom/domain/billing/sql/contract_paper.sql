select paper_id as paper from billing_contractpaper where contract_id = %(contract)s and kind = %(kind)s and key = %(key)s
