"""The 企业微信 bridges: its app, its AI bot, its 微信客服."""
