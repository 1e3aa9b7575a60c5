-- Whether anything was ever counted or moved.
select exists (select from stock_balance) or exists (select from stock_move)
