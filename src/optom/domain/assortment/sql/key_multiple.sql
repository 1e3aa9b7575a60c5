cross join lateral (select p.multiple as value) {key}
