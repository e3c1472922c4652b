"""What the pages show beyond the API: sources, versions side by side, pictures of pages."""
