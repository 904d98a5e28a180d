"""The addresses of 意见征集: first what everybody may open, then the office."""

from django.urls import path

from gongkai_web.opinions.pages import acts, following, office, public, writing

app_name = "opinions"
urlpatterns = [
    path("opinions/", public.calls, name="calls"),
    path("opinions/<int:pk>/", public.call, name="call"),
    path("opinions/<int:pk>/said/", public.said, name="said"),
    path("opinions/<int:pk>/write/", writing.write, name="write"),
    path("opinions/receipt/", writing.receipt, name="receipt"),
    path("opinions/follow/", following.query, name="follow"),
    path("opinions/follow/leave/", following.leave, name="leave"),
    path("opinions/follow/<int:pk>/", following.mine, name="mine"),
    path("office/opinions/", office.kept, name="kept"),
    path("office/opinions/open/", acts.choose, name="choose"),
    path("office/opinions/open/<int:item>/", acts.open_one, name="open"),
    path("office/opinions/rewrite/<int:pk>/", acts.rewrite, name="rewrite"),
    path("office/opinions/<int:pk>/", office.kept_one, name="kept_one"),
    path("office/opinions/<int:pk>/prolong/", acts.prolong, name="prolong"),
    path("office/opinions/<int:pk>/stop/", acts.stop, name="stop"),
    path("office/opinions/<int:pk>/register/", acts.register, name="register"),
    path("office/opinions/<int:pk>/register/table/", acts.register_table, name="register_table"),
    path("office/opinions/<int:pk>/look/", acts.look_several, name="look_several"),
    path("office/opinions/<int:pk>/answer/", acts.answer, name="answer"),
    path("office/opinions/<int:pk>/results/", acts.results, name="results"),
    path("office/opinions/<int:pk>/look/<int:opinion>/", acts.look, name="look"),
]
