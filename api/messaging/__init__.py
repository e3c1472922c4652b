"""What the 公众号 and the 企业微信 bridge share: crypto, XML, stored jobs, texts for bubbles."""
