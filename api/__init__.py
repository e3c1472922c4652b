"""Skins of the product: HTTP, the web page and the command line.

Nothing is re-exported: each skin is entered by its own module (`api.app`, `api.cli`), and the
command line would start slowly if it had to import the web application first.
"""
