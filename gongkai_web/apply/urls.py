"""The addresses of applying and of following."""

from django.urls import path

from gongkai_web.apply.views import applying, following, receipt, tariff, term

app_name = "apply"
urlpatterns = [
    path("apply/", applying.agencies, name="agencies"),
    path("apply/receipt/", receipt.receipt, name="receipt"),
    path("apply/receipt/receipt.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path("apply/draft/<str:token>/", applying.draft, name="draft"),
    path("tariff/", tariff.tariff, name="tariff"),
    path("term/", term.term, name="term"),
    path("apply/<slug:slug>/", applying.form, name="form"),
    path("apply/<slug:slug>/form.<str:kind>", applying.empty_form, name="empty_form"),
    path("follow/", following.query, name="query"),
    path("follow/leave/", following.leave, name="leave"),
    path("follow/<int:pk>/", following.case, name="case"),
    path("follow/<int:pk>/correction/", following.correction, name="correction"),
    path("follow/<int:pk>/withdraw/", following.withdraw, name="withdraw"),
    path("follow/<int:pk>/remind/", following.remind, name="remind"),
    path("follow/<int:pk>/letters/<int:letter>/", following.letter, name="letter"),
    path("follow/<int:pk>/letters/<int:letter>/<int:file>/", following.enclosure, name="enclosure"),
]
