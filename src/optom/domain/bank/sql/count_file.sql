-- What the file came to, counted over all its readings: documents that it brought stay its own.
update bank_statementfile f
set taken = own.count, known = %(read)s - own.count, refused = %(refused)s
from (select count(*)::int as count from bank_document where file_id = %(file)s) own
where f.id = %(file)s
    and (f.taken, f.known, f.refused) is distinct from (own.count, %(read)s - own.count, %(refused)s)
