"""The index of vectors, on this machine or on a server: what it holds, kept and opened."""
