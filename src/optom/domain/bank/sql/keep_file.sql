-- Whoever brings a file waits here for who brings one at this moment: files have documents in common, in any order, and
-- would else wait for each other in a circle. A file that is known stays as it is.
with turn as materialized (select pg_advisory_xact_lock(hashtext('bank.import_statement')))
insert into bank_statementfile (sha256, name, format, size, taken_at, taken_by_id, taken, known, refused)
select %(sha256)s, %(name)s, %(format)s, %(size)s, %(at)s, %(actor)s, 0, 0, 0 from turn
on conflict (sha256) do update set sha256 = excluded.sha256
returning id
