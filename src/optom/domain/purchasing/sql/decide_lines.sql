-- A person has said that lines come as they were confirmed, or that they do not.
update purchasing_supplierline set doubt = '', confirmed = case when %(comes)s then confirmed else 0 end
where id = any(%(lines)s::bigint[])
