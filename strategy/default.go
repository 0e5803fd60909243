package strategy

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// The built-in records and texts are embedded as texts, which are read without
// a copy.
var (
	//go:embed data/responses.jsonl
	responsesText string
	//go:embed data/strategies.jsonl
	strategiesText string
	//go:embed data/messages.jsonl
	messagesText string
	//go:embed data/messages.de.jsonl
	germanMessagesText string
	//go:embed data/phrases.de.jsonl
	germanPhrasesText string
	//go:embed data/medicines.jsonl
	medicinesText string
	//go:embed data/gates.jsonl
	gatesText string
)

func builtInFiles() dataset.TextFS {
	return dataset.TextFS{ResponsesFile: responsesText, StrategiesFile: strategiesText, MessagesFile: messagesText,
		medicinesFile: medicinesText, gatesFile: gatesText}
}

// translations are the texts in other languages. They are apart from the rest,
// so that programs that never ask for them do not carry them.
func translations() dataset.TextFS {
	return dataset.TextFS{MessagesFileOf(German): germanMessagesText, PhrasesFile(German): germanPhrasesText}
}

var builtIn struct {
	once  sync.Once
	model *Model
}

// Default returns the model that comes with the library, of pathway.Default and
// the built-in responses, strategies, gates and texts. It is made when it is first
// asked for; later calls return the same one. It panics if what comes with the
// library was broken by whoever built the program.
func Default() *Model {
	builtIn.once.Do(func() {
		var err error
		if builtIn.model, err = New(pathway.Default(), nil); err != nil {
			panic(fmt.Errorf("strategy: the built-in model is broken: %w", err))
		}
	})
	return builtIn.model
}
