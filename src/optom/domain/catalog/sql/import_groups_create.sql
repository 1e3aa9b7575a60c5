-- New groups, without parents yet: a parent may be as new as its child.
insert into catalog_group (name, external_id, sort_key)
select * from unnest(%(names)s::text[], %(external_ids)s::text[], %(sort_keys)s::text[])
returning id, external_id
