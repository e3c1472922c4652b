"""Shapes of requests and responses, as the HTTP contract names them."""
