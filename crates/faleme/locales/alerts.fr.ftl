# Ce que dit une alerte. Les autres mots sont ceux de la lettre.

alert-event-constraint = Contrainte d’accès
alert-event-corridor = État d’un corridor
alert-event-price = Prix de marché
alert-event-cover = Durée des stocks
alert-event-forecast = Prévision
alert-event-contradiction = Sources contradictoires

alert-head-constraint = { $kind }, { $places } : { $status }
alert-head-constraint-nowhere = { $kind } : { $status }
alert-disputed = { $status }, contesté par d’autres
alert-head-corridor = { $name } : { $state } ({ $month })
alert-head-corridor-class = { $name }, { $class } : { $state } le { $day }
alert-head-price = { $commodity }, { $market } : niveau { $level } (ALPS)
alert-head-cover = { $commodity }, { $zone } : les stocks durent { $band }
alert-head-forecast = { $unit } : { $chance } % de risque d’au moins un mort en { $month }
alert-head-contradiction = { $kind }, { $places }
alert-head-contradiction-nowhere = { $kind }
alert-exercise = [EXERCICE]

alert-known = État connu au { $day }, d’après les sources citées ; le programme ne vérifie pas sur place.
alert-since = Signalé depuis : { $day }.
alert-last = Dernière mention : { $day }.
alert-concerns = Concerne : { $what }.
alert-disputed-note = D’autres disent le contraire : « faleme contradictions » montre toutes les versions.
alert-corridor-month = Le plus grave qui ait été rapporté sur ce corridor pendant le mois, pour tout trafic.
alert-corridor-class = Le plus grave des tronçons, pour cette catégorie de véhicules, ce jour-là.
alert-price-note = Prix de { $period } : { $price } { $currency } par { $unit } ; attendu selon la saison : { $fit }. Niveau selon la méthode ALPS du PAM.
alert-cover-band = Fourchette de l’estimation : { $low } à { $high }.
alert-cover-days = Estimation : { $best } jours ({ $low } à { $high }).
alert-forecast-note = Modèle { $model } ; la référence, { $baseline }, dit { $chance } %.
alert-forecast-record = Bilan du modèle face à la référence : { $skill } % ({ $low } à { $high }), sur { $windows }.
alert-forecast-unscored = Ces prévisions n’ont pas encore de bilan : tenez-vous-en à la référence.
alert-contradiction-note = Une des versions vient d’une source notée A ; { $severity }. L’alerte ne tranche pas.
alert-contradiction-side = Version : { $side }.

alert-sources = Sources :
alert-responses = Réponses au dossier pour la zone :
alert-no-response = Aucune réponse au dossier pour la zone.
alert-response = { $kind }, { $fate } : { $text }

alert-do-constraint = Avant tout départ, vérifiez l’état du trajet auprès de votre point focal d’accès ou de votre syndicat de transporteurs. Revoyez horaires, itinéraires et stocks de sécurité ; prévenez ceux que vous approvisionnez d’un retard possible.
alert-do-corridor = Vérifiez l’état du trajet avant tout départ. Préparez un autre itinéraire ou une autre date, et prévenez ceux que vous approvisionnez.
alert-do-price = Suivez le marché, confirmez le prix sur place, et revoyez budgets, paniers et transferts.
alert-do-cover = Confirmez les stocks avec vos partenaires, échelonnez les livraisons, donnez la priorité à la santé et à l’eau. Ne rendez pas publics lieux ni quantités.
alert-do-forecast = Relisez vos plans de contingence. Une prévision de zone ne dit rien d’une route, d’un site ni d’une personne.
alert-do-contradiction = Lisez toutes les versions avant de décider, et demandez confirmation à une source indépendante.
alert-do-over = La condition n’est plus rapportée. Revenez à vos plans habituels après vérification.

alert-cancelled = Annulé :{ " " }
alert-cancelled-description = Cette alerte est retirée : le dossier ne tient plus ce qu’elle disait. Retirez-la aussi de vos documents.
alert-cancelled-instruction = Ne vous appuyez plus sur cette alerte.
