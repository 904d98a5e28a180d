"""The addresses of the catalogue: those of the office ask for sign-in, two are public."""

from django.urls import path

from gongkai_web.publishing.catalogue.pages import acts, enterprises, public, standard, terms, views, waiting

app_name = "catalogue"
urlpatterns = [
    path("office/catalogue/", views.catalogues, name="catalogues"),
    path("office/catalogue/columns/<int:pk>/", views.column, name="column"),
    path("office/catalogue/columns/<int:pk>/<slug:act>/", acts.column_act, name="column_act"),
    path("office/publication-terms/", terms.terms, name="terms"),
    path("office/catalogue/<slug:slug>/", views.catalogue, name="catalogue"),
    path("office/catalogue/<slug:slug>/seed/", acts.seed, name="seed"),
    path("office/catalogue/<slug:slug>/open/", acts.open_column, name="open"),
    path("office/catalogue/<slug:slug>/schedule/", views.schedule, name="schedule"),
    path("office/catalogue/<slug:slug>/schedule/<int:year>/<slug:key>/", acts.scheduled, name="scheduled"),
    path("office/catalogue/<slug:slug>/references/", views.references, name="references"),
    path("office/catalogue/<slug:slug>/references/contact/", acts.contact, name="contact"),
    path("office/catalogue/<slug:slug>/references/field/", acts.field, name="field"),
    path(
        "office/catalogue/<slug:slug>/references/field/<int:pk>/close/", acts.close_field, name="close_field"
    ),
    path("office/catalogue/<slug:slug>/references/source/", acts.source, name="source"),
    path(
        "office/catalogue/<slug:slug>/references/source/<int:pk>/close/",
        acts.close_source,
        name="close_source",
    ),
    path("office/catalogue/<slug:slug>/waiting/", waiting.waiting, name="waiting"),
    path("office/catalogue/<slug:slug>/waiting/<int:pk>/", waiting.waiting_one, name="waiting_one"),
    path(
        "office/catalogue/<slug:slug>/waiting/<int:pk>/let-out/",
        waiting.waiting_let_out,
        name="waiting_let_out",
    ),
    path(
        "office/catalogue/<slug:slug>/waiting/<int:pk>/send-back/",
        waiting.waiting_send_back,
        name="waiting_send_back",
    ),
    path("office/catalogue/<slug:slug>/standard/", standard.standard, name="standard"),
    path("office/catalogue/<slug:slug>/standard/enter/", standard.enter, name="standard_enter"),
    path("office/catalogue/<slug:slug>/standard/<int:pk>/fulfil/", standard.fulfil, name="standard_fulfil"),
    path("office/catalogue/<slug:slug>/standard/<int:pk>/end/", standard.end, name="standard_end"),
    path("office/catalogue/<slug:slug>/enterprises/", enterprises.enterprises, name="enterprises"),
    path("office/catalogue/<slug:slug>/enterprises/new/", enterprises.enter, name="enterprise_new"),
    path(
        "office/catalogue/<slug:slug>/enterprises/<int:pk>/cover/", enterprises.cover, name="enterprise_cover"
    ),
    path("office/catalogue/<slug:slug>/enterprises/<int:pk>/end/", enterprises.end, name="enterprise_end"),
    path("agencies/<slug:slug>/enterprises/", enterprises.public, name="public_enterprises"),
    path("agencies/<slug:slug>/standard/", standard.public, name="public_standard"),
    path("agencies/<slug:slug>/standard.<str:fmt>", standard.public_file, name="standard_file"),
    path("agencies/<slug:slug>/columns/", public.tree, name="tree"),
    path("agencies/<slug:slug>/columns/<slug:address>/", public.column, name="public_column"),
]
