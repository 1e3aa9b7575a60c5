"""CommerceML 2.03 to 3.1: what 1C exports for a site, read as a stream and loaded in one transaction."""
