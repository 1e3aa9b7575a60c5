"""What the catalog knows of the words in a list, for guesses about its columns."""

from collections.abc import Collection

from optom.base.sql import statements

_sql = statements(__package__)


class Catalog:
    """Asked once for a whole sample of a column, not word by word."""

    def articles(self, norms: Collection[str]) -> set[str]:
        """Those that are an article, another number or a barcode of a product, as `normalise_code` writes them."""
        return {row.norm for row in _sql.rows("known_articles", norms=list(norms))}

    def brands(self, norms: Collection[str]) -> set[str]:
        """Those that are a brand or a way to write one."""
        return {row.norm for row in _sql.rows("known_brands", norms=list(norms))}
