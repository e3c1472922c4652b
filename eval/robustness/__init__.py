"""Does a right answer hold when the world changes a little, and change when the facts do.

Four checks, each beside the world as it is: figures changed in the sources, sources left out,
documents put beside them, questions put in other words. The slow step asks; judging is pure.
"""
