"""文件: what is handed in and kept – received, scanned, served as a download, and redacted (涂黑)."""
