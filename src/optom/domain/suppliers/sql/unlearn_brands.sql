-- What was learnt of how suppliers write brands from offers that are matched no more.
delete from suppliers_brandsynonym where offer_id = any(%(offers)s)
