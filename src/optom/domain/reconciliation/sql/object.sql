insert into reconciliation_disagreement (
    contract_id, company_id, comparison_id, key, note, lines, difference, raised_at, raised_by_id, answer
)
values (
    %(contract)s, %(company)s, %(comparison)s, %(key)s, %(note)s, %(lines)s::jsonb, %(difference)s, %(at)s, %(actor)s, ''
)
on conflict on constraint reconciliation_disagreement_key_once do nothing
returning id
