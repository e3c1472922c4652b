"""The 公众号 bridge: callbacks in, replies and pushes out."""
