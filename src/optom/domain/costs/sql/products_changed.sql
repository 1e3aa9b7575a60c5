-- Of which products something was told since a moment.
select distinct product_id from costs_figurechange where at >= %(since)s
