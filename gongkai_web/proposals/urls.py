"""The addresses of 转主动公开; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.proposals import views

app_name = "proposals"
urlpatterns = [
    path("proposals/", views.proposals, name="proposals"),
    path("proposals/new/", views.new, name="proposal_new"),
    path("proposals/<int:pk>/", views.proposal, name="proposal"),
    path("proposals/<int:pk>/decide/", views.decide, name="proposal_decide"),
    path("proposals/<int:pk>/published/", views.published, name="proposal_published"),
    path("proposals/<int:pk>/published/mend/", views.mend, name="proposal_mend"),
    path("proposals/<int:pk>/draft/", views.draft, name="proposal_draft"),
    path("proposals/<int:pk>/reopen/", views.reopen, name="proposal_reopen"),
    path("proposals/<int:pk>/form.<str:fmt>", views.form, name="proposal_form"),
]
