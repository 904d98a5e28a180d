"""年报报送: a year's reports, collected from the units of a list by the office that supervises them."""
