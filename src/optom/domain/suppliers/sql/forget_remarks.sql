-- What was said of a file when it was run before.
delete from suppliers_remark where run_id = %(run)s
