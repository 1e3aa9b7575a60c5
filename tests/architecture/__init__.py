"""The contracts of the house: the project keeps them, and each is proven by a seeded violation."""
