"""访问量: how often is each page read, by day? Numbers only: no cookie, no address, no reader."""
