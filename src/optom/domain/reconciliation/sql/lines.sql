select place, "on", title, amount from reconciliation_comparedline where comparison_id = %(comparison)s order by place
