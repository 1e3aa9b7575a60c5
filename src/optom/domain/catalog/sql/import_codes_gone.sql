-- Search codes that no longer stand for anything, of the kinds that the rows speak of.
delete from catalog_code c
using resolved_products r
where c.product_id = r.id and r.fate is null and (
    (c.kind = 'a' and r.article_norm is not null and c.norm <> r.article_norm)
    or (c.kind = 'b' and r.has_barcodes
        and not exists (select from staged_barcodes s where s.seq = r.seq and s.norm = c.norm))
    or (c.kind = 'c' and r.has_crosses
        and not exists (select from staged_crosses s where s.seq = r.seq and s.norm = c.norm))
)
