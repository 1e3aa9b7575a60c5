-- Nothing new is expected on a day that has gone, and nothing is announced of which there is none.
update resolved_arrivals
set wrong = case when quantity = 0 then 'stock.not_a_quantity' else 'stock.expected_in_past' end
where wrong is null and (
    arrival_id is null and (quantity = 0 or expected_on < %(today)s)
    or arrival_id is not null and expected_on <> was_on and expected_on < %(today)s
)
