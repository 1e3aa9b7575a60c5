select * from bargaining_linked()
