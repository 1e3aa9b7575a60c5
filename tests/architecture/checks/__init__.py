"""Checks over a source tree: each takes a house and returns the list of violations, empty when all is well."""
