-- Another replay of the same transaction may follow, in whose name ever.
drop table replayed
