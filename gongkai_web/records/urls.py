"""The addresses of these registers; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.records.views import bundles, corrections, proposals

app_name = "records"
urlpatterns = [
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/new/", corrections.new, name="correction_new"),
    path("corrections/<int:pk>/", corrections.correction, name="correction"),
    path("corrections/<int:pk>/decide/", corrections.decide, name="correction_decide"),
    path("corrections/<int:pk>/tell/", corrections.tell, name="correction_tell"),
    path("corrections/<int:pk>/void/<int:event>/", corrections.void, name="correction_void"),
    path("corrections/<int:pk>/letter.<str:fmt>", corrections.letter, name="correction_letter"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/new/", proposals.new, name="proposal_new"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/decide/", proposals.decide, name="proposal_decide"),
    path("proposals/<int:pk>/published/", proposals.published, name="proposal_published"),
    path("proposals/<int:pk>/published/mend/", proposals.mend, name="proposal_mend"),
    path("proposals/<int:pk>/reopen/", proposals.reopen, name="proposal_reopen"),
    path("proposals/<int:pk>/form.<str:fmt>", proposals.form, name="proposal_form"),
    path("bundle/<int:pk>/<path:ref>/", bundles.bundle, name="bundle"),
    path("bundles/<int:pk>/<str:fmt>/", bundles.download, name="bundle_file"),
]
