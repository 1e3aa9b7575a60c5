cross join lateral (select p.sort_key as value) {key}
