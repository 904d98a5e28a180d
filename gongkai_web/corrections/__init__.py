"""更正本人记录 (《条例》第四十一条): what was to be corrected, how was it decided, who was told?"""
