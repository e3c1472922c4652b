"""What a sentence is held to: its figures, words, negations and names stand in its evidence.

The ground of both writing and answering; it knows neither of them.
"""
