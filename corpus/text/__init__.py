"""Texts as characters: cleaned with the way back, cut into sentences, quoted."""
