-- When what is published now happens: not before what was published last, also where the clock was read before a turn that
-- had to be waited for.
select greatest(%(at)s, max(at)) as at from pricing_pricechange where at > %(at)s
