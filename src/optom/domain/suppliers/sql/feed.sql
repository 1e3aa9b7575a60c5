-- A feed with its terms.
select f.id, f.supplier_id as supplier, s.name as supplier_name, f.brings, f.is_active,
    jsonb_build_object(
        'name', f.name, 'currency', f.currency, 'with_vat', f.with_vat, 'is_full', f.is_full,
        'missing_percent', f.missing_percent, 'moved_percent', f.moved_percent,
        'quarantined_percent', f.quarantined_percent, 'sure_score', f.sure_score, 'likely_score', f.likely_score,
        'new_products', f.new_products, 'new_group', f.new_group_id
    ) as terms,
    f.source, f.schedule, f.tried_at, f.next_at, f.failures, f.failure
from suppliers_feed f
join suppliers_supplier s on s.id = f.supplier_id
where f.id = %(feed)s
