insert into reconciliation_act (
    contract_id, company_id, paper_id, key, number, since, until, closing, issued_at, issued_by_id
)
values (
    %(contract)s, %(company)s, %(paper)s, %(key)s, %(number)s, %(since)s, %(until)s, %(closing)s, %(at)s, %(actor)s
)
returning id
