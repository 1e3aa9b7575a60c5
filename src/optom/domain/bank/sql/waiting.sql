select count(*) from bank_waiting where not is_aside
