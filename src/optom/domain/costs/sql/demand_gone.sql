-- Of what nothing is known any more.
delete from costs_demand d
where not exists (select from measured_demand m where m.product_id = d.product_id)
