"""日程: notices of days off, the calendar feed, and the summary of the morning."""
