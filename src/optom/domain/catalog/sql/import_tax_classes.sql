-- The kinds of goods for VAT that an import may name.
insert into catalog_taxclass (code)
values ('standard'), ('reduced'), ('zero'), ('none')
on conflict (code) do nothing
