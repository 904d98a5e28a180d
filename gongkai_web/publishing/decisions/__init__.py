"""重大行政决策: from the yearly list to the evaluation, one page whose state follows the clock."""
