select raw, sha256 from bank_document where id = %(document)s
