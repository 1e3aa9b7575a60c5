-- Since when it is written down from which warehouses goods are taken.
select stock_terms_recorded_since()
