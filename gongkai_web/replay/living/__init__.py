"""What has the sample city published since: columns that live, dated back from the day of its building?"""
