-- Once: the trigger lets nothing else through. Nobody holds this row while he draws.
update documents_paper set renderer = %(renderer)s, sha256 = %(sha256)s, size = %(size)s
where id = %(paper)s and sha256 is null
