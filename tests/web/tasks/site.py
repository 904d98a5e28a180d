"""The settings of the workers in tests: the real ones, a short lease, and few rooms."""

from gongkai_web.settings import *  # noqa: F403

INSTALLED_APPS = ["django.contrib.staticfiles", "gongkai_web.tasks", "tests.web.tasks.ledger"]
MIDDLEWARE = []
TEMPLATES = []
ROOT_URLCONF = "tests.web.tasks.site"
urlpatterns = []
GONGKAI_TASK_LEASE = 4

# Only what is installed here is made ready.
READY: list[str] = []
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
