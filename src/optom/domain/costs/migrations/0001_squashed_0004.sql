-- What is told of goods and its ledger; the firm's own affair: buyers are shown nothing of it.
insert into costs_input (name, russian, kind, is_own) values
    ('receipt_cost', 'себестоимость_прихода', 'sum', false),
    ('average_cost', 'средняя_себестоимость', 'sum', false),
    ('offer_cost', 'лучшее_предложение', 'sum', false),
    ('planned_cost', 'плановая_себестоимость', 'sum', false),
    ('recommended', 'ррц', 'sum', false);

-- How goods sell, what competitors ask for them, and the bounds by which both are judged.
insert into costs_bounds (id, a_share, b_share, x_variation, y_variation, market_days) values (1, 80, 15, 10, 25, 30);
