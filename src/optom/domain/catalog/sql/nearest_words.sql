-- For each word that no name has, the most similar one that names have.
select t.word as typed, n.word
from unnest(%(words)s::text[]) with ordinality as t(word, position)
cross join lateral (
    select w.word from catalog_word w
    where w.word %% t.word
    order by similarity(w.word, t.word) desc, w.products desc, w.word limit 1
) n
where not exists (select from catalog_word w where w.word = t.word)
order by t.position
