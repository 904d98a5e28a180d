"""放假通知: the notices of working days that this installation entered itself."""
