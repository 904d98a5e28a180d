"""The settings of the tests' workers: the real ones, with tasks and ledger alone and a short lease."""

from gongkai_web.settings import *  # noqa: F403

INSTALLED_APPS = ["gongkai_web.tasks", "tests.web.tasks.ledger"]
MIDDLEWARE = []
TEMPLATES = []
ROOT_URLCONF = "tests.web.tasks.site"
urlpatterns = []
GONGKAI_TASK_LEASE = 4
