-- Of which products something was told since a moment, or, where that is asked too, found by measuring.
select product_id from costs_figurechange where at >= %(since)s
union
select product_id from costs_measured where %(with_measured)s and at >= %(since)s
