"""What a question asks: its standalone text, place, time, terms and form."""
