cross join lateral (select p.article as value) {key}
