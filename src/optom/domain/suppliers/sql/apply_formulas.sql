-- What formulas make of staged rows that are offers, or may become ones.
update staged_row s
set --sets--
where s.fate in ('', 'no_price', 'bad_price')
