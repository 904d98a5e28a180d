"""转主动公开 (《条例》第四十四条): what did several ask for, and is it now published for all?"""
