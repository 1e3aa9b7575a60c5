-- Whether any figure was ever told.
select exists (select from costs_figure) or exists (select from costs_figurechange)
