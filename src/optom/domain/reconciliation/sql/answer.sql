-- Answered once: whoever comes second gets no row.
update reconciliation_disagreement set answer = %(text)s, answered_at = %(at)s, answered_by_id = %(actor)s
where id = %(disagreement)s and answered_at is null
returning contract_id as contract, company_id as company
