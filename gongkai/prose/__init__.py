"""What does the running text of a report say: sections, title, period, fees, statements, slips?"""
