"""订阅源: what an account published, read from the feed that its platform or its host offers."""
