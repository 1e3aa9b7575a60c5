insert into credit_closing (seller_id, contract_id, company_id, until, is_agreed, reason, at, by_id)
values (
    %(seller)s, %(contract)s, %(company)s, %(until)s, %(is_agreed)s, %(reason)s, %(at)s, %(actor)s
)
