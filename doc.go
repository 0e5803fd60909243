// Package gutmuscle is a typed domain model of the gut–muscle axis, with an
// evidence-graded body of knowledge inside and functions that map a person's
// habits to the pathways they touch, with the studies behind every step.
//
// This page is the map. The package itself holds two version constants; the
// work is done by the packages below.
//
//   - [github.com/gutmuscle/gutmuscle/strategy]: a person's habits, the safety
//     gates, the assessment, plans and what-ifs. Most programs start here.
//   - [github.com/gutmuscle/gutmuscle/strategy/unit]: the units of habits.
//   - [github.com/gutmuscle/gutmuscle/strategy/habitlog]: habits from the tables
//     of other programs.
//   - [github.com/gutmuscle/gutmuscle/strategy/trial]: what a person's own days say
//     of one habit and one outcome; randomized schedules, and when to stop.
//   - [github.com/gutmuscle/gutmuscle/pathway]: the atlas of claims as a graph;
//     what it says of one effect; who makes what; where studies contradict each
//     other; how few studies an answer rests on; what a stool test can tell; a
//     reading list; how complete it all is; what the microbes of a sample can do.
//   - [github.com/gutmuscle/gutmuscle/pathway/habit],
//     [github.com/gutmuscle/gutmuscle/pathway/host],
//     [github.com/gutmuscle/gutmuscle/pathway/outcome]: ids with Go names.
//   - [github.com/gutmuscle/gutmuscle/microbiome]: the catalog of taxa and
//     metabolites, the resolution of their names, and tables of samples.
//   - [github.com/gutmuscle/gutmuscle/microbiome/format]: the files of
//     MetaPhlAn, Kraken, BIOM, QIIME 2, HUMAnN and test providers. BIOM 2.1
//     (HDF5) is a module of its own,
//     [github.com/gutmuscle/gutmuscle/microbiome/biomhdf5].
//   - [github.com/gutmuscle/gutmuscle/microbiome/diversity]: how many kinds a
//     sample holds, and how unlike two samples are.
//   - [github.com/gutmuscle/gutmuscle/microbiome/taxon],
//     [github.com/gutmuscle/gutmuscle/microbiome/metabolite]: ids with Go names.
//   - [github.com/gutmuscle/gutmuscle/evidence]: studies, findings, and the
//     arithmetic from findings to an answer; effects, pooling, certainty,
//     independence and conflict.
//   - [github.com/gutmuscle/gutmuscle/evidence/figure]: forest plots, funnels,
//     evidence pyramids, bars, and shares beside the ranges of groups, as SVG or
//     text.
//   - [github.com/gutmuscle/gutmuscle/evidence/wording]: sentences that are no
//     stronger than their evidence.
//   - [github.com/gutmuscle/gutmuscle/evidence/dataset]: strict reading of line,
//     table and JSON files, all problems at once.
//   - [github.com/gutmuscle/gutmuscle/evidence/spell]: how ids and closed words
//     are written, and which known word is nearest.
//
// Programs to read and run: examples/quickstart, one file; examples/gutmuscle,
// the command line.
//
// # Errors
//
// Problems of input come all at once, joined; each is reached with errors.As
// and errors.Is.
//
//   - [*github.com/gutmuscle/gutmuscle/evidence/dataset.Error]: one problem, with
//     file, line, record and field.
//   - [github.com/gutmuscle/gutmuscle/evidence/dataset.ErrDuplicate],
//     [github.com/gutmuscle/gutmuscle/evidence/dataset.ErrDangling],
//     [github.com/gutmuscle/gutmuscle/evidence/dataset.ErrUncited]: what is wrong
//     between records.
//   - [*github.com/gutmuscle/gutmuscle/evidence/spell.Error]: text that is not
//     spelled as what it should be.
//   - [*github.com/gutmuscle/gutmuscle/evidence/spell.UnknownError]: a word that
//     is not known, with the words that would do.
//   - [*github.com/gutmuscle/gutmuscle/evidence.StatError]: effects that cannot be
//     made or pooled; errors.Is finds its [github.com/gutmuscle/gutmuscle/evidence.Problem].
//   - [*github.com/gutmuscle/gutmuscle/evidence/figure.Error]: a picture that cannot
//     be drawn.
//   - [*github.com/gutmuscle/gutmuscle/microbiome/diversity.Error]: a sample that
//     cannot be measured.
//   - [*github.com/gutmuscle/gutmuscle/microbiome.UnknownNameError]: a name that
//     no taxon, or more than one, has.
//   - [*github.com/gutmuscle/gutmuscle/pathway.ModuleError],
//     [*github.com/gutmuscle/gutmuscle/pathway.EntryError]: a module that is not
//     spelled as one; a sample that cannot be scored.
//   - [github.com/gutmuscle/gutmuscle/strategy.ErrNotInMode]: a text that the mode
//     of a model does not allow.
//   - [*github.com/gutmuscle/gutmuscle/strategy.RaiseError]: days with more of a
//     habit that are not to be planned, with the gates.
//   - [github.com/gutmuscle/gutmuscle/strategy/trial.ErrMedicine],
//     [github.com/gutmuscle/gutmuscle/strategy/trial.ErrVerdict]: what nobody is to
//     try out on their own.
//   - [*github.com/gutmuscle/gutmuscle/evidence/wording.GuardError]: a sentence that
//     says more than its evidence.
//
// No answer is not an error: [github.com/gutmuscle/gutmuscle/pathway.Answer] has
// a typed reason, and a person who is refused gets a
// [github.com/gutmuscle/gutmuscle/strategy.Verdict].
//
// # Promises
//
// The library reads no clock, network, environment or random numbers, logs
// nothing, and keeps no state but the built-in knowledge, which is read when it
// is first asked for. The same model and input give the same bytes on every
// platform. Unknown is never zero. Null results and contradictions are kept, and
// no finding in animals is told as one in people.
//
// # Limits
//
// The library describes what studies found. It does not diagnose or treat, and
// it is no substitute for a doctor, a pharmacist or a dietitian.
package gutmuscle

import (
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// Version is the version of the library.
const Version = strategy.Version

// KnowledgeVersion is the version of the built-in knowledge.
const KnowledgeVersion = pathway.DataVersion
