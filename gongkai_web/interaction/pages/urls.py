"""The addresses of messages: first what everybody may open, then the office."""

from django.urls import path

from gongkai_web.interaction.pages import acts, asking, following, office, public, questions

app_name = "interaction"
urlpatterns = [
    path("messages/", public.answers, name="answers"),
    path("messages/<int:pk>/", public.answer, name="answer"),
    path("messages/ask/", asking.kinds, name="ask"),
    path("messages/ask/<slug:kind>/", asking.form, name="form"),
    path("messages/questions/", questions.questions, name="questions"),
    path("messages/solved/", asking.solved, name="solved"),
    path("messages/receipt/", asking.receipt, name="receipt"),
    path("messages/follow/", following.query, name="follow"),
    path("messages/follow/leave/", following.leave, name="leave"),
    path("messages/follow/<int:pk>/", following.mine, name="mine"),
    path("messages/follow/<int:pk>/again/", following.again, name="again"),
    path("messages/follow/<int:pk>/rate/", following.rate, name="rate"),
    path("office/messages/", office.messages, name="messages"),
    path("office/messages/register.xlsx", office.register, name="register"),
    path("office/messages/new/<slug:kind>/", acts.new, name="new"),
    path("office/messages/<int:pk>/", office.message, name="message"),
    path("office/messages/<int:pk>/assign/", acts.assign, name="assign"),
    path("office/messages/<int:pk>/transfer/", acts.transfer, name="transfer"),
    path("office/messages/<int:pk>/draft/", acts.draft, name="draft"),
    path("office/messages/<int:pk>/decide/", acts.decide, name="decide"),
    path("office/messages/<int:pk>/changed/", acts.changed, name="changed"),
    path("office/messages/<int:pk>/reopen/", acts.reopen, name="reopen"),
    path("office/messages/<int:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("office/messages/<int:pk>/void/<int:event>/", acts.void, name="void"),
]
