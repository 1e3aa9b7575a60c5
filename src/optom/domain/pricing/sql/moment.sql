-- When what is published now happens: after what was published last, also where the clock was read before a turn that had to
-- be waited for. The least step after it, so that each of the two has a moment of its own to which prices can be led back.
select greatest(%(at)s, max(at) + interval '1 microsecond') as at from pricing_pricechange where at > %(at)s
