"""How French writes numbers: groups of three parted by a narrow no-break space (Imprimerie nationale)."""

THOUSAND_SEPARATOR = "\u202f"
