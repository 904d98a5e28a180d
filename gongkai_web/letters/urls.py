"""The addresses of letters; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.letters.views import acts, bulk, enclosures, letter, lists, papers, writing

app_name = "letters"
urlpatterns = [
    path("", lists.letters, name="letters"),
    path("together/", lists.together, name="together"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("cases/<int:pk>/papers/<str:code>.<str:fmt>", papers.case_paper, name="case_paper"),
    path("cases/<int:pk>/<str:act>/new/", writing.new, name="new"),
    path("<int:pk>/", letter.letter, name="letter"),
    path("<int:pk>/values/", writing.edit, name="edit"),
    path("<int:pk>/text/", acts.revise, name="revise"),
    path("<int:pk>/submit/", acts.submit, name="submit"),
    path("<int:pk>/decide/", acts.decide, name="decide"),
    path("<int:pk>/send-back/", acts.send_back, name="send_back"),
    path("<int:pk>/issue/", acts.issue, name="issue"),
    path("<int:pk>/seal/", acts.seal, name="seal"),
    path("<int:pk>/dispatch/", acts.dispatch, name="dispatch"),
    path("<int:pk>/serve/", acts.serve, name="serve"),
    path("<int:pk>/repost/", acts.repost, name="repost"),
    path("<int:pk>/proof/", acts.proof, name="proof"),
    path("<int:pk>/enclosures/<int:file>/clean/", enclosures.clean, name="clean"),
    path("<int:pk>/enclosures/<int:file>/accept/", enclosures.accept, name="accept"),
    path("<int:pk>/void/", acts.void, name="void"),
    path("<int:pk>/sealed/", papers.sealed, name="sealed"),
    path("<int:pk>/letter.<str:fmt>", papers.document, name="document"),
    path("<int:pk>/envelope.<str:fmt>", papers.cover, name="envelope"),
    path("<int:pk>/service-record.<str:fmt>", papers.record, name="service_record"),
    path("<int:pk>/answer-sheet.<str:fmt>", papers.answer_sheet, name="answer_sheet"),
]
