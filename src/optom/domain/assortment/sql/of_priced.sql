(select {asked} from (select {price} as price offset 0) y)
