cross join lateral (select {free} as value) {key}
