-- What an act of this transaction has taken before.
drop table if exists taken_need, needed_line
