"""The addresses of a report in the making; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.desk.report import course, entered, former, indicators, text, versions

app_name = "report"
urlpatterns = [
    path("<slug:slug>/<int:year>/text/", text.sections, name="text"),
    path("<slug:slug>/<int:year>/text/draft/", text.draft, name="draft"),
    path("<slug:slug>/<int:year>/text/<int:number>/", text.section, name="section"),
    path("<slug:slug>/<int:year>/text/<int:number>/look/", text.look, name="look"),
    path("<slug:slug>/<int:year>/entered/", entered.figures, name="figures"),
    path("<slug:slug>/<int:year>/former/public/", former.listing, name="listing"),
    path("<slug:slug>/<int:year>/former/", former.former, name="former"),
    path("<slug:slug>/<int:year>/problems/", entered.problems, name="problems"),
    path("<slug:slug>/<int:year>/problems/<int:pk>/", entered.improve, name="improve"),
    path("<slug:slug>/<int:year>/problems/<int:pk>/drop/", entered.drop, name="drop"),
    path("<slug:slug>/<int:year>/indicators/", indicators.page, name="indicators"),
    path("<slug:slug>/<int:year>/indicators.xlsx", indicators.spreadsheet, name="indicators_file"),
    path("<slug:slug>/<int:year>/course/", course.course, name="course"),
    path("<slug:slug>/<int:year>/course/check/", course.check, name="check"),
    path("<slug:slug>/<int:year>/course/file/", course.freeze, name="freeze"),
    path("<slug:slug>/<int:year>/course/return/", course.give_back, name="give_back"),
    path("<slug:slug>/<int:year>/course/keep/", course.keep, name="keep"),
    path("<slug:slug>/<int:year>/course/hand-over/", course.hand_over, name="hand_over"),
    path("<slug:slug>/<int:year>/course/release/", course.release, name="release"),
    path("<slug:slug>/<int:year>/versions/<int:number>/", versions.version, name="version"),
    path("<slug:slug>/<int:year>/versions/<int:number>/cells/<str:cell>/", versions.cell, name="frozen_cell"),
]
