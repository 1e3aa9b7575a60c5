select id, contract_id as contract, valid_from, valid_to, deferral_days, deferral_kind, credit_limit, reservation_hours,
    reservation_limit, minimum_order, minimum_shipment, pack_rule, undispatched, delivery, acceptance_days, penalty_percent,
    penalty_grace, penalty_cap, quote_days, quote_holds, from_suppliers, owner_id as owner, reason
from companies_terms
where contract_id = %(contract)s and valid_from <= %(at)s and (valid_to is null or valid_to > %(at)s)
