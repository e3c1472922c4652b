"""Texts to vectors: by the bundled model or an endpoint, behind a cache by content."""
