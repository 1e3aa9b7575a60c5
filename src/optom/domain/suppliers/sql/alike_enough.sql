select set_config('pg_trgm.similarity_threshold', '0.5', true)
