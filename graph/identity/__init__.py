"""Which records speak of one person: how alike two records are, and which of them make up one person."""
