"""The addresses of items: those of the office ask for sign-in, the others are for everybody."""

from django.urls import path

from gongkai_web.publishing.items.pages import (
    acts,
    compare,
    editing,
    importing,
    pictures,
    public,
    sealed,
    steps,
    stock,
    views,
    writing,
)

app_name = "items"
urlpatterns = [
    path("items/", public.items, name="public_items"),
    path("items/<int:pk>/", public.item, name="public_item"),
    path("items/<int:pk>/files/<str:sha256>/", public.attachment, name="public_file"),
    path("items/<int:pk>/pictures/<str:sha256>/", pictures.public_picture, name="public_picture"),
    path("office/items/", views.items, name="items"),
    path("office/items/new/", writing.new, name="new"),
    path("office/items/from-file/", importing.draft_from_file, name="draft_from_file"),
    path("office/items/steps/", steps.agencies, name="steps"),
    path("office/items/steps/<slug:slug>/", steps.agency, name="steps_of"),
    path("office/items/stock/", stock.batches, name="batches"),
    path("office/items/stock/new/", stock.new, name="batch_new"),
    path("office/items/stock/<int:pk>/", stock.batch, name="batch"),
    path("office/items/stock/<int:pk>/review/", stock.review, name="batch_review"),
    path("office/items/stock/<int:pk>/<slug:act>/", stock.act, name="batch_act"),
    path("office/items/sealed/", sealed.items, name="sealed"),
    path("office/items/sealed/<int:pk>/", sealed.item, name="sealed_item"),
    path("office/items/incidents/<int:pk>/close/", sealed.close, name="close_incident"),
    path("office/items/<int:pk>/", views.item, name="item"),
    path("office/items/<int:pk>/write/<slug:group>/", writing.write, name="write"),
    path("office/items/<int:pk>/write/<slug:group>/editing/", editing.editing, name="editing"),
    path("office/items/<int:pk>/compare/", compare.compare, name="compare"),
    path("office/items/<int:pk>/attachments/", writing.attach, name="attach"),
    path("office/items/<int:pk>/attachments/<str:sha256>/remove/", writing.detach, name="detach"),
    path("office/items/<int:pk>/import/", importing.import_file, name="import_file"),
    path("office/items/<int:pk>/paste/", writing.paste, name="paste"),
    path("office/items/<int:pk>/pictures/<str:sha256>/", pictures.picture, name="picture"),
    path("office/items/<int:pk>/files/<str:sha256>/", pictures.file, name="file"),
    path("office/items/<int:pk>/review/", acts.review, name="review"),
    path("office/items/<int:pk>/end/", acts.end, name="end"),
    path("office/items/<int:pk>/<slug:act>/", acts.act, name="act"),
    path("office/items/snapshots/<int:pk>/", views.snapshot, name="snapshot"),
    path("office/items/snapshots/<int:pk>/take-up/", acts.take_up, name="take_up"),
]
