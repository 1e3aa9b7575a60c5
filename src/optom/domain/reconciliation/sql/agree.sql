insert into reconciliation_agreement (contract_id, company_id, until, balance, side, at, by_id)
values (%(contract)s, %(company)s, %(until)s, %(balance)s, %(side)s, %(at)s, %(actor)s)
on conflict on constraint reconciliation_agreement_once do nothing
