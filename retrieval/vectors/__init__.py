"""Vectors: how texts become some, and the index of them, on this machine or on a server."""
