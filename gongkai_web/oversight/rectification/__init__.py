"""问题整改: every fault that was found, from its evidence to the day on which somebody saw it mended."""
