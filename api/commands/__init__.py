"""Commands of `zhengce`, and what the console shows."""
