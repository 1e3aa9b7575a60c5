-- Since when it is written down what contracts see.
select assortment_recorded_since()
