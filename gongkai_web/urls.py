"""Which address leads to which page? Sign-in and sign-out stand here; each app brings its own list."""

from django.urls import include, path

from gongkai_web.signin import views as signin

handler500 = "gongkai_web.outage.server_error"

urlpatterns = [
    path("sign-in/", signin.SignIn.as_view(), name="sign_in"),
    path("sign-out/", signin.SignOut.as_view(), name="sign_out"),
    path("office/files/", include("gongkai_web.files.urls")),
    path("office/import/", include("gongkai_web.imports.urls")),
    path("office/agencies/", include("gongkai_web.staffing.urls")),
    path("office/schedule/", include("gongkai_web.schedule.urls")),
    path("office/review/", include("gongkai_web.annual.campaign.urls")),
    path("office/sums/", include("gongkai_web.annual.aggregation.pages.urls")),
    path("office/reports/", include("gongkai_web.desk.report.urls")),
    path("", include("gongkai_web.annual.campaign.collecting.pages.urls")),
    path("office/cases/", include("gongkai_web.casework.urls")),
    path("office/letters/", include("gongkai_web.letters.urls")),
    path("office/records/", include("gongkai_web.corrections.urls")),
    path("", include("gongkai_web.interaction.pages.urls")),
    path("", include("gongkai_web.opinions.pages.urls")),
    path("office/records/", include("gongkai_web.proposals.urls")),
    path("office/records/", include("gongkai_web.casework.bundle_urls")),
    path("office/outlets/", include("gongkai_web.publishing.channels.pages.urls")),
    path("office/rectification/", include("gongkai_web.oversight.rectification.urls")),
    path("office/assessment/", include("gongkai_web.oversight.assessment.urls")),
    path("office/tables/", include("gongkai_web.oversight.tables.urls")),
    path("office/bulletins/", include("gongkai_web.oversight.bulletins.urls")),
    path("office/inspection/", include("gongkai_web.oversight.inspection.urls")),
    path("office/feeds/", include("gongkai_web.publishing.feeds.urls")),
    path("office/sweeps/", include("gongkai_web.publishing.sweeps.urls")),
    path("office/words/", include("gongkai_web.publishing.wording.urls")),
    path("", include("gongkai_web.publishing.catalogue.pages.urls")),
    path("office/workplan/", include("gongkai_web.oversight.workplan.urls")),
    path("office/oversight/", include("gongkai_web.oversight.dashboard.urls")),
    path("office/registers/", include("gongkai_web.registers.urls")),
    path("", include("gongkai_web.publishing.items.pages.urls")),
    path("office/visits/", include("gongkai_web.visits.urls")),
    path("office/documents/", include("gongkai_web.publishing.documents.urls")),
    path("", include("gongkai_web.api.urls")),
    path("office/", include("gongkai_web.desk.urls")),
    path("", include("gongkai_web.publishing.decisions.urls")),
    path("", include("gongkai_web.publishing.gazette.urls")),
    path("", include("gongkai_web.apply.urls")),
    path("", include("gongkai_web.portal.urls")),
]
