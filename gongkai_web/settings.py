"""How is this installation set up, and what may be changed from outside?

Everything that differs between two installations comes from the environment:

    GONGKAI_DATA          folder of the database and the secret key (default `var` in the working directory)
    GONGKAI_DATABASE_URL  postgresql://user:password@host:port/name instead of SQLite
    GONGKAI_SECRET_KEY    the signing key; without it one is made once and kept in the data folder
    GONGKAI_IDENTITY_KEY  the key of identity numbers and query codes; without it one is made once and kept in
                          the data folder. Several, the present one first, are separated by commas (in the
                          file by lines): `gongkai manage reencrypt` brings everything under the first
    GONGKAI_HOSTS         host names, separated by commas (default localhost)
    GONGKAI_SMTP          smtp://user:password@host:port for the morning summary; GONGKAI_MAIL_FROM its sender
    GONGKAI_HTTPS=1       secure cookies, redirect to HTTPS, HSTS
    GONGKAI_PROXY         whose X-Forwarded-For and X-Forwarded-Proto are believed: 1 for a proxy on this
                          machine, or its addresses and networks, separated by commas
    GONGKAI_DEBUG=1       Django's debug pages; never in service

    GONGKAI_SEARCH=tantivy         a large site: each host keeps an index of its own (gongkai[tantivy]);
                                   GONGKAI_SEARCH_INDEX its folder (default `search` in the data folder)

    GONGKAI_LINK_CHECKS=0          links of texts are not asked for (default: some every ten minutes)
    GONGKAI_LINK_DAYS              in how many days each public item is looked at once (default 30)
    GONGKAI_LINK_SECONDS           seconds between two questions to one host (default 2)
    GONGKAI_FETCH_NAMED            host:port of the inner network that may be asked, separated by commas

    GONGKAI_INSPECT_SECONDS        seconds between two questions of the inspection to one host (default 2)
    GONGKAI_INSPECT_LEASE          seconds after which the run of a silent crawler is taken over (default 60)
    GONGKAI_INSPECT_HOURS          hours in which sites are inspected, as 22-6 (default: all)

    GONGKAI_CLAMD                  the virus scanner: host:port, or the path of its unix socket; without it
                                   nothing is scanned, with it nothing is kept that it has not passed
    GONGKAI_CLAMD_SECONDS          how long it may take for one file (default 60)
    GONGKAI_UPLOAD_MAX_MB          megabytes of one file (default 20)
    GONGKAI_UPLOAD_MAX_FILES       files of one request or other owner, for each purpose (default 20)
    GONGKAI_UPLOAD_MAX_MEGAPIXELS  millions of pixels of one picture (default 80)
    GONGKAI_REDACTION_MAX_PAGES    pages of a file that is redacted (default 50; about half a second each)
    GONGKAI_APPLY_PER_HOUR         requests, and new drafts, from one network address in an hour (default 100)
    GONGKAI_APPLY_MB_PER_HOUR      megabytes of files from one network address in an hour (default 500)
    GONGKAI_DRAFTS_MAX_MB          megabytes of all files that lie in drafts (default 5000)
    GONGKAI_DRAFT_DAYS             days for which the draft of a request is kept (default 30)
    GONGKAI_PAGES_MB               megabytes of each process for public pages that are kept (default 64)
    GONGKAI_MESSAGES_PER_HOUR      messages from one network address in an hour (default 60)
    GONGKAI_MISSED_DAYS            days on which words must have been missed before they are kept (default 3)
    GONGKAI_LOCK_SECONDS           how long a writer waits for another's lock (default 10)
    GONGKAI_TASK_LEASE             seconds after which the job of a silent worker is taken over (default 60)
"""

import os
import re
from pathlib import Path

from csp.constants import NONE, SELF

from gongkai_web import environment, owner, proxies

HERE = Path(__file__).resolve().parent

DATA = environment.data_folder()
SECRET_KEY = environment.key(DATA, "GONGKAI_SECRET_KEY", "secret_key")
# Another one than the signing key: that may be changed at any time, this one opens what is stored.
IDENTITY_KEYS = tuple(
    re.split(r"[\s,]+", environment.key(DATA, "GONGKAI_IDENTITY_KEY", "identity_key").strip())
)
DEBUG = environment.switch("GONGKAI_DEBUG")
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("GONGKAI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]

# – what it is made of

INSTALLED_APPS = [
    "gongkai_web.founding",
    "gongkai_web.audit",
    "gongkai_web.tasks",
    "gongkai_web.search",
    "gongkai_web.agencies",
    "gongkai_web.files",
    "gongkai_web.holidays",
    "gongkai_web.cases",
    "gongkai_web.letters",
    "gongkai_web.office",
    "gongkai_web.corrections",
    "gongkai_web.interaction",
    "gongkai_web.proposals",
    "gongkai_web.registers",
    "gongkai_web.publishing",
    "gongkai_web.publishing.catalogue",
    "gongkai_web.publishing.decisions",
    "gongkai_web.publishing.channels",
    "gongkai_web.publishing.wording",
    "gongkai_web.publishing.registers",
    "gongkai_web.publishing.items",
    "gongkai_web.publishing.sweeps",
    "gongkai_web.publishing.feeds",
    "gongkai_web.publishing.gazette",
    "gongkai_web.publishing.documents",
    "gongkai_web.oversight.registers",
    "gongkai_web.oversight.workplan",
    "gongkai_web.oversight.inspection",
    "gongkai_web.opinions",
    "gongkai_web.visits",
    "gongkai_web.accessibility",
    "gongkai_web.oversight.rectification",
    "gongkai_web.oversight.bulletins",
    "gongkai_web.oversight.assessment",
    "gongkai_web.oversight.dashboard",
    "gongkai_web.oversight.tables",
    "gongkai_web.annual",
    "gongkai_web.desk.report",
    "gongkai_web.annual.campaign",
    "gongkai_web.annual.aggregation",
    "gongkai_web.schedule",
    "gongkai_web.staffing",
    "gongkai_web.api",
    "gongkai_web.replay",
    "gongkai_web.imports",
    "gongkai_web.casework",
    "gongkai_web.apply",
    "gongkai_web.signin",
    "gongkai_web.desk",
    "gongkai_web.portal",
    "gongkai_web.look",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "gongkai_web.proxies.ProxyMiddleware",
    "gongkai_web.visits.middleware.VisitsMiddleware",
    # Before everything that a page does not need which was made already.
    "gongkai_web.public_pages.middleware.PublicPageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai_web.caching.CompressMiddleware",
    "gongkai_web.traditional.TraditionalMiddleware",
    "gongkai_web.caching.NoStoreMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai_web.look.modes.LookMiddleware",
    "gongkai_web.agencies.middleware.TreeMiddleware",
    "gongkai_web.holidays.middleware.CalendarMiddleware",
    "gongkai_web.office.middleware.NotAllowedMiddleware",
    "gongkai_web.office.unsent.UnsentMiddleware",
    "gongkai_web.office.once.OnceMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gongkai_web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["gongkai_web.look.loaders.FolderLoader", "gongkai_web.look.loaders.RoomLoader"],
                )
            ],
            "builtins": ["gongkai_web.office.templatetags.sent_once"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai_web.look.modes.look",
                "gongkai_web.portal.context.frame",
                "gongkai_web.office.menu.navigation",
            ],
        },
    }
]

FORM_RENDERER = "gongkai_web.look.fields.Fields"

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# – whose site it is: shown at the foot of every page (handbook 05 §2.1); what is empty is shown as missing

GONGKAI_SITE = {
    name: os.environ.get(f"GONGKAI_SITE_{name.upper()}", "")
    for name in ("domain", "id_code", "organiser", "contact", "icp", "icp_href", "police", "police_href")
} | {
    "name": os.environ.get("GONGKAI_SITE_NAME", "政府信息公开"),
    "find_errors_href": os.environ.get("GONGKAI_SITE_FIND_ERRORS_HREF", ""),
    "region": os.environ.get("GONGKAI_SITE_REGION", ""),
    "data_terms": os.environ.get("GONGKAI_SITE_DATA_TERMS", "可以随意使用，请注明出处。"),
    "data_licence_href": os.environ.get("GONGKAI_SITE_DATA_LICENCE_HREF", ""),
}

# – language and time: the law counts days of this zone

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# – people and sign-in

AUTH_USER_MODEL = "agencies.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# scrypt with 16 MB a guess (N 2^14, r 8, p 5 – one of the settings of the OWASP cheat sheet on password
# storage): as dear as a million rounds of PBKDF2 here, and far dearer for whoever guesses on graphics cards.
# What was stored under another one is read, and stored anew at the next sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", **options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 10}}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "gongkai_web.signin.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
# Five failures lock this name at this address for an hour; another address is not locked out with it. Who is
# locked adds nothing to it. An address by itself is locked by `gongkai_web.signin.limits`.
AXES_HANDLER = "gongkai_web.signin.limits.Handler"
AXES_LOCKOUT_CALLABLE = "gongkai_web.signin.views.locked"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "gongkai_web.proxies.address"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# – mail: the morning summary; without a server it can only be printed


globals().update(environment.mail())
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")

# – static files: served by whitenoise; `serve` collects them by their content (gongkai_web.look.assets)

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [folder for folder in [HERE / "static"] if folder.is_dir()]
WHITENOISE_USE_FINDERS = True

# – bytes that are kept: the shelves of `gongkai_web.storage`, in the data folder

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "gongkai_web.look.assets.Assets",
        "OPTIONS": {"file_permissions_mode": owner.FILE, "directory_permissions_mode": owner.FOLDER},
    },
    "shelves": {"BACKEND": "gongkai_web.storage.DurableStorage"},
}

# – uploads: how many files one form may bring (the checking desk); sizes are limited where they are received

DATA_UPLOAD_MAX_NUMBER_FILES = 500

# – what everybody finds: the engine beside that of the database, and its folder on this host

SEARCH_ENGINE = os.environ.get("GONGKAI_SEARCH", "").strip().lower()
SEARCH_INDEX = Path(os.environ.get("GONGKAI_SEARCH_INDEX", "").strip() or DATA / "search")

# – files that are kept: limits and the virus scanner (gongkai_web.files)

LINK_CHECKS = environment.switch("GONGKAI_LINK_CHECKS", otherwise="1")
LINK_DAYS = environment.number("GONGKAI_LINK_DAYS", 30)
LINK_SECONDS = environment.number("GONGKAI_LINK_SECONDS", 2)
FETCH_NAMED = frozenset(filter(None, os.environ.get("GONGKAI_FETCH_NAMED", "").replace(" ", "").split(",")))
INSPECT_SECONDS = environment.number("GONGKAI_INSPECT_SECONDS", 2)
INSPECT_LEASE = environment.number("GONGKAI_INSPECT_LEASE", 60)
INSPECT_HOURS = os.environ.get("GONGKAI_INSPECT_HOURS", "").strip()
GONGKAI_CLAMD = os.environ.get("GONGKAI_CLAMD", "").strip()
GONGKAI_CLAMD_SECONDS = environment.number("GONGKAI_CLAMD_SECONDS", 60)
GONGKAI_UPLOAD_MAX_MB = environment.number("GONGKAI_UPLOAD_MAX_MB", 20)
GONGKAI_UPLOAD_MAX_FILES = environment.number("GONGKAI_UPLOAD_MAX_FILES", 20)
GONGKAI_UPLOAD_MAX_MEGAPIXELS = environment.number("GONGKAI_UPLOAD_MAX_MEGAPIXELS", 80)
GONGKAI_REDACTION_MAX_PAGES = environment.number("GONGKAI_REDACTION_MAX_PAGES", 50)

# – applying online (gongkai_web.apply)

GONGKAI_APPLY_PER_HOUR = environment.number("GONGKAI_APPLY_PER_HOUR", 100)
GONGKAI_APPLY_MB_PER_HOUR = environment.number("GONGKAI_APPLY_MB_PER_HOUR", 500)
GONGKAI_DRAFTS_MAX_MB = environment.number("GONGKAI_DRAFTS_MAX_MB", 5000)
GONGKAI_DRAFT_DAYS = environment.number("GONGKAI_DRAFT_DAYS", 30)

# – messages (gongkai_web.interaction)

GONGKAI_MESSAGES_PER_HOUR = environment.number("GONGKAI_MESSAGES_PER_HOUR", 60)
GONGKAI_MISSED_DAYS = environment.number("GONGKAI_MISSED_DAYS", 3)

# – what is counted: the modules in which the domains declare their figures

FIGURES = [
    "gongkai_web.cases.figures",
    "gongkai_web.letters.figures",
    "gongkai_web.publishing.figures",
    "gongkai_web.publishing.catalogue.figures",
    "gongkai_web.publishing.decisions.figures",
    "gongkai_web.publishing.items.figures",
    "gongkai_web.publishing.items.review_figures",
    "gongkai_web.publishing.items.site_figures",
    "gongkai_web.publishing.sweeps.figures",
    "gongkai_web.publishing.gazette.figures",
    "gongkai_web.publishing.items.column_figures",
    "gongkai_web.publishing.documents.figures",
    "gongkai_web.publishing.channels.figures",
    "gongkai_web.publishing.registers.figures",
    "gongkai_web.registers.zero_figures",
    "gongkai_web.oversight.registers.figures",
    "gongkai_web.oversight.workplan.figures",
    "gongkai_web.visits.figures",
    "gongkai_web.accessibility.figures",
    "gongkai_web.annual.figures",
    "gongkai_web.apply.figures",
    "gongkai_web.staffing.figures",
    "gongkai_web.interaction.figures",
    "gongkai_web.oversight.rectification.figures",
    "gongkai_web.oversight.inspection.figures",
    "gongkai_web.oversight.assessment.figures",
    "gongkai_web.opinions.figures",
]

# – registers that are declared: the modules in which the domains list them

REGISTERS = [
    "gongkai_web.publishing.registers.declared",
    "gongkai_web.oversight.registers.declared",
]

# – what `gongkai serve` makes ready before its first request

READY = ["gongkai_web.ready"]

# – what each of its processes writes down before it ends

AT_END = ["gongkai_web.visits.counter"]

# – public pages: how much of them is kept, and after which acts none of them is another one

GONGKAI_PAGES_MB = environment.number("GONGKAI_PAGES_MB", 64)
# How the names of acts begin of which the public sees nothing. An act that is not named here makes the public
# pages be made anew: nobody has to think of it.
UNSEEN_ACTS = (
    "annual.enter_figure",
    "annual.write_section",
    "apply.",
    "assessment.",
    "audit.",
    "bulletins.",
    "cases.",
    "desk.",
    "files.view_file",
    "items.draft",
    "items.edit",
    "inspection.",
    "interaction.assign_message",
    "interaction.draft_answer",
    "interaction.rate_message",
    "interaction.register_message",
    "interaction.return_answer",
    "interaction.submit_message",
    "interaction.vouch_again",
    "items.submit",
    "letters.",
    "office.",
    "rectification.",
    "opinions.answer",
    "opinions.register",
    "opinions.submit",
    "opinions.vouch_again",
    "schedule.",
    "signin.",
    "workplan.",
    "zero_reports.",
)

# – what the audit trail is held against: the modules in which the rooms declare their ledgers

LEDGERS = [
    "gongkai_web.agencies.ledgers",
    "gongkai_web.holidays.ledgers",
    "gongkai_web.files.ledgers",
    "gongkai_web.cases.ledgers",
    "gongkai_web.letters.ledgers",
    "gongkai_web.annual.ledgers",
    "gongkai_web.annual.campaign.ledgers",
    "gongkai_web.annual.campaign.collecting.ledgers",
    "gongkai_web.annual.aggregation.ledgers",
    "gongkai_web.publishing.ledgers",
    "gongkai_web.publishing.items.ledgers",
    "gongkai_web.publishing.items.asked_ledgers",
    "gongkai_web.publishing.sweeps.ledgers",
    "gongkai_web.publishing.feeds.ledgers",
    "gongkai_web.publishing.gazette.ledgers",
    "gongkai_web.publishing.documents.ledgers",
    "gongkai_web.interaction.ledgers",
    "gongkai_web.accessibility.ledgers",
    "gongkai_web.publishing.catalogue.ledgers",
    "gongkai_web.publishing.decisions.ledgers",
    "gongkai_web.publishing.channels.ledgers",
    "gongkai_web.publishing.wording.ledgers",
    "gongkai_web.registers.ledgers",
    "gongkai_web.publishing.registers.ledgers",
    "gongkai_web.oversight.registers.ledgers",
    "gongkai_web.oversight.workplan.ledgers",
    "gongkai_web.opinions.ledgers",
    "gongkai_web.corrections.ledgers",
    "gongkai_web.oversight.rectification.ledgers",
    "gongkai_web.oversight.bulletins.ledgers",
    "gongkai_web.oversight.assessment.ledgers",
    "gongkai_web.api.ledgers",
    "gongkai_web.portal.search.ledgers",
]

# – what is done behind a request (gongkai_web.tasks): a worker silent for so long has lost its job

GONGKAI_TASK_LEASE = environment.number("GONGKAI_TASK_LEASE", 60)

# – what a browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gongkai_web.office.unsent.stale"  # nothing typed is lost
if environment.switch("GONGKAI_HTTPS"):
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # Whether subdomains and the browsers' own list take part is for the owner of the whole domain to say.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Of whom the headers are believed; of everybody else they are taken off (gongkai_web.proxies).
TRUSTED_PROXIES = proxies.named(os.environ.get("GONGKAI_PROXY", ""))
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "gongkai": {"level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
