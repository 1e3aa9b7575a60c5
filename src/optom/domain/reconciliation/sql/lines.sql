select place, "on", title, amount from reconciliation_comparedline
where comparison_id = %(comparison)s and "on" between %(since)s and %(until)s
order by place
