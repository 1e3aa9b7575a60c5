-- How much of it passes.
select count(*) from ({passing}) x
