# Messages de la lettre. Les espaces insécables de la typographie française sont posées à la lecture.

## Mots communs

and = et
example = EXEMPLE – ne pas utiliser pour décider
language-fr = français
language-en = anglais
language-und = langue non reconnue

## Dates

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
short-month-1 = janv.
short-month-2 = févr.
short-month-3 = mars
short-month-4 = avril
short-month-5 = mai
short-month-6 = juin
short-month-7 = juil.
short-month-8 = août
short-month-9 = sept.
short-month-10 = oct.
short-month-11 = nov.
short-month-12 = déc.
date-since = depuis le { $date }
date-since-year = depuis { $date }
date-until = jusqu’au { $date }
date-unknown = sans date

## Nombres

number-million =
    { $n } { $n ->
        [one] million
       *[other] millions
    }
number-billion =
    { $n } { $n ->
        [one] milliard
       *[other] milliards
    }
bound-about = environ { $amount }
bound-at_least = plus de { $amount }
bound-at_most = moins de { $amount }

## Unités : « .scaled » après million et milliard

unit-people =
    { $number } { $n ->
        [one] personne
       *[other] personnes
    }
    .scaled = { $number } de personnes
unit-person =
    { $number } { $n ->
        [one] personne
       *[other] personnes
    }
    .scaled = { $number } de personnes
unit-inhabitant =
    { $number } { $n ->
        [one] habitant
       *[other] habitants
    }
    .scaled = { $number } d’habitants
unit-civilian =
    { $number } { $n ->
        [one] civil
       *[other] civils
    }
    .scaled = { $number } de civils
unit-soldier =
    { $number } { $n ->
        [one] soldat
       *[other] soldats
    }
    .scaled = { $number } de soldats
unit-fatality =
    { $number } { $n ->
        [one] mort
       *[other] morts
    }
    .scaled = { $number } de morts
unit-fatalities =
    { $number } { $n ->
        [one] mort
       *[other] morts
    }
    .scaled = { $number } de morts
unit-death =
    { $number } { $n ->
        [one] mort
       *[other] morts
    }
    .scaled = { $number } de morts
unit-injured =
    { $number } { $n ->
        [one] blessé
       *[other] blessés
    }
    .scaled = { $number } de blessés
unit-hostage =
    { $number } { $n ->
        [one] otage
       *[other] otages
    }
    .scaled = { $number } d’otages
unit-driver =
    { $number } { $n ->
        [one] chauffeur
       *[other] chauffeurs
    }
    .scaled = { $number } de chauffeurs
unit-refugee =
    { $number } { $n ->
        [one] réfugié
       *[other] réfugiés
    }
    .scaled = { $number } de réfugiés
unit-household =
    { $number } { $n ->
        [one] ménage
       *[other] ménages
    }
    .scaled = { $number } de ménages
unit-truck =
    { $number } { $n ->
        [one] camion
       *[other] camions
    }
    .scaled = { $number } de camions
unit-tanker =
    { $number } { $n ->
        [one] camion-citerne
       *[other] camions-citernes
    }
    .scaled = { $number } de camions-citernes
unit-bus =
    { $number } { $n ->
        [one] autocar
       *[other] autocars
    }
    .scaled = { $number } d’autocars
unit-vehicle =
    { $number } { $n ->
        [one] véhicule
       *[other] véhicules
    }
    .scaled = { $number } de véhicules
unit-attack =
    { $number } { $n ->
        [one] attaque
       *[other] attaques
    }
    .scaled = { $number } d’attaques
unit-incident =
    { $number } { $n ->
        [one] incident
       *[other] incidents
    }
    .scaled = { $number } d’incidents
unit-position =
    { $number } { $n ->
        [one] position
       *[other] positions
    }
    .scaled = { $number } de positions
unit-site =
    { $number } { $n ->
        [one] site
       *[other] sites
    }
    .scaled = { $number } de sites
unit-village =
    { $number } { $n ->
        [one] village
       *[other] villages
    }
    .scaled = { $number } de villages
unit-school =
    { $number } { $n ->
        [one] école
       *[other] écoles
    }
    .scaled = { $number } d’écoles
unit-company =
    { $number } { $n ->
        [one] entreprise
       *[other] entreprises
    }
    .scaled = { $number } d’entreprises
unit-day =
    { $number } { $n ->
        [one] jour
       *[other] jours
    }
    .scaled = { $number } de jours
unit-hour =
    { $number } { $n ->
        [one] heure
       *[other] heures
    }
    .scaled = { $number } d’heures
unit-month =
    { $number } { $n ->
        [one] mois
       *[other] mois
    }
    .scaled = { $number } de mois
unit-year =
    { $number } { $n ->
        [one] an
       *[other] ans
    }
    .scaled = { $number } d’ans
unit-tonne =
    { $number } { $n ->
        [one] tonne
       *[other] tonnes
    }
    .scaled = { $number } de tonnes
unit-litre =
    { $number } { $n ->
        [one] litre
       *[other] litres
    }
    .scaled = { $number } de litres
unit-km =
    { $number } { $n ->
        [one] km
       *[other] km
    }
    .scaled = { $number } de km
unit-hectare =
    { $number } { $n ->
        [one] hectare
       *[other] hectares
    }
    .scaled = { $number } d’hectares
unit-tonne-per-year =
    { $number } { $n ->
        [one] tonne par an
       *[other] tonnes par an
    }
    .scaled = { $number } de tonnes par an
unit-vehicle-per-day =
    { $number } { $n ->
        [one] véhicule par jour
       *[other] véhicules par jour
    }
    .scaled = { $number } de véhicules par jour
unit-truck-per-day =
    { $number } { $n ->
        [one] camion par jour
       *[other] camions par jour
    }
    .scaled = { $number } de camions par jour
unit-XOF =
    { $number } { $n ->
        [one] franc CFA
       *[other] francs CFA
    }
    .scaled = { $number } de francs CFA
unit-XOF-per-litre =
    { $number } { $n ->
        [one] franc CFA le litre
       *[other] francs CFA le litre
    }
    .scaled = { $number } de francs CFA le litre
unit-EUR =
    { $number } { $n ->
        [one] euro
       *[other] euros
    }
    .scaled = { $number } d’euros
unit-USD =
    { $number } { $n ->
        [one] dollar
       *[other] dollars
    }
    .scaled = { $number } de dollars
unit-percent = { $number } %
    .scaled = { $number } %
unit-rank = rang { $number }
    .scaled = rang { $number }
unit-times = { $number } fois
    .scaled = { $number } de fois
unit-number = { $number }
    .scaled = { $number }

## Genres d’événements

kind-incident = Incident
kind-measure = Mesure
kind-statement = Déclaration
kind-effect = Effet
kind-figure = Chiffre
kind-background = Contexte

## Types

type-abduction = Enlèvement
type-aid_obstruction = Entrave à l’aide
type-air_strike = Frappe aérienne
type-armed_attack = Attaque armée
type-assessment = Analyse
type-attack_trend = Évolution des attaques
type-blockade_announced = Blocus annoncé
type-blockade_lifted = Blocus levé
type-blockade_reported = Blocus signalé
type-border_closure = Fermeture de frontière
type-border_reopening = Réouverture de frontière
type-casualties = Victimes
type-checkpoint = Poste de contrôle
type-clashes = Affrontements
type-commodity_ban = Interdiction d’un produit
type-communal_tension = Tension entre communautés
type-convoy_escort = Escorte de convois
type-closure = Fermeture
type-withdrawal = Retrait
type-agreement = Accord
type-arrest = Arrestation
type-diplomacy = Pourparlers ou coopération
type-other = Autre événement
type-riot = Émeute
type-curfew = Couvre-feu
type-curfew_extended = Couvre-feu prolongé
type-curfew_lifted = Couvre-feu levé
type-demonstration = Manifestation
type-denial = Démenti
type-displacement = Déplacement de population
type-distance = Distance
type-drone_strike = Frappe de drone
type-economic_dependence = Dépendance économique
type-escort_rule = Escorte obligatoire
type-explosion = Explosion
type-food_insecurity = Insécurité alimentaire
type-fuel_ban = Interdiction de carburant
type-fuel_shortage = Pénurie de carburant
type-gdp_rank = Rang dans le PIB
type-generic_violence = Violences
type-gold_share = Part de l’or
type-imposed_rules = Règles imposées
type-infrastructure_damage = Dégâts aux infrastructures
type-infrastructure_sabotage = Sabotage d’infrastructures
type-investment = Investissement
type-law = Texte de loi
type-looting = Pillage
type-market_closure = Fermeture de marché
type-mediation_visit = Visite de médiation
type-military_losses = Pertes militaires
type-military_operation = Opération militaire
type-military_unrest = Troubles dans l’armée
type-mobilisation_call = Appel à la mobilisation
type-official_statement = Déclaration officielle
type-operation_absent = Absence d’opération
type-operator_ban = Interdiction visant un opérateur
type-operator_resumption = Reprise d’activité d’un opérateur
type-operator_suspension = Suspension d’activité d’un opérateur
type-operator_suspension_call = Appel à suspendre l’activité
type-commitment = Engagement
type-commitment_begun = Engagement en cours
type-commitment_completed = Engagement tenu
type-planned_response = Réponse prévue
type-population = Population
type-price = Prix
type-price_increase = Hausse des prix
type-production_share = Part de la production
type-propaganda_video = Vidéo de propagande
type-recommendation = Recommandation
type-refugee_influx = Arrivée de réfugiés
type-release = Libération
type-responsibility_claim = Revendication
type-road_closure = Fermeture de route
type-road_reopening = Réouverture de route
type-road_tax_extortion = Taxe ou extorsion sur la route
type-robbery = Vol à main armée
type-school_closure = Fermeture d’école
type-security_deployment = Déploiement de sécurité
type-service_disruption = Service interrompu
type-shortage = Pénurie
type-state_of_emergency = État d’urgence
type-strike = Grève
type-support_claim = Soutien déclaré
type-territorial_control = Contrôle territorial
type-threat = Menace
type-trade_disruption = Échanges perturbés
type-trade_share = Part des échanges
type-trade_volume = Volume des échanges
type-traffic_volume = Volume du trafic
type-un_statement = Déclaration des Nations unies
type-unemployment = Chômage
type-vehicle_arson = Véhicules incendiés
type-witness_claim = Témoignage

## Cibles

target-state_institution = institutions de l’État
target-security = forces de sécurité
target-transport = transport
target-works = chantiers
target-industry = industrie
target-civilian = civils

## Modalités : des noms, qui n’ont pas à s’accorder

modality-asserted = affirmation
modality-announced = annonce
modality-called_for = demande
modality-assessed = appréciation de l’auteur
modality-hedged = sous réserve
modality-denied = démenti
modality-negated = négation
modality-planned = projet
modality-hypothetical = hypothèse
modality-generic = dit en général

## Contraintes : le genre et le nombre accordent le statut

constraint-blockade = Blocus
    .gender = masculine
constraint-closure = Fermeture
    .gender = feminine
constraint-curfew = Couvre-feu
    .gender = masculine
constraint-commodity_ban = Interdiction d’un produit
    .gender = feminine
constraint-operator_suspension = Suspension d’un opérateur
    .gender = feminine
constraint-works_suspended = Suspension de travaux
    .gender = feminine
constraint-escort_rule = Escorte obligatoire
    .gender = feminine
constraint-toll = Taxe ou extorsion
    .gender = feminine
constraint-checkpoint = Poste de contrôle
    .gender = masculine
constraint-damage = Dégâts
    .gender = masculines
constraint-imposed_rules = Règles imposées
    .gender = feminines
status-announced =
    { $gender ->
        [feminine] annoncée
        [feminines] annoncées
        [masculines] annoncés
       *[masculine] annoncé
    }
status-called_for =
    { $gender ->
        [feminine] demandée
        [feminines] demandées
        [masculines] demandés
       *[masculine] demandé
    }
status-in_force =
    { $gender ->
        [feminine] signalée en vigueur
        [feminines] signalées en vigueur
        [masculines] signalés en vigueur
       *[masculine] signalé en vigueur
    }
status-extended =
    { $gender ->
        [feminine] prolongée
        [feminines] prolongées
        [masculines] prolongés
       *[masculine] prolongé
    }
status-reserved =
    { $gender ->
        [feminine] rapportée avec réserve
        [feminines] rapportées avec réserve
        [masculines] rapportés avec réserve
       *[masculine] rapporté avec réserve
    }
status-planned =
    { $gender ->
        [feminine] prévue ou envisagée
        [feminines] prévues ou envisagées
        [masculines] prévus ou envisagés
       *[masculine] prévu ou envisagé
    }
status-denied =
    { $gender ->
        [feminine] démentie
        [feminines] démenties
        [masculines] démentis
       *[masculine] démenti
    }
status-lifted =
    { $gender ->
        [feminine] levée
        [feminines] levées
        [masculines] levés
       *[masculine] levé
    }
status-lapsed = terme annoncé échu

## Contradictions

contradiction-date = Deux dates
contradiction-denial = Affirmation et démenti
contradiction-place = Deux lieux
contradiction-count = Deux décomptes
contradiction-status = Deux états d’une même mesure
contradiction-actor = Acteur donné pour parti
contradiction-figure_scope = Chiffres de portée différente
contradiction-modality_translation = Réserve perdue ou ajoutée en traduisant
contradiction-citation = Référence discordante
severity-low = portée faible
severity-medium = portée moyenne
severity-high = portée forte

## Sources

depends-copy = copie de { $document }
depends-excerpt = extrait de { $document }
depends-reprint = reprise de { $document }
depends-translation = traduction de { $document }
depends-relay = relaie { $document }
reliability-A = entièrement fiable
reliability-B = habituellement fiable
reliability-C = assez fiable
reliability-D = pas habituellement fiable
reliability-E = non fiable
reliability-F = fiabilité impossible à juger
credibility-1 = confirmé par d’autres
credibility-2 = probablement vrai
credibility-3 = peut-être vrai
credibility-4 = douteux
credibility-5 = improbable
credibility-6 = véracité impossible à juger

## Lieux

place-region = { $name } (région)
place-abroad = { $name } ({ $country })
country-BEN = Bénin
country-BFA = Burkina Faso
country-CIV = Côte d’Ivoire
country-CMR = Cameroun
country-CPV = Cap-Vert
country-DZA = Algérie
country-ESH = Sahara occidental
country-FRA = France
country-GHA = Ghana
country-GIN = Guinée
country-GMB = Gambie
country-GNB = Guinée-Bissau
country-LBR = Libéria
country-LBY = Libye
country-MAR = Maroc
country-MLI = Mali
country-MRT = Mauritanie
country-NER = Niger
country-NGA = Nigéria
country-SEN = Sénégal
country-SLE = Sierra Leone
country-TCD = Tchad
country-TGO = Togo
country-ARE = Émirats arabes unis
country-AUS = Australie
country-BEL = Belgique
country-BRA = Brésil
country-CAN = Canada
country-CHE = Suisse
country-CHN = Chine
country-DEU = Allemagne
country-EGY = Égypte
country-ESP = Espagne
country-GBR = Royaume-Uni
country-IND = Inde
country-ITA = Italie
country-JPN = Japon
country-RUS = Russie
country-SAU = Arabie saoudite
country-SDN = Soudan
country-TUN = Tunisie
country-TUR = Turquie
country-UKR = Ukraine
country-USA = États-Unis
country-ZAF = Afrique du Sud

## Phrases d’une ligne

by = par : { $actors }
by-sayer = selon : { $actors }
target = cible :
concerns = concerne :
share-of = de
support-one = une seule origine
support-origins =
    { $origins } { $origins ->
        [one] origine
       *[other] origines
    }
support-copies =
    { $documents } { $documents ->
        [one] document
       *[other] documents
    }, { $origins } { $origins ->
        [one] origine
       *[other] origines
    }
grade-title = { $letter } : { $reliability } ; { $digit } : { $credibility }
note-back = retour à l’appel de la note

## En-tête

letter-title = Lettre d’observation
letter-number = n° { $number }
as-of = État au { $date }
period = Documents publiés : { $date }
read =
    { $documents } { $documents ->
        [one] document lu
       *[other] documents lus
    }, { $origins } { $origins ->
        [one] origine indépendante
       *[other] origines indépendantes
    }
tlp-meaning-CLEAR = diffusion libre
tlp-meaning-GREEN = communauté seulement
tlp-meaning-AMBER = organisation et ses clients
tlp-meaning-AMBER_STRICT = organisation seulement
tlp-meaning-RED = destinataires seulement
skip = Aller au contenu

## Sections

section-summary = L’essentiel
section-chronology = Chronologie
section-undated = Rapporté sans date
section-constraints = Contraintes
section-contradictions = Contradictions
section-figures = Chiffres
section-effects = Effets
section-statements = Déclarations et analyses
section-context = Contexte
section-reserved = Rapporté sans être établi
section-gaps = Ce qu’on ne sait pas
section-sources = Sources
section-notes = Notes
lead-constraints = Chaque état est celui qu’une source a rapporté ; la lettre n’en choisit aucun.
lead-contradictions = Toutes les versions, chacune avec ses citations ; aucune n’est retenue contre l’autre.
lead-reserved = Rapporté avec réserve, demandé, prévu, envisagé, démenti : rien de cela ne compte comme un fait.
lead-figures = Tels que les sources les donnent, avec leur propre dénominateur.
lead-sources = Chaque document avec la fiabilité de sa source (A à F) ; copies et traductions sous le document dont elles viennent.
empty = Rien n’est connu : aucun document lu n’en parle (publications jusqu’au { $date }).
longer = Sur une plus longue durée

## Listes trop longues pour être imprimées entières

fold-support =
    { $n } au total : { $kinds }. Ici { $shown ->
        [one] le mieux étayé
       *[other] les { $shown } mieux étayés
    }. { $rest ->
        [one] Un autre figure
       *[other] { $rest } autres figurent
    } avec les notes dans { $file }, publié avec cette lettre.
fold-constraints =
    { $n } au total : { $kinds }. Ici { $shown }, d’abord celles que nulle source ne dit finies, puis les dernières dont on ait parlé. { $rest ->
        [one] Une autre figure
       *[other] { $rest } autres figurent
    } avec les notes dans { $file }, publié avec cette lettre.
fold-contradictions =
    { $n } au total : { $kinds }. Ici { $shown }, les plus fortes et celles qui ont le plus de citations. { $rest ->
        [one] Une autre figure
       *[other] { $rest } autres figurent
    } avec les notes dans { $file }, publié avec cette lettre.
fold-silent =
    { $n } { $n ->
        [one] autre contrainte est
       *[other] autres contraintes sont
    } sans nouvelle depuis { $days } jours ou plus : voir { $file }.
fold-sources =
    { $documents } documents de { $publishers } { $publishers ->
        [one] éditeur
       *[other] éditeurs
    }, listés par éditeur ; une note nomme le document qu’elle cite, et { $file } les nomme tous.
fold-publishers =
    { $documents } documents de { $publishers } éditeurs. Ici les { $shown } qui ont le plus de documents ; { $rest ->
        [one] un autre figure
       *[other] { $rest } autres figurent
    } dans { $file }. Une note nomme le document qu’elle cite.
fold-documents =
    { $n } { $n ->
        [one] document
       *[other] documents
    }{ $copies ->
        [0] { "" }
        [one] , dont une copie ou traduction
       *[other] , dont { $copies } copies ou traductions
    }
fold-unnamed = éditeur non nommé

## L’essentiel

brief-chronology =
    { $events } { $events ->
        [one] fait daté
       *[other] faits datés
    }, dont { $incidents } { $incidents ->
        [one] incident
       *[other] incidents
    } et { $measures } { $measures ->
        [one] mesure
       *[other] mesures
    } ; { $single ->
        [one] { $single } ne repose que sur une seule origine
       *[other] { $single } ne reposent que sur une seule origine
    }.
brief-best = Le mieux étayé : { $what } ({ $support }).
brief-constraints =
    { $constraints } { $constraints ->
        [one] contrainte rapportée
       *[other] contraintes rapportées
    } ; états donnés : { $states }.
brief-state = { $status } ({ $n })
brief-contradictions =
    { $contradictions } { $contradictions ->
        [one] contradiction
       *[other] contradictions
    } ({ $kinds }), dont { $high } de portée forte.
brief-reserved =
    { $reserved } { $reserved ->
        [one] énoncé n’est pas établi et reste
       *[other] énoncés ne sont pas établis et restent
    } hors de la chronologie.
brief-corridors =
    { $corridors } { $corridors ->
        [one] corridor
       *[other] corridors
    } ce mois, au pire rapporté : { $closed } { $closed ->
        [one] fermé
       *[other] fermés
    }, { $restricted } { $restricted ->
        [one] restreint
       *[other] restreints
    }, { $unknown } sans nouvelles.
brief-cover =
    { $stocks } { $stocks ->
        [one] stock suivi
       *[other] stocks suivis
    } ; { $short ->
        [0] aucun ne dure
        [one] { $short } dure
       *[other] { $short } durent
    } moins de deux semaines selon l’estimation centrale.
brief-prices =
    { $prices } { $prices ->
        [one] prix suivi
       *[other] prix suivis
    } ; { $high } en alerte ou en crise (ALPS).
brief-empty = Aucun fait daté, aucune contrainte et aucune contradiction dans les documents lus.
more = voir

## Tableaux

column-constraint = Contrainte
column-where = Lieu
column-told = État rapporté
column-since = Depuis
column-last = Dernière mention
column-figure = Chiffre
column-value = Valeur
column-when = Date
column-sure = Appui
age =
    { $days } { $days ->
        [one] jour
       *[other] jours
    } avant cette lettre
unknown = non précisé
side = Version { $number }

## Frise

timeline-title = Faits datés, du { $from } au { $to }
timeline-text =
    Ronds : { $incidents } { $incidents ->
        [one] incident
       *[other] incidents
    } ; losanges : { $measures } { $measures ->
        [one] mesure
       *[other] mesures
    }. La liste qui suit dit la même chose en toutes lettres.
timeline-left =
    Hors de la frise : { $n } { $n ->
        [one] fait
       *[other] faits
    } de longue durée ou plus { $n ->
        [one] ancien
       *[other] anciens
    }.
incidents = Incidents
measures = Mesures

## Ce qu’on ne sait pas

gap-silent =
    { $what } : rien de neuf depuis { $days } { $days ->
        [one] jour
       *[other] jours
    }. Silence ne vaut pas levée.
gap-unplaced =
    { $n } { $n ->
        [one] énoncé
       *[other] énoncés
    } sans lieu reconnu.
gap-undated =
    { $n } { $n ->
        [one] document
       *[other] documents
    } sans date de publication : leurs dates relatives ne sont pas résolues.
gap-omitted =
    { $n } { $n ->
        [one] document écarté
       *[other] documents écartés
    } : marquage plus strict que celui de cette lettre.
gap-unresolved =
    { $n } { $n ->
        [one] ligne écartée
       *[other] lignes écartées
    } : note manquante.
gap-unread =
    { $n } { $n ->
        [one] document
       *[other] documents
    } dans une langue que le programme n’interprète pas : ce qui y est dit n’est pas dans cette lettre.
gap-nothing = Rien, dans les documents publiés jusqu’au { $date }, sur : { $sections }.
gap-none = Aucune lacune relevée au-delà des sections vides.

## Notes

note-withheld = Citation non reproduite : elle montrerait des positions de forces.
note-recall = rappel
note-unlisted = document non décrit

## Colophon

colophon = Composé par faleme à partir de documents publiés. Chaque ligne porte son identifiant : « faleme why » la suit jusqu’à la phrase citée. Cette lettre ne tranche aucune contradiction.

# Actors that a source names by a common noun.
actor-armed-group = groupe armé
actor-armed-forces = forces armées
actor-authorities = autorités
actor-transport-company = compagnie de transport
actor-union = syndicat
actor-international-body = organisation internationale

## The sheet

contents = Sommaire
analyst = Texte de l’analyste
draft = PROJET – non publié
letter-corrects = rectifie la lettre n° { $number }
no-data = Aucune donnée connue au { $date }.
note-release = version { $release }
note-rows =
    { $dataset } : { $count ->
        [one] ligne { $rows }
       *[other] { $count } lignes ({ $rows })
    }.
parameter-unit-days = jours
parameter-unit-share = de l’ensemble
note-parameter = Paramètre « { $name } » : { $best } { $unit } ({ $low } à { $high }), { $source }.
note-entry = { $file }, ligne { $line }
section-judgements = Jugements clés
section-corridors = Corridors
section-supply = Approvisionnement
section-prices = Prix
section-interests = Intérêts déjà touchés
section-people = Populations
section-neighbours = Risques transfrontaliers
section-outlook = Perspectives
section-tensions = Tensions latentes et médiation
section-responses = Recommandations et engagements
gap-withheld =
    { $n } { $n ->
        [one] constat écarté : sa
       *[other] constats écartés : leur
    } diffusion est plus restreinte que celle de cette lettre.

## Corridors, approvisionnement, populations

column-corridor = Corridor
column-month-state = Pire état du mois
column-constraints = Contraintes
column-incidents = Incidents du mois
column-confirmed = Dernière confirmation
column-class-states = Par type de véhicule
column-zone = Zone
column-commodity = Marchandise
column-cover = Durée du stock
column-month = Mois
column-usual-share = Part habituelle
column-now-share = Part actuelle
column-market = Marché
column-price = Prix
column-alps = ALPS
column-area = Zone
column-measure = Population concernée
column-persons = Personnes
column-sector = Secteur
column-owner = Pays du propriétaire
column-sites = Sites
column-risk = Risque
column-indicator = Indicateur
column-background = Niveau de fond
column-own = Sa propre histoire
column-across = D’outre-frontière
column-any = Au moins un mort
column-mean = Moyenne
column-middle-90 = 5–95 %
column-baseline-any = Référence : au moins un
column-passable-open = Ouvert
column-passable-restricted = Restreint
column-passable-closed = Fermé
column-passable-unknown = Inconnu
column-addressee = Destinataire
column-response = Recommandation ou engagement
column-fate = Suite donnée
passable-open = ouvert
passable-restricted = restreint
passable-closed = fermé
passable-unknown = inconnu
lead-corridors = Le pire état rapporté dans le mois sur l’un des tronçons de chaque corridor, tous trafics confondus. L’absence de nouvelles ne vaut pas ouverture.
lead-classes = Par type de véhicule au { $date } ({ $classes } { $classes ->
        [one] type
       *[other] types
    }).
lead-cover = Estimations par tranches : chacune repose sur des paramètres avec leur fourchette ; voir les notes.
lead-flows = Part de chaque corridor dans ce qu’expédient les ports suivis, par mois : estimation centrale, puis la basse et la haute.
lead-prices = ALPS (PAM) compare chaque prix à celui que la saison laisse attendre : normal, tension, alerte, crise.
lead-people = Chiffres tels que publiés : au sein d’une source, nul n’est compté deux fois ; les sources ne s’additionnent pas.
lead-interests = Sites publiquement signalés comme touchés ou fermés, comptés par zone, secteur et pays du propriétaire.
lead-neighbours = Chaque indicateur se lit seul ; « aucun rapport » ne vaut pas zéro.
lead-across = D’où vient ce que la prévision attend d’un district frontalier : un niveau de fond, sa propre histoire, l’autre côté de la frontière.
lead-corridor-outlook = Probabilité que chaque corridor soit ouvert, restreint ou fermé, ou que son état reste inconnu, par mois.
lead-area-outlook = Morts dans des violences impliquant un État, par zone et par mois : probabilité qu’il y en ait au moins un, moyenne, intervalle à neuf chances sur dix ; en regard, la probabilité selon la référence.
lead-responses = Ce qui a été recommandé ou promis, par qui, à qui, et ce qu’il en est advenu.
record-skill =
    Bilan du modèle { $model }, évalué sur { $windows } : { $better ->
        [yes] erreur plus faible que celle de la référence { $baseline }, de { $skill } % (intervalle à 95 % : { $low } à { $high } %)
       *[no] pas mieux que la référence { $baseline } ({ $skill } % ; intervalle à 95 % : { $low } à { $high } %)
    }.
outlook-without = Sans prévision : { $corridors }.
chance-nil = presque nulle
chance-certain = presque certaine
record-none = De telles prévisions n’ont jamais été évaluées ici : à lire comme une conjecture.
no-report = aucun rapport
too-little-history = historique trop court
percent = { $n } %
share-range = { $best } ({ $low } à { $high })
cover-under_week = moins d’une semaine
cover-to_two_weeks = une à deux semaines
cover-to_month = deux semaines à un mois
cover-over_month = plus d’un mois
cover-days = { $best } jours ({ $low } à { $high })
cover-between = { $best } ; fourchette : { $range }
alps-normal = normal
alps-stress = tension
alps-alert = alerte
alps-crisis = crise
alps-none = non évalué
signalled = signal d’alerte
mediation = Médiation existante : { $roles }.
addressee-none = non précisé
term-short = court terme
term-medium = moyen terme
fate-proposed = proposé
fate-promised = promis
fate-under_way = en cours
fate-done = fait
fate-lapsed = caduc
record-itself = Ces prévisions sont la référence elle-même ({ $model }), notée sur { $windows } : aucun modèle n’a fait mieux ici.
tension-other = autre
indicator-incidents_within_50_km = Incidents à moins de 50 km
indicator-refugees_counted = Réfugiés comptés
indicator-idps_counted = Personnes déplacées comptées
indicator-laundered_livestock = Affaires de bétail blanchi
indicator-timber = Affaires de trafic de bois
indicator-trafficking = Affaires de trafic
indicator-coerced_trade = Affaires de commerce sous contrainte
new = nouveau
likelihood-remote = probabilité infime
likelihood-highly_unlikely = très improbable
likelihood-unlikely = improbable
likelihood-even = une chance sur deux
likelihood-likely = probable
likelihood-highly_likely = très probable
likelihood-almost_certain = presque certain
confidence-low = faible
confidence-medium = moyenne
confidence-high = élevée
judged = ({ $likelihood } ; confiance : { $confidence })
contrary = À l’encontre : { $evidence }
risk-border_pressure = Pression sur une ville frontalière
risk-trade_disruption = Perturbation du commerce
risk-incursions = Incursions
risk-security_drawn = Moyens de sécurité mobilisés
risk-contagion = Contagion

## Ce qui a changé

changes =
    Depuis le { $date }{ $letter ->
        [0] {""}
       *[other] {" "}(lettre n° { $letter })
    } : { $changes ->
        [0] rien n’a changé.
        [one] un changement.
       *[other] { $changes } changements.
    }
change-new-constraint = Nouvelle contrainte : { $what }.
change-status = { $what } : état « { $was } », désormais « { $now } ».
change-new-events =
    { $n } { $n ->
        [one] nouvel événement
       *[other] nouveaux événements
    }.
change-new-contradiction = Nouvelle contradiction : { $what }.
change-response = { $what } — { $was }, désormais { $now }.
changes-more =
    Et { $n } { $n ->
        [one] autre changement
       *[other] autres changements
    }.
change-withdrawn = N’est plus retenu : { $id }.

## Images

chart-million = { $n } M
chart-billion = { $n } Md
chart-percent = { $n } %
chart-open = ouvert
chart-restricted = restreint
chart-closed = fermé
chart-unknown = inconnu
chart-count-open =
    { $n } { $n ->
        [one] ouvert
       *[other] ouverts
    }
chart-count-restricted =
    { $n } { $n ->
        [one] restreint
       *[other] restreints
    }
chart-count-closed =
    { $n } { $n ->
        [one] fermé
       *[other] fermés
    }
chart-count-unknown =
    { $n } { $n ->
        [one] inconnu
       *[other] inconnus
    }
chart-unknown-value = inconnu
chart-not-counted = non compté
chart-best = meilleure estimation
chart-range = fourchette
chart-no-data = Aucune donnée n’a jamais été reçue.
chart-no-data-since = Aucune donnée depuis le { $date }.
chart-unit-incident = incidents par mois
chart-unit-fatality = morts par mois
chart-unit-tonne-per-month = tonnes par mois
chart-unit-truck-per-month = camions par mois
chart-unit-vehicle-per-month = véhicules par mois
chart-unit-litre-per-month = litres par mois
chart-unit-percent = pour cent
chart-unit-XOF-per-kg = francs CFA/kg
chart-unit-XOF-per-litre = francs CFA/litre
chart-unit-XOF-per-100kg = francs CFA/100 kg
chart-map-title = Corridors selon leur état au { $day }
chart-map-counts =
    { $n } { $n ->
        [one] corridor
       *[other] corridors
    } : { $counts }.
chart-map-route = { $n } : { $name }, { $status }.
chart-map-incidents =
    { $n } { $n ->
        [one] incident
       *[other] incidents
    } par zone : { $places }.
chart-map-incidents-in = incidents par zone, { $period }
chart-map-incidents-sign = incidents par zone
chart-map-signs = { $sign } : { $places }.
chart-map-constraint = contrainte d’accès
chart-map-crossing = poste frontière
chart-map-market = marché, prix : { $level }
chart-map-ahead-low = au moins un décès en { $month } : moins de 10 %
chart-map-ahead-middle = au moins un décès en { $month } : 10 à 30 %
chart-map-ahead-high = au moins un décès en { $month } : 30 % et plus
chart-map-coarse = Contour sommaire tracé pour ce cas ; il ne prend position sur aucune frontière.
chart-map-km = { $n } km
chart-map-north = N
chart-strip-title = État des corridors par mois, { $period }
chart-strip-last = En { $month } : { $counts }.
chart-strip-row =
    { $name } : fermé { $closed } mois sur { $months }{ $restricted ->
        [0] { "" }
       *[other] , restreint { $restricted }
    }{ $unknown ->
        [0] { "" }
       *[other] , inconnu { $unknown }
    }.
chart-incidents-title = Incidents par mois et par type, { $period }
chart-incidents-total =
    { $n } { $n ->
        [one] incident
       *[other] incidents
    } en tout.
chart-incidents-kind = { $name } : { $n }, au plus { $most } par mois ({ $month }).
chart-incidents-others = { $n } autres types
chart-flow-title = Flux par corridor avant et après, { $unit }
chart-flow-periods = Avant : { $before }. Après : { $after }.
chart-flow-row = { $name } : avant { $before }, après { $after }.
chart-flow-before = avant : { $period }
chart-flow-after = après : { $period }
chart-days =
    { $band } { $n ->
        [one] jour
       *[other] jours
    }
chart-cover-title = Durée des stocks au { $day }, en jours
chart-cover-below =
    { $n } { $n ->
        [one] stock
       *[other] stocks
    } sur { $all } sous { $alarm } jours.
chart-cover-row = { $name } : { $days }.
chart-cover-alarm = alarme sous { $days } jours
chart-cover-alarmed = fourchette, sous l’alarme
chart-price-title = Prix : { $commodity }, { $market }, { $period }
chart-price-range = Prix de { $range } ; { $last } en { $month }.
chart-price-level = Dernier niveau : { $level } ; alerte ou crise { $n } mois sur { $all } classés.
chart-price-ungraded = Le dernier prix n’a pas de niveau ALPS.
chart-price = prix (gros point : alerte ou crise)
chart-price-normal = normal
chart-price-stress = tension
chart-price-alert = alerte
chart-price-crisis = crise
chart-fan-title = Prévision pour { $area } : { $unit }
chart-fan-past = Comptés, { $period } : { $range } par mois ; { $n } en { $month }.
chart-fan-month = En { $month } : médiane { $median }, une chance sur deux de { $half }, neuf sur dix de { $wide }.
chart-fan-month-baseline = Référence : { $n }.
chart-fan-forecast = prévision
chart-fan-counted = compté
chart-fan-median = médiane
chart-fan-range = intervalle à { $n } %
chart-fan-baseline = référence
chart-flow-usual = d’ordinaire, sans perturbation
chart-flow-usual-periods = D’ordinaire, sans perturbation, puis en { $after }.
figure-notes-below = Appels de notes : voir le tableau ou la liste ci-dessous.
figure-dropped =
    { $n } { $n ->
        [one] valeur impossible à montrer est omise
       *[other] valeurs impossibles à montrer sont omises
    }.

## Noms de ce que comptent les tableaux
no-data-since = Aucune donnée depuis le { $last } (situation au { $date }).
note-licence = Licence : { $licence }.
chart-flow-now = { $period }
chart-flow-usual-title = Part de chaque corridor : d’ordinaire et en { $after }
chart-flow-usual-row = { $name } : d’ordinaire { $before }, désormais { $after }.
cover-under = moins de { $n } jours
cover-from-to = { $low } à { $high } jours
cover-above = plus de { $n } jours
cover-any = de moins de 7 à plus de 30 jours
whole-country = tout le pays
risk-border_town = Pression sur une ville frontalière
risk-trade = Échanges perturbés
risk-incursion = Incursions
risk-security = Moyens de sécurité mobilisés
indicator-days_under_closure_or_curfew = Jours de fermeture ou de couvre-feu
indicator-reports_of_displacement = Rapports de déplacements de population
indicator-refugees = Réfugiés
indicator-idps = Personnes déplacées internes
indicator-constraints_on_trade = Contraintes sur les échanges
indicator-price_alerts = Alertes de prix
indicator-incidents_in_district = Incidents dans le district
indicator-incidents_with_an_armed_group_named = Incidents où un groupe armé est nommé
indicator-reports_entered = Rapports consignés
indicator-national_commitments = Engagements nationaux
indicator-incidents = Incidents
people-displaced = Personnes déplacées internes
people-idps = Personnes déplacées internes
people-returned = Personnes retournées
people-returnees = Personnes retournées
people-refugees = Réfugiés
people-population = Habitants
people-phase_1 = Insécurité alimentaire aiguë, phase 1 (minimale)
people-phase_2 = Insécurité alimentaire aiguë, phase 2 (sous pression)
people-phase_3 = Insécurité alimentaire aiguë, phase 3 (crise)
people-phase_4 = Insécurité alimentaire aiguë, phase 4 (urgence)
people-phase_5 = Insécurité alimentaire aiguë, phase 5 (famine)
people-phase_3_plus = Insécurité alimentaire aiguë, phase 3 ou plus
sector-mining = Mines
sector-cement = Cimenteries
sector-fuel_storage = Dépôts de carburant
sector-energy = Énergie
sector-road_works = Chantiers routiers
sector-industry = Industrie
sector-unknown = non précisé
vehicle-class-tanker = citerne ou camion à remorque
vehicle-class-truck = camion
vehicle-class-bus = autocar
vehicle-class-relief_4x4 = 4×4 de secours
vehicle-class-ambulance = ambulance
vehicle-class-car = voiture particulière
tension-slavery_by_descent = esclavage par ascendance
tension-descent_based_slavery = esclavage par ascendance
tension-farmer_herder = agriculteurs et éleveurs
tension-land = terre
tension-displacement = déplacements
tension-livelihoods = moyens d’existence
response-mediation = médiation
response-regional_cooperation = coopération régionale
response-secured_corridors = corridors sécurisés
response-reconstruction = reconstruction
response-decentralisation = décentralisation
response-dialogue = dialogue
response-deployment = déploiement
response-land_and_herding = foncier et transhumance
response-relief = secours et réserves
response-prevention = prévention
response-information = partage d’information
response-other = autre
commodity-millet = Mil
commodity-sorghum = Sorgho
commodity-maize = Maïs
commodity-maize_white = Maïs blanc
commodity-rice = Riz
commodity-rice_imported = Riz importé
commodity-rice_local = Riz local
commodity-wheat = Blé
commodity-beans_niebe = Niébé
commodity-cowpeas = Niébé
commodity-groundnuts = Arachides
commodity-sugar = Sucre
commodity-oil_vegetable = Huile végétale
commodity-fuel_diesel = Gazole
commodity-fuel_petrol_gasoline = Essence
commodity-fuel_gas = Gaz
figure-only = Seulement : { $what } ; le tableau contient le reste.
column-zones = Zones
side-told = rapporté
side-extended = prolongé
side-imposed = imposé
side-lifted = levé
trend-worse = en dégradation depuis le mois précédent
trend-better = en amélioration depuis le mois précédent
trend-same = inchangé depuis le mois précédent
column-change = Évolution
price-month = { $n } % en un mois
price-year = { $n } % en un an

## Méthode

section-method = Méthode
method-claims = Un énoncé n’entre dans la lettre qu’avec les mots exacts d’un document, cités en note ; un chiffre calculé, qu’avec les lignes de tableau, les paramètres ou l’entrée du dossier d’où il vient.
method-origins =
    Copies, reprises et traductions comptent avec le texte dont elles viennent : { $documents } { $documents ->
        [one] document lu
       *[other] documents lus
    }, { $origins } { $origins ->
        [one] origine indépendante
       *[other] origines indépendantes
    } ; l’appui d’un énoncé se compte en origines.
method-grade = { $grade } ({ $n })
method-grades =
    Cote : la lettre dit la fiabilité de la source, de A (entièrement fiable) à E (non fiable), F si l’on ne peut en juger ; le chiffre, la crédibilité de l’information, de 1 (confirmée par d’autres) à 5 (improbable), 6 si l’on ne peut en juger.{ $known ->
        [yes] {" "}Documents par fiabilité de leur source : { $grades }.
       *[no] {""}
    }
method-facts =
    La chronologie ne retient que ce qui est affirmé ({ $facts ->
        [one] { $facts } fait daté
       *[other] { $facts } faits datés
    }) ; ce qui est dit avec réserve, prévu ou démenti est à part ({ $reserved ->
        [one] { $reserved } énoncé
       *[other] { $reserved } énoncés
    }). Les contradictions sont montrées, non tranchées ({ $contradictions }).
method-marking =
    Marquage { $tlp } : { $documents ->
        [0] aucun document écarté
        [one] { $documents } document écarté
       *[other] { $documents } documents écartés
    }, { $findings ->
        [0] aucun constat écarté
        [one] { $findings } constat écarté
       *[other] { $findings } constats écartés
    }{ $coarse ->
        [yes] {""} ; l’état des corridors est donné par mois et au pire, la durée des stocks par tranches
       *[no] {""}
    }.
letter-contact = Contact : { $contact }
letter-next = Prochaine lettre : { $date }

## Lettres publiées

archive-title = Lettres publiées
archive-none = Aucune lettre n’est encore publiée.
archive-number = Lettre
archive-as-of = État au
archive-issued = Publiée le
archive-marking = Marquage
archive-files = Langues et formats
archive-remark = Remarque
archive-corrected = rectifiée par : { $letters }
archive-withdrawn = retirée
archive-lang = { $lang } : {""}
archive-format-html = page web
archive-format-pdf = PDF
archive-format-md = Markdown
archive-format-docx = Word

## Prix : la saison

price-season = { $n } % par rapport au même mois (moyenne de { $years } ans)

## Avant une citation

before-quote = {""} : {""}

## Paramètres de l’approvisionnement

zones-together = toutes zones
parameter-demand = demande : { $commodity }, { $zone }
parameter-share = part de la demande : { $commodity }, { $zone }
parameter-stock = stock habituel : { $commodity }, { $zone }
parameter-cover = durée du stock habituel : { $commodity }, { $zone }

## Sites trop peu nombreux

interests-few =
    Des sites ont été signalés comme touchés ou fermés en trop petit nombre pour être comptés ici, par zone, secteur et pays : { $n } { $n ->
        [one] décompte n’est pas publié
       *[other] décomptes ne sont pas publiés
    }.
