"""规范性文件的登记: the pages of the register, table 二 on any day, and clean-ups with a verdict on each."""
