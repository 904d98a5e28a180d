"""What the jobs of the tests leave in the database."""

from django.db import models


class Entry(models.Model):
    """One line; nothing keeps the same line from standing twice, so that a job done twice shows."""

    text = models.CharField(max_length=100)

    class Meta:
        app_label = "ledger"
