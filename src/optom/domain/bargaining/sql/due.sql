-- Next steps whose day has come and that no later talk follows.
select count(*)
from bargaining_talk t
where t.next_on <= %(day)s and not exists (select from bargaining_talk f where f.follows_id = t.id)
