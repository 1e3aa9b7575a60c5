-- What waited for the director since inputs moved is worked out anew in one publication.
update policy_publication
set dropped_at = %(at)s
where is_automatic and approved_at is null and dropped_at is null and not id = any(%(but)s)
