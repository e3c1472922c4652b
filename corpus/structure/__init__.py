"""What a text is made of: lines, paragraphs, headings, tables, annexes, articles (条)."""
