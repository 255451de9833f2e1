# Mots des pages. Ceux de la lettre (types, statuts, mois) viennent de la lettre.

skip = Aller au contenu
menu = Pages
demo = EXEMPLE – ne pas décider sur cette base
as-of = Connu le
show = Afficher
other-language = English
footer = Chaque identifiant mène à la phrase ou à la ligne dont il vient.
all = tous
from = Du
to = Au
previous = Page précédente
next = Page suivante
save-as = Enregistrer :
nothing = Rien de connu avec ces filtres.
rows = Lignes { $first } à { $last } sur { $total }
term-yes = oui
term-no = non

page-events = Événements
page-constraints = Contraintes d’accès

col-date = Date
col-type = Type
col-kind = Contrainte
col-place = Lieu
col-places = Lieux
col-actors = Acteurs
col-modality = Modalité
col-credibility = Crédibilité
col-deaths = Décès (meilleure estimation)
col-status = Statut
col-disputed = Contestée
col-last_confirmed = Dernière confirmation
col-age_days = Jours depuis
col-id = Origine
