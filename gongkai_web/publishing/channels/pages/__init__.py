"""The pages of the register of sites and accounts."""
