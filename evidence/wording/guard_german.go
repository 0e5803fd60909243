package wording

import "sync"

const (
	germanRaise = "erhöht|erhöhen|erhöhte|erhöhten|steigert|steigern|steigerte|verbessert|verbessern|verbesserte|hebt|heben|anhebt|anheben|" +
		"fördert|fördern|förderte|stärkt|stärken|stärkte|vermehrt|vermehren|verstärkt|verstärken|vergrößert|vergrößern|aktiviert|aktivieren|" +
		"stimuliert|stimulieren|kräftigt|kräftigen|regt an|anregt|anregen|steigen lässt|steigen lassen"
	germanLower = "senkt|senken|senkte|senkten|verringert|verringern|verringerte|vermindert|vermindern|mindert|mindern|reduziert|reduzieren|" +
		"hemmt|hemmen|hemmte|unterdrückt|unterdrücken|verschlechtert|verschlechtern|schwächt|schwächen|beeinträchtigt|beeinträchtigen|" +
		"verkleinert|verkleinern|drosselt|drosseln|dämpft|dämpfen|sinken lässt|sinken lassen"
	germanChange = "verändert|verändern|veränderte|ändert|ändern|beeinflusst|beeinflussen|wirkt auf|wirken auf|wirkt sich|wirken sich|" +
		"auswirkt|auswirken|führt zu|führen zu|führt dazu|führen dazu|führte zu|bewirkt|bewirken|löst aus|lösen aus|auslöst|auslösen|" +
		"trägt zu|tragen zu|trägt dazu|tragen dazu|beiträgt|beitragen|sorgt für|sorgen für|sorgt dafür|sorgen dafür|wegen|dank|aufgrund|" +
		"infolge|durch|wirkung von|wirkungen von|einfluss von|folge von|macht einen unterschied|machen einen unterschied|" +
		"keinen unterschied|einen unterschied macht|einen unterschied machen|hilft|helfen|nützt|nützen|schadet|schaden"
	germanLink = "einher|einhergeht|einhergehen|einherzugehen|zusammenhang|zusammenhänge|hängt mit|hängen mit|zusammenhängt|" +
		"zusammenhängen|verbunden|verknüpft|assoziiert|korreliert|korrelieren|sagt voraus|sagen voraus|vorhersagt|vorhersagen"
)

// germanWords returns the table of German. No native speaker has reviewed it.
// In German a main clause has its verb before a denial and a hedge ("senkt
// wahrscheinlich", "heilt nicht"), so both may stand behind it.
var germanWords = sync.OnceValue(func() *words {
	w := &words{
		forbidden: map[string]string{
			"cause": "verursacht|verursachen|verursachte|ursache|ursachen|ursächlich|kausal|kausale|kausaler|kausalen|hervorruft|hervorrufen|" +
				"hervorgerufen|ruft hervor|rufen hervor",
			"proof": "beweist|beweisen|bewiesen|beweis|beweise|erwiesen|nachgewiesen|nachgewiesenermaßen|belegt|belegen|wissenschaftlich|" +
				"klinisch getestet|klinisch geprüft|klinisch bestätigt|studien zeigen|garantiert|garantieren|garantie|gesicherte tatsache",
			"treatment": "heilt|heilen|geheilt|behandelt|behandeln|beugt vor|beugen vor|vorbeugt|vorbeugen|verhindert|verhindern|verhütet|" +
				"verhüten|schützt vor|schützen vor|schützt gegen|lindert|lindern|hilft gegen|helfen gegen|bekämpft|bekämpfen|kuriert|kurieren|" +
				"heilmittel|wehrt ab|wehren ab|macht rückgängig",
			"promise": "wird helfen|werden helfen|wird wirken|werden wirken|wird sich bessern|werden sich bessern|wird besser|werden besser|" +
				"wird stärker|werden stärker|sie werden|du wirst|ihr werdet|wirst du|mit sicherheit|verspricht|versprechen|versprochen",
			"diagnosis": "sie haben|du hast|sie leiden|du leidest|ihnen fehlt|ihnen fehlen|dir fehlt|dir fehlen|sie sind krank|du bist krank|" +
				"ihre krankheit|deine krankheit|ihre erkrankung|deine erkrankung|diagnostiziert|ihre dysbiose|deine dysbiose",
			"hype": "wiederherstellt|wiederherstellen|wiederhergestellt|wiederherzustellen|stellt wieder|stellen wieder|boostet|boosten|boost|" +
				"booster|turbo|entgiftet|entgiften|entgiftung|detox|entschlackt|entschlacken|reinigt|reinigen|verjüngt|verjüngen|optimiert|" +
				"optimieren|wunder|wundermittel|superfood|superfoods|durchbruch|revolutionär|gute bakterien|schlechte bakterien|guten bakterien|" +
				"schlechten bakterien|sportlerbakterien|athletenbakterien|anti-aging|ins gleichgewicht",
			"absolute": "zweifellos|zweifelsfrei|ohne zweifel|immer|stets|ausnahmslos|unbestreitbar|für jeden|für jede|für alle|bei jedem|jedem menschen|" +
				"völlig sicher|ganz sicher|ist sicher|sind sicher|unbedenklich|harmlos|risikofrei|risikolos|ohne risiko|kein risiko|nebenwirkungen|" +
				"nebenwirkungsfrei",
			"address": "du|dein|deine|deinen|deinem|deiner|dir|dich|euch|euer|eure|wir|uns|unser|unsere|unseren|ihnen",
			"advice": "soll|sollen|sollte|sollten|solltest|muss|müssen|empfiehlt|empfehlen|empfohlen|empfehlung|rät|raten|ratsam|versuchen|" +
				"probieren|meiden|vermeiden|nehmen sie|essen sie|trinken sie|tun sie|lohnt|lohnen|lohnend|lohnenswert|mehr essen|mehr tun",
		},
		required: map[string]wanted{
			"not-people": wantedOf("nicht beim menschen gezeigt|beim menschen nicht gezeigt|nicht bei menschen gezeigt|bei menschen nicht gezeigt|" +
				"nicht beim menschen geprüft|beim menschen nicht geprüft"),
			"not-judged":   wantedOf("nicht beurteilt"),
			"not-assessed": wantedOf("nicht eingestuft"),
			"chain":        wantedOf("als ganzes geprüft"),
			"disputed":     wantedOf("widersprechen|uneinig|umstritten|widersprüchlich|gegenteil"),
		},
		raise: listed(germanRaise), lower: listed(germanLower), change: listed(germanChange),
		higher: listed("höher|höhere|höheren|höherer|höherem|mehr|größer|größere|größeren"),
		less:   listed("niedriger|niedrigere|niedrigeren|niedrigerer|weniger|geringer|geringere|geringeren|kleiner|kleinere|kleineren"),
		link:   listed(germanLink),
		causal: listed(germanRaise, germanLower, germanChange),
		clause: listed("ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|kann|können|könnte|könnten|mag|muss|müssen|soll|sollte|" +
			"scheint|scheinen|erhöht|senkt|verringert|verbessert|verhindert|heilt|behandelt|verursacht|bewirkt|beweist|führt zu|geht mit|" +
			"nicht|du|dein|deine|ihr|wir"),
		hedges: [4]phrases{
			1: listed("wahrscheinlich|vermutlich|dürfte|dürften"),
			2: listed("könnte|könnten|kann|können|möglicherweise|vielleicht|eventuell|scheint|scheinen|schien|schienen|deutet|deuten|mag|mögen"),
			3: listed("sehr unsicher|nicht bekannt|unbekannt|uneinig|widersprechen|unklar|lässt sich nicht sagen"),
		},
		whether: listed("ob|was|wie|wenn"),
		sizes: map[Size]phrases{
			Trivial:  listed("geringfügig|unwesentlich|minimal|kaum merklich"),
			Small:    listed("leicht|etwas|ein wenig"),
			Moderate: listed("mäßig|moderat"),
			Large:    listed("deutlich|stark|erheblich|beträchtlich|bei weitem|viel|sehr stark"),
			SizeNotSaid: listed("signifikant|dramatisch|massiv|enorm|gewaltig|außerordentlich|durchschlagend|" +
				"wesentlich"),
		},
		people: listed("mensch|menschen|person|personen|leute|leuten|erwachsene|erwachsenen|mann|männer|männern|frau|frauen|patient|patienten|" +
			"patientin|patientinnen|teilnehmer|teilnehmern|teilnehmende|teilnehmenden|teilnehmerinnen|freiwillige|freiwilligen|probanden|ältere|" +
			"älteren|kind|kinder|kindern|sportler|sportlern|sportlerinnen|athleten|läufer|läufern|du|dein|deine|jeder|jeden"),
		denied: listed("zeigt nicht|zeigen nicht|bedeutet nicht|heißt nicht|sagt nicht|nicht gezeigt"),
		animals: wantedOf("bei tieren|bei mäusen|bei ratten|bei nagetieren|bei schweinen|bei pferden|und tieren|und mäusen|und ratten|" +
			"und nagetieren|und schweinen|und pferden"),
		cells:    wantedOf("in zellen oder isolierten mikroben|zellen oder isolierten mikroben|in zellen|in isolierten mikroben|in vitro"),
		notKnown: wantedOf("nicht bekannt|unbekannt|lässt sich nicht sagen"),
		disagree: wantedOf("uneinig|widersprechen|widersprüchlich"),
		noEffect: listed("keine wirkung|keinen einfluss|keinen effekt|kein effekt|wirkungslos|nutzlos|sinnlos|bringt nichts|bewirkt nichts|" +
			"wirkt nicht|verändert nicht|ändert nicht|beeinflusst nicht|kein zusammenhang|keinen zusammenhang|gar kein zusammenhang|" +
			"gar keinen zusammenhang|keinen unterschied|gar keinen unterschied"),
		hardly:       [][]string{{"kaum", "oder"}, {"kaum", "oder", "gar"}},
		species:      map[string]string{"mouse": "mäusen", "rat": "ratten", "rodent": "nagetieren", "pig": "schweinen", "horse": "pferden", "other": "tieren"},
		trailing:     true,
		denials:      set("nicht nie niemals kein keine keinen keinem keiner keines weder noch nichts niemand ohne unbekannt ungeprüft unbewiesen"),
		denialsAfter: set("nicht nie niemals kein keine keinen keinem keiner keines nichts niemanden"),
		turns:        set("aber doch jedoch sondern obwohl obgleich während wohingegen und"),
		only:         set("nur bloß lediglich allein"),
		asks:         set("wenn falls ob"),
		preparations: set("zellen gewebe organoide organoiden mikroben muskelzellen"),
	}
	w.conditions, w.advice = patternsOf(germanConditions), patternsOf(germanAdvice)
	w.finish()
	return w
})
