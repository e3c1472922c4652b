"""Is it good, and better than before: gold questions in, scores with intervals out.

`run` asks every gold question and keeps the answers in a run folder; `score`, `report` and
`compare` read run folders only. The command line is `python -m eval`.
"""
