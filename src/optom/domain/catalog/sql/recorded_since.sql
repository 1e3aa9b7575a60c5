-- Since when it is written down how goods are sold: the first moment of a ledger that came to a catalog.
select catalog_recorded_since()
