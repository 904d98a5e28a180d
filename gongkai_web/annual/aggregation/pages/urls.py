"""The addresses of the sums; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.annual.aggregation.pages import frozen, publishing, sheets, sums, texts

app_name = "aggregation"
urlpatterns = [
    path("", sums.sums, name="sums"),
    path("<int:campaign>/<int:unit>/", sums.sum_page, name="sum"),
    path("<int:campaign>/<int:unit>/cells/<str:cell>/", sums.cell, name="cell"),
    path("<int:campaign>/<int:unit>/comparison/", sums.comparison, name="comparison"),
    path("<int:campaign>/<int:unit>/repetition/", sums.repetition, name="repetition"),
    path("<int:campaign>/<int:unit>/repetition/compare/", sums.compare, name="compare"),
    path("<int:campaign>/<int:unit>/indicators/", sheets.indicators, name="indicators"),
    path("<int:campaign>/<int:unit>/indicators.xlsx", sheets.spreadsheet, name="indicators_file"),
    path("<int:campaign>/<int:unit>/text/", texts.texts, name="texts"),
    path("<int:campaign>/<int:unit>/text/draft/", texts.draft, name="draft"),
    path("<int:campaign>/<int:unit>/text/<int:number>/", texts.text, name="text"),
    path("<int:campaign>/<int:unit>/freeze/", sums.freeze, name="freeze"),
    path("<int:campaign>/<int:unit>/explain/", sums.explain, name="explain"),
    path("frozen/<int:pk>/", frozen.frozen, name="frozen"),
    path("frozen/<int:pk>/cells/<str:cell>/", frozen.frozen_cell, name="frozen_cell"),
    path("frozen/<int:pk>/comparison/", frozen.comparison, name="frozen_comparison"),
    path("frozen/<int:pk>/indicators/", sheets.frozen_indicators, name="frozen_indicators"),
    path("frozen/<int:pk>/indicators.xlsx", sheets.frozen_spreadsheet, name="frozen_indicators_file"),
    path("frozen/<int:pk>/files/<str:name>", frozen.file, name="file"),
    path("frozen/<int:pk>/pack/", frozen.pack, name="pack"),
    path("frozen/<int:pk>/package.zip", frozen.package, name="package"),
    path("frozen/<int:pk>/hand-in/", frozen.hand_in, name="hand_in"),
    path("frozen/<int:pk>/publish/", publishing.publish, name="publish"),
]
